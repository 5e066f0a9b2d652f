import { useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { TextField } from '#web/ui/TextField.tsx'
import { say } from '#web/ui/toasts.ts'
import { type LibrarySummary, renameLibrary } from '../../contract.ts'
import { useLibraryCall } from './useLibraryCall.ts'
import { librariesWords } from './words.ts'

/** Gives a shared library another name. */
export function RenameForm({ library }: { readonly library: LibrarySummary }) {
  const words = useWords(librariesWords)
  const [name, setName] = useState(library.name)
  const renaming = useLibraryCall(renameLibrary)
  const isNew = name.trim() !== '' && name.trim() !== library.name
  return (
    <form
      className="flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (!isNew) return
        renaming.mutate(
          { params: { libraryId: library.id }, body: { name } },
          { onSuccess: () => say({ title: words.renamed }) },
        )
      }}
    >
      <TextField
        label={words.name}
        required
        maxLength={200}
        className="min-w-48 flex-1"
        value={name}
        onValue={setName}
      />
      <Button type="submit" disabled={!isNew} busy={renaming.isPending}>
        {words.rename}
      </Button>
      {renaming.error === null ? null : <ErrorState error={renaming.error} small />}
    </form>
  )
}
