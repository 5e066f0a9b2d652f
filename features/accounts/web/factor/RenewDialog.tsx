import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { renewRecoveryCodes } from '../../contract.ts'
import { RecoveryCodes } from './RecoveryCodes.tsx'
import { factorWords } from './words.ts'

/** Ten new recovery codes in the place of those that are left. */
export function RenewDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords(factorWords)
  const { close } = useWords(uiWords)
  const client = useQueryClient()
  const renewing = useMutation({
    mutationFn: () => call(renewRecoveryCodes, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: ['account', 'factor'] }),
  })
  const codes = renewing.data?.recoveryCodes
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={codes === undefined ? words.renew : words.codesTitle}
      description={codes === undefined ? words.renewHelp : words.codesHelp}
      closeLabel={close}
      wide
    >
      {codes === undefined ? (
        <div className="flex flex-col items-end gap-3">
          {renewing.error === null ? null : <ErrorState error={renewing.error} small />}
          <Button look="primary" busy={renewing.isPending} onClick={() => renewing.mutate()}>
            {words.renew}
          </Button>
        </div>
      ) : (
        <RecoveryCodes codes={codes} onKept={onClose} />
      )}
    </Dialog>
  )
}
