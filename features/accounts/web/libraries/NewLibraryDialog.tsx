import { useState } from 'react'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { createLibrary } from '../../contract.ts'
import { useLibraryCall } from './useLibraryCall.ts'
import { librariesWords } from './words.ts'

type Props = { readonly onClose: () => void; readonly onMade: (libraryId: string) => void }

/** Makes a library that several people can share. */
export function NewLibraryDialog({ onClose, onMade }: Props) {
  const words = useWords(librariesWords)
  const { close, cancel } = useWords(uiWords)
  const [name, setName] = useState('')
  const making = useLibraryCall(createLibrary)
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.newTitle}
      description={words.newHelp}
      closeLabel={close}
      actions={
        <>
          <Button look="quiet" onClick={onClose}>
            {cancel}
          </Button>
          <Button look="primary" type="submit" form="new-library" busy={making.isPending}>
            {words.make}
          </Button>
        </>
      }
    >
      <form
        id="new-library"
        onSubmit={(event) => {
          event.preventDefault()
          making.mutate({ body: { name } }, { onSuccess: ({ id }) => onMade(id) })
        }}
      >
        <TextField label={words.name} required maxLength={200} value={name} onValue={setName} />
        {making.error === null ? null : <ErrorState error={making.error} small />}
      </form>
    </Dialog>
  )
}
