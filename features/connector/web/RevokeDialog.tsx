import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { say } from '#web/ui/toasts.ts'
import { type ConnectorToken, revokeConnectorToken } from '../contract.ts'
import { connectorWords } from './words.ts'

type Props = { readonly token: ConnectorToken; readonly onClose: () => void }

/** Takes an address back, after asking. */
export function RevokeDialog({ token, onClose }: Props) {
  const words = useWords(connectorWords)
  const { close, cancel } = useWords(uiWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const revoking = useMutation({
    mutationFn: () => call(revokeConnectorToken, { params: { tokenId: token.id } }),
    onSuccess: () => say({ title: words.revoked(token.label) }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['connector'] })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.revokeTitle(token.label)}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button look="danger" busy={revoking.isPending} onClick={() => revoking.mutate()}>
            {words.revoke}
          </Button>
        </>
      }
    >
      <p>{words.revokeHelp}</p>
    </Dialog>
  )
}
