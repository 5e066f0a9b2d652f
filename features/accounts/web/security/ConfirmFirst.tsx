import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import type { Proof } from '#web/lib/confirm-first.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { confirmIdentity, type Me } from '../../contract.ts'
import { CodeField } from '../factor/CodeField.tsx'
import { PasskeyProof } from '../passkeys/PasskeyProof.tsx'
import { securityWords } from './words.ts'

type Props = {
  readonly me: Me
  readonly proof: Proof
  readonly onSettled: (isConfirmed: boolean) => void
}

/** Asks the person to prove again who they are; what was refused then goes on by itself. */
export function ConfirmFirst({ me, proof, onSettled }: Props) {
  const words = useWords(securityWords)
  const { close, cancel } = useWords(uiWords)
  const [byCode, setByCode] = useState(proof === 'factor')
  const why = words.confirmWhy[proof === 'recent' ? 'recent' : 'challenge']
  const [typed, setTyped] = useState('')
  const confirming = useMutation({
    mutationFn: () => call(confirmIdentity, { body: byCode ? { code: typed } : { password: typed } }),
    onSuccess: () => onSettled(true),
  })
  const turnAway = () => onSettled(false)
  return (
    <Dialog
      open
      onOpen={(open) => open || turnAway()}
      title={words.confirmTitle}
      description={`${why} ${byCode ? words.confirmByCode : words.confirmByPassword}`}
      closeLabel={close}
    >
      <form
        aria-label={words.confirmTitle}
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          confirming.mutate()
        }}
      >
        {byCode ? (
          <CodeField key="code" value={typed} onValue={setTyped} />
        ) : (
          <TextField
            key="password"
            label={words.current}
            type="password"
            autoComplete="current-password"
            required
            autoFocus
            value={typed}
            onValue={setTyped}
          />
        )}
        {confirming.error === null ? null : <ErrorState error={confirming.error} small />}
        <PasskeyProof onConfirmed={() => onSettled(true)} />
        <div className="flex flex-wrap items-center justify-end gap-2">
          {me.secondFactor === 'on' && proof !== 'factor' ? (
            <Button
              look="quiet"
              className="mr-auto"
              onClick={() => {
                setTyped('')
                setByCode(!byCode)
              }}
            >
              {byCode ? words.usePassword : words.useCode}
            </Button>
          ) : null}
          <Button look="quiet" onClick={turnAway}>
            {cancel}
          </Button>
          <Button type="submit" look="primary" busy={confirming.isPending}>
            {words.confirm}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
