import { useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ConfirmDialog } from '#web/ui/ConfirmDialog.tsx'
import { say } from '#web/ui/toasts.ts'
import { type Collection, removeCollection } from '../../contract.ts'
import { readingWords } from '../words.ts'

type Props = { readonly collection: Collection; readonly onClose: () => void; readonly onRemoved: () => void }

/** Removes a collection with those within it, after asking; the papers stay. */
export function RemoveCollectionDialog({ collection, onClose, onRemoved }: Props) {
  const words = useWords(readingWords).collections
  const client = useQueryClient()
  const remove = async () => {
    await call(removeCollection, { params: { collectionId: collection.id } })
    say({ title: words.removed(collection.name) })
    onRemoved()
    await client.invalidateQueries({ queryKey: ['collections'] })
  }
  return (
    <ConfirmDialog
      title={words.removeTitle}
      about={collection.name}
      confirm={words.remove}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{words.removeHelp}</p>
    </ConfirmDialog>
  )
}
