import { useQuery } from '@tanstack/react-query'
import { Folder } from 'lucide-react'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Dialog } from '#web/ui/Dialog.tsx'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import type { Collection } from '../../contract.ts'
import { readingWords } from '../words.ts'
import { pathOf } from './collection-tree.ts'
import { collectionsQuery } from './collections-query.ts'

type Props = {
  /** What is to be filed, in words. */
  readonly count: string
  readonly onChoose: (collection: Collection) => void
  readonly onClose: () => void
}

/** Chooses one collection to file papers in. */
export function CollectionChooser({ count, onChoose, onClose }: Props) {
  const words = useWords(readingWords).collections
  const { close } = useWords(uiWords)
  const collections = useQuery(collectionsQuery)
  const items = collections.data?.items ?? []
  return (
    <Dialog
      open
      onOpen={(open) => open || onClose()}
      title={words.addTo}
      description={count}
      closeLabel={close}
    >
      {collections.isPending ? <Loading rows={4} /> : null}
      {collections.error === null ? null : (
        <ErrorState error={collections.error} small onRetry={() => void collections.refetch()} />
      )}
      {collections.isSuccess && items.length === 0 ? <p className="text-ink-soft">{words.none}</p> : null}
      <ul>
        {items.map((collection) => (
          <li key={collection.id}>
            <button
              type="button"
              onClick={() => onChoose(collection)}
              className="flex min-h-8 w-full items-center gap-2 rounded-md px-2 py-1 text-left text-sm hover:bg-wash pointer-coarse:min-h-11"
            >
              <Folder className="size-4 shrink-0 text-ink-faint" aria-hidden />
              <span className="min-w-0">{pathOf(items, collection)}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
