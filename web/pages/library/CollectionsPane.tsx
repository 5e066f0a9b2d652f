import { Link } from '@tanstack/react-router'
import { Library } from 'lucide-react'
import { CollectionTree } from '#features/reading/web/collections/CollectionTree.tsx'
import { readingWords } from '#features/reading/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { useLibraries } from '../useLibraries.ts'

type Props = {
  readonly shownId: string | undefined
  /** Only its collections; those of all libraries unless told. */
  readonly libraryId: string | undefined
  readonly onLeave: () => void
  /** Somebody chose what to show: a drawer closes then. */
  readonly onGo?: () => void
}

const linkClasses = 'flex h-full min-w-0 flex-1 items-center gap-2 rounded-md pr-1 text-sm'

/** All papers, or those of one collection. */
export function CollectionsPane({ shownId, libraryId, onLeave, onGo }: Props) {
  const { collections } = useWords(readingWords)
  const libraries = useLibraries()
    .filter(({ id }) => libraryId === undefined || id === libraryId)
    .map(({ id, name, mayEdit }) => ({ id, name, mayChange: mayEdit }))
  return (
    <nav aria-label={collections.title} className="flex flex-col gap-2">
      <Link
        to="/"
        search={(before) => ({ ...before, collection: undefined })}
        onClick={onGo}
        // The router takes an absent part of the address for any; which one is shown is known here.
        activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
        aria-current={shownId === undefined ? 'page' : undefined}
        className="flex h-8 items-center gap-2 rounded-md px-2 text-ink-soft text-sm hover:bg-wash hover:text-ink aria-[current=page]:bg-tint aria-[current=page]:font-medium aria-[current=page]:text-accent pointer-coarse:h-11"
      >
        <Library className="size-4 shrink-0" aria-hidden />
        {collections.all}
      </Link>
      <CollectionTree
        libraries={libraries}
        shownId={shownId}
        onLeave={onLeave}
        link={(collection, name) => (
          <Link
            to="/"
            search={(before) => ({ ...before, collection: collection.id })}
            onClick={onGo}
            activeOptions={{ includeSearch: true }}
            className={linkClasses}
          >
            {name}
          </Link>
        )}
      />
    </nav>
  )
}
