import { useQuery } from '@tanstack/react-query'
import { FolderPlus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useWords } from '#web/lib/words/useWords.ts'
import { TagChip } from '#web/ui/TagChip.tsx'
import type { Collection } from '../../contract.ts'
import { readingWords } from '../words.ts'
import { pathOf } from './collection-tree.ts'
import { collectionsQuery, paperCollectionsQuery } from './collections-query.ts'
import { useFiling } from './useCollectionChange.ts'

const CollectionPicker = lazy(async () => ({
  default: (await import('./CollectionPicker.tsx')).CollectionPicker,
}))

type Props = {
  readonly paper: { readonly id: string; readonly title: string; readonly libraryId: Collection['libraryId'] }
  readonly mayWrite: boolean
}

/** The collections a paper stands in, and the way into others. */
export function PaperCollections({ paper, mayWrite }: Props) {
  const words = useWords(readingWords).collections
  const own = useQuery(paperCollectionsQuery(paper.id))
  const all = useQuery(collectionsQuery)
  const filing = useFiling()
  const [isPicking, setIsPicking] = useState(false)
  const found = own.data?.items ?? []
  if (found.length === 0 && !mayWrite) return null
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {found.map((collection) => (
        <TagChip
          key={collection.id}
          name={pathOf(all.data?.items ?? [collection], collection)}
          remove={
            mayWrite
              ? {
                  label: words.takeOutOf(collection.name),
                  onRemove: () =>
                    filing.mutate({ params: { collectionId: collection.id }, body: { remove: [paper.id] } }),
                }
              : undefined
          }
        />
      ))}
      {mayWrite ? (
        <button
          type="button"
          onClick={() => setIsPicking(true)}
          className="inline-flex h-[1.375rem] items-center gap-1.5 rounded-sm border border-hairline border-dashed px-1.5 text-ink-faint text-xs hover:border-edge hover:text-ink pointer-coarse:h-9"
        >
          <FolderPlus className="size-3" aria-hidden />
          {words.addTo}
        </button>
      ) : null}
      <Suspense>
        {isPicking ? <CollectionPicker paper={paper} onClose={() => setIsPicking(false)} /> : null}
      </Suspense>
    </div>
  )
}
