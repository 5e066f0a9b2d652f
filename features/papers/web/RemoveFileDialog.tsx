import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { say } from '#web/ui/toasts.ts'
import { type PaperFile, removeFile } from '../contract.ts'
import { paperWords } from './words.ts'

type Props = { readonly file: PaperFile; readonly paperId: string; readonly onClose: () => void }

/** Removes a file for good, after asking. */
export function RemoveFileDialog({ file, paperId, onClose }: Props) {
  const words = useWords(paperWords)
  const { close, cancel } = useWords(uiWords)
  const client = useQueryClient()
  const removing = useMutation({
    mutationFn: () => call(removeFile, { params: { fileId: file.id } }),
    onSuccess: async () => {
      await Promise.all(
        [['paper', paperId], ['papers']].map((queryKey) => client.invalidateQueries({ queryKey })),
      )
      say({ title: words.fileRemoved(file.name) })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpen={(open) => !open && onClose()}
      title={words.removeFileTitle}
      description={file.name}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button look="danger" busy={removing.isPending} onClick={() => removing.mutate()}>
            {words.removeFile}
          </Button>
        </>
      }
    >
      <p>{words.removeFileHelp}</p>
      {removing.error === null ? null : <ErrorState error={removing.error} small />}
    </Dialog>
  )
}
