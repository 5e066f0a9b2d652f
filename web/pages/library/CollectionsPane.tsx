import { Link } from '@tanstack/react-router'
import { Library } from 'lucide-react'
import { CollectionTree } from '#features/reading/web/collections/CollectionTree.tsx'
import { SmartCollections } from '#features/reading/web/smart/SmartCollections.tsx'
import { readingWords } from '#features/reading/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { noFilter } from './filter/search-filter.ts'
import type { LibrarySearch } from './library-search.ts'
import { TagsPane } from './TagsPane.tsx'
import { useLibrariesShown } from './useEditableLibraries.ts'

type Props = {
  readonly search: LibrarySearch
  readonly narrow: (change: Partial<LibrarySearch>) => void
  /** Somebody chose what to show: a drawer closes then. */
  readonly onGo?: () => void
}

const linkClasses = 'flex h-full min-w-0 flex-1 items-center gap-2 rounded-md pr-1 text-sm'

/** All papers, those of one collection or of a smart one, and the tags that narrow them. */
export function CollectionsPane({ search, narrow, onGo }: Props) {
  const { collections } = useWords(readingWords)
  const libraries = useLibrariesShown().filter(
    ({ id }) => search.library === undefined || id === search.library,
  )
  const isAll = search.collection === undefined && search.smart === undefined
  return (
    <nav aria-label={collections.title} className="flex flex-col gap-2">
      <Link
        to="/"
        search={(before) => ({ ...before, collection: undefined, smart: undefined })}
        onClick={onGo}
        // The router takes an absent part of the address for any; which one is shown is known here.
        activeOptions={{ exact: true, includeSearch: true, explicitUndefined: true }}
        aria-current={isAll ? 'page' : undefined}
        className="flex h-8 items-center gap-2 rounded-md px-2 text-ink-soft text-sm hover:bg-wash hover:text-ink aria-[current=page]:bg-tint aria-[current=page]:font-medium aria-[current=page]:text-accent pointer-coarse:h-11"
      >
        <Library className="size-4 shrink-0" aria-hidden />
        {collections.all}
      </Link>
      <SmartCollections
        shownId={search.smart}
        libraries={libraries.filter(({ mayChange }) => mayChange)}
        onLeave={() => narrow({ smart: undefined })}
        link={(smart, name) => (
          <Link
            to="/"
            search={(before) => ({ ...before, ...noFilter, smart: smart.id })}
            onClick={onGo}
            activeOptions={{ includeSearch: true }}
            aria-current={search.smart === smart.id ? 'page' : undefined}
            className={linkClasses}
          >
            {name}
          </Link>
        )}
      />
      <CollectionTree
        libraries={libraries}
        shownId={search.collection}
        onLeave={() => narrow({ collection: undefined })}
        link={(collection, name) => (
          <Link
            to="/"
            search={(before) => ({ ...before, smart: undefined, collection: collection.id })}
            onClick={onGo}
            activeOptions={{ includeSearch: true }}
            className={linkClasses}
          >
            {name}
          </Link>
        )}
      />
      <TagsPane search={search} narrow={narrow} />
    </nav>
  )
}
