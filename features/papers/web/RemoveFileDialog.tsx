import { useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { say } from '#web/ui/toasts.ts'
import { type PaperFile, removeFile } from '../contract.ts'
import { paperWords } from './words.ts'

type Props = { readonly file: PaperFile; readonly paperId: string; readonly onClose: () => void }

/** Removes a file for good, after asking. */
export function RemoveFileDialog({ file, paperId, onClose }: Props) {
  const words = useWords(paperWords)
  const client = useQueryClient()
  const remove = async () => {
    await call(removeFile, { params: { fileId: file.id } })
    await Promise.all(
      [['paper', paperId], ['papers']].map((queryKey) => client.invalidateQueries({ queryKey })),
    )
    say({ title: words.fileRemoved(file.name) })
  }
  return (
    <ConfirmDialog
      title={words.removeFileTitle}
      about={file.name}
      confirm={words.removeFile}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{words.removeFileHelp}</p>
    </ConfirmDialog>
  )
}
