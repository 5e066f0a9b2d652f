import { useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { NameDialog } from '#web/ui/NameDialog.tsx'
import { changeFile, type PaperFile } from '../contract.ts'
import { paperWords } from './words.ts'

type Props = { readonly file: PaperFile; readonly paperId: string; readonly onClose: () => void }

/** Gives a file another name. */
export function RenameFileDialog({ file, paperId, onClose }: Props) {
  const words = useWords(paperWords)
  const client = useQueryClient()
  return (
    <NameDialog
      title={words.rename}
      label={words.fileName}
      maxLength={300}
      name={file.name}
      onName={async (name) => {
        const paper = await call(changeFile, { params: { fileId: file.id }, body: { name } })
        client.setQueryData(['paper', paperId], paper)
      }}
      onClose={onClose}
    />
  )
}
