import { useQueryClient } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { NameDialog } from '#web/ui/NameDialog.tsx'
import { type Collection, changeCollection, createCollection } from '../../contract.ts'
import { readingWords } from '../words.ts'

type Props = {
  readonly subject:
    | {
        readonly kind: 'new'
        readonly libraryId: Collection['libraryId']
        readonly parent: Collection | null
      }
    | { readonly kind: 'rename'; readonly collection: Collection }
  readonly onClose: () => void
  readonly onSaved?: (collection: Collection) => void
}

/** Names a new collection, or an old one anew. */
export function CollectionNameDialog({ subject, onClose, onSaved }: Props) {
  const words = useWords(readingWords).collections
  const client = useQueryClient()
  const shown =
    subject.kind === 'rename'
      ? { title: words.renameTitle, name: subject.collection.name }
      : {
          title: words.newTitle,
          action: words.create,
          description: subject.parent === null ? undefined : words.within(subject.parent.name),
        }
  return (
    <NameDialog
      {...shown}
      label={words.name}
      maxLength={200}
      onName={async (name) => {
        const saved =
          subject.kind === 'rename'
            ? await call(changeCollection, {
                params: { collectionId: subject.collection.id },
                body: { name },
              })
            : await call(createCollection, {
                body: { name, libraryId: subject.libraryId, parentId: subject.parent?.id ?? null },
              })
        await client.invalidateQueries({ queryKey: ['collections'] })
        onSaved?.(saved)
      }}
      onClose={onClose}
    />
  )
}
