import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { demandPasskey } from '../../contract.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { factorWords } from './words.ts'

/** Has signing in ask for a passkey beside the password; then the recovery codes are kept. Mount it to ask. */
export function PasskeyFactorDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(factorWords)
  const { close } = useWords(uiWords)
  const client = useQueryClient()
  const demanding = useMutation({
    mutationFn: () => call(demandPasskey, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ['account'] }),
  })
  const codes = demanding.data?.recoveryCodes
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={codes === undefined ? words.usePasskeys : words.codesTitle}
      description={codes === undefined ? words.usePasskeysHelp : words.codesHelp}
      closeLabel={close}
      wide
    >
      {codes === undefined ? (
        <div className="flex flex-col gap-3">
          {demanding.error === null ? null : <ErrorState error={demanding.error} small />}
          <Button
            look="primary"
            className="self-end"
            busy={demanding.isPending}
            onClick={() => demanding.mutate()}
          >
            {words.turnOn}
          </Button>
        </div>
      ) : (
        <RecoveryCodes codes={codes} onKept={onClose} />
      )}
    </Dialog>
  )
}
