import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useFailureWords } from '#web/lib/words/useFailureWords.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { say } from '#web/ui/toasts.ts'
import { type ExportLink, revokeLink } from '../contract.ts'
import { exportWords } from './words.ts'

type Props = { readonly link: ExportLink; readonly onClose: () => void }

export function RevokeLinkDialog({ link, onClose }: Props) {
  const words = useWords(exportWords)
  const { close, cancel } = useWords(uiWords)
  const failureWords = useFailureWords()
  const client = useQueryClient()
  const revoking = useMutation({
    mutationFn: () => call(revokeLink, { params: { linkId: link.id } }),
    onSuccess: () => say({ title: words.revoked(link.name) }),
    onError: (error) => say({ ...failureWords(error), tone: 'bad' }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['export-links'] })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.revokeTitle(link.name)}
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
