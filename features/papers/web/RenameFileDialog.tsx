import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '#web/lib/call.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { changeFile, type PaperFile } from '../contract.ts'
import { paperWords } from './words.ts'

type Props = { readonly file: PaperFile; readonly paperId: string; readonly onClose: () => void }

/** Gives a file another name. */
export function RenameFileDialog({ file, paperId, onClose }: Props) {
  const words = useWords(paperWords)
  const { close, cancel, save } = useWords(uiWords)
  const client = useQueryClient()
  const [name, setName] = useState(file.name)
  const renaming = useMutation({
    mutationFn: () => call(changeFile, { params: { fileId: file.id }, body: { name } }),
    onSuccess: (paper) => {
      client.setQueryData(['paper', paperId], paper)
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.rename}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button
            type="submit"
            form="file-name"
            look="primary"
            disabled={name.trim() === ''}
            busy={renaming.isPending}
          >
            {save}
          </Button>
        </>
      }
    >
      <form
        id="file-name"
        onSubmit={(event) => {
          event.preventDefault()
          renaming.mutate()
        }}
      >
        <TextField label={words.fileName} required maxLength={300} value={name} onValue={setName} />
        {renaming.error === null ? null : <ErrorState error={renaming.error} small />}
      </form>
    </Dialog>
  )
}
