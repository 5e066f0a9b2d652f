import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { type beginSecondFactor, confirmSecondFactor } from '../../contract.ts'
import { CodeField } from './CodeField.tsx'
import { QrCode } from './QrCode.tsx'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { factorWords } from './words.ts'

type Props = {
  readonly begun: ReplyOf<typeof beginSecondFactor>
  readonly onClose: () => void
}

/** Two steps: the app takes the secret and proves it by a code; then the recovery codes are kept. */
export function SetUpDialog({ begun, onClose }: Props) {
  const words = useWords(factorWords)
  const { close } = useWords(uiWords)
  const client = useQueryClient()
  const [code, setCode] = useState('')
  const confirming = useMutation({
    mutationFn: () => call(confirmSecondFactor, { body: { code } }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['account'] }),
  })
  const codes = confirming.data?.recoveryCodes
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={codes === undefined ? words.setUpTitle : words.codesTitle}
      description={codes === undefined ? words.scan : words.codesHelp}
      closeLabel={close}
      wide
    >
      {codes === undefined ? (
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            confirming.mutate()
          }}
        >
          <div className="flex flex-wrap items-center gap-4">
            <QrCode text={begun.uri} label={words.picture} />
            <div className="min-w-40 flex-1 basis-40">
              <p className="text-ink-soft text-sm">{words.cannotScan}</p>
              <code className="mt-1 block select-all break-all font-mono text-sm">
                {begun.secret.replace(/(.{4})(?=.)/g, '$1 ')}
              </code>
            </div>
          </div>
          <CodeField value={code} onValue={setCode} appOnly />
          {confirming.error === null ? null : <ErrorState error={confirming.error} small />}
          <Button type="submit" look="primary" className="self-end" busy={confirming.isPending}>
            {words.turnOn}
          </Button>
        </form>
      ) : (
        <RecoveryCodes codes={codes} onKept={onClose} />
      )}
    </Dialog>
  )
}
