import { Link } from '@tanstack/react-router'
import { Tags } from 'lucide-react'
import { TagFilterTree } from '#features/reading/web/tags/TagFilterTree.tsx'
import { readingWords } from '#features/reading/web/words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { choiceOf, searchOf } from './filter/FilterChips.tsx'
import type { FilterSearch } from './filter/search-filter.ts'
import { useLibrariesShown } from './useEditableLibraries.ts'

type Props = {
  readonly search: FilterSearch
  readonly narrow: (change: Partial<FilterSearch>) => void
}

/** The tags that narrow the list, and the way to where they are looked after. */
export function TagsPane({ search, narrow }: Props) {
  const words = useWords(readingWords).tagTree
  const libraries = useLibrariesShown().filter(
    ({ id }) => search.library === undefined || id === search.library,
  )
  return (
    <section aria-label={words.title} className="flex flex-col">
      <h2 className="flex h-8 items-center truncate px-2 font-medium text-ink-faint text-xs">
        {words.title}
      </h2>
      <TagFilterTree
        libraries={libraries}
        choice={choiceOf(search)}
        onChoice={(choice) => narrow(searchOf(choice))}
        manage={
          <Link
            to="/tags"
            search={{}}
            className="flex h-8 items-center gap-2 rounded-md px-2 text-ink-faint text-xs hover:bg-wash hover:text-ink pointer-coarse:h-11"
          >
            <Tags className="size-3.5" aria-hidden />
            {words.manage}
          </Link>
        }
      />
    </section>
  )
}
