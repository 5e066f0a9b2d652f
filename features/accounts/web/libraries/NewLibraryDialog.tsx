import { useWords } from '#web/lib/words/useWords.ts'
import { NameDialog } from '#web/ui/NameDialog.tsx'
import { createLibrary } from '../../contract.ts'
import { useLibraryCall } from './useLibraryCall.ts'
import { librariesWords } from './words.ts'

type Props = { readonly onClose: () => void; readonly onMade: (libraryId: string) => void }

/** Makes a library that several people can share. */
export function NewLibraryDialog({ onClose, onMade }: Props) {
  const words = useWords(librariesWords)
  const making = useLibraryCall(createLibrary)
  return (
    <NameDialog
      title={words.newTitle}
      description={words.newHelp}
      label={words.name}
      maxLength={200}
      action={words.make}
      onName={async (name) => onMade((await making.mutateAsync({ body: { name } })).id)}
      onClose={onClose}
    />
  )
}
