import { Link } from '@tanstack/react-router'
import { Library } from 'lucide-react'
import { may } from '#contract/permissions.ts'
import { CollectionTree } from '#features/reading/web/collections/CollectionTree.tsx'
import { readingWords } from '#features/reading/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { useMe } from '../useMe.ts'
import { libraryWords } from './words.ts'

type Props = {
  readonly shownId: string | undefined
  readonly onLeave: () => void
  /** Somebody chose what to show: a drawer closes then. */
  readonly onGo?: () => void
}

const linkClasses = 'flex h-full min-w-0 flex-1 items-center gap-2 rounded-md pr-1 text-sm'

/** All papers, or those of one collection. */
export function CollectionsPane({ shownId, onLeave, onGo }: Props) {
  const words = useWords(libraryWords)
  const { collections } = useWords(readingWords)
  const me = useMe()
  const libraries = me.libraries.map(({ id, name, kind, membership }) => ({
    id,
    name: kind === 'personal' ? words.myLibrary : name,
    mayChange: membership !== 'reader' && may(me.role, 'papers:write'),
  }))
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
