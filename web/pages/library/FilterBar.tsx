import { FunnelX, SlidersHorizontal, Sparkles } from 'lucide-react'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import type { ListChoice } from '#features/papers/web/paper-queries.ts'
import type { SmartCollection } from '#features/reading/contract.ts'
import { useFormat } from '#web/lib/format.ts'
import { useIsWide } from '#web/lib/useMedia.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { IconButton } from '#web/ui/IconButton.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { CollectionName } from './CollectionName.tsx'
import { CollectionsButton } from './CollectionsButton.tsx'
import { FilterSelects } from './FilterSelects.tsx'
import { FilterChips } from './filter/FilterChips.tsx'
import { filterOf, searchOfFacet } from './filter/facet-search.ts'
import { MoreFilters } from './filter/MoreFilters.tsx'
import { SaveFilter } from './filter/SaveFilter.tsx'
import { activeFilters, noFilter } from './filter/search-filter.ts'
import { LibrarySwitcher } from './LibrarySwitcher.tsx'
import type { LibrarySearch } from './library-search.ts'
import { libraryWords } from './words.ts'

const FacetList = lazy(async () => ({
  default: (await import('#features/search/web/FacetList.tsx')).FacetList,
}))

/** Tags are of one library each. */
const noTags = { tags: undefined, anyTags: undefined, noTags: undefined }

type Props = {
  readonly search: LibrarySearch
  readonly choice: ListChoice
  readonly narrow: (change: Partial<LibrarySearch>) => void
  readonly total: number | undefined
  readonly totalIsExact: boolean
  readonly clear: () => void
  /** The smart collection whose filter was changed. */
  readonly changed: SmartCollection | undefined
  /** The list is that of words and meaning. */
  readonly byMeaning: boolean
  readonly children: ReactNode
}

/** How many papers there are, what narrows them, and (as children) the way to add some. */
export function FilterBar(props: Props) {
  const { search, choice, narrow, total, totalIsExact, clear, changed, byMeaning, children } = props
  const words = useWords(libraryWords)
  const { close } = useWords(uiWords)
  const format = useFormat()
  const isWide = useIsWide()
  const [isOpen, setIsOpen] = useState(false)
  const active = activeFilters(search)
  const isNarrowed = active > 0 || search.q !== undefined
  return (
    <>
      <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-2 gap-y-1 border-b px-4 py-1.5 md:px-5">
        <h1 className="sr-only">{words.title}</h1>
        <CollectionsButton search={search} narrow={narrow} />
        <LibrarySwitcher
          shownId={search.library}
          onShow={(library) => narrow({ ...noTags, library, collection: undefined, smart: undefined })}
        />
        <CollectionName id={search.collection} />
        <p className="min-w-0 truncate text-ink-faint text-xs max-sm:sr-only md:shrink-0" aria-live="polite">
          {total === undefined ? null : words.count(total, format.number(total), totalIsExact)}
        </p>
        <div className="flex flex-auto flex-wrap items-center justify-end gap-x-2 gap-y-1">
          {search.q === undefined ? null : (
            <Button
              look="quiet"
              aria-pressed={byMeaning}
              title={words.byMeaningHint}
              className="aria-pressed:bg-tint aria-pressed:text-accent"
              onClick={() => narrow({ meaning: byMeaning ? undefined : true, sort: undefined })}
            >
              <Sparkles aria-hidden />
              <span className="max-lg:sr-only">{words.byMeaning}</span>
            </Button>
          )}
          {isWide && active > 0 ? (
            <IconButton icon={<FunnelX aria-hidden />} label={words.clear} onClick={clear} />
          ) : null}
          {isWide ? <FilterSelects search={search} narrow={narrow} /> : null}
          <Button look="quiet" onClick={() => setIsOpen(true)}>
            <SlidersHorizontal aria-hidden />
            <span className="max-sm:sr-only">{active > 0 ? words.filtersActive(active) : words.filters}</span>
            {active > 0 ? (
              <span className="sm:hidden" aria-hidden>
                {format.number(active)}
              </span>
            ) : null}
          </Button>
          {isNarrowed ? (
            <SaveFilter
              search={search}
              changed={changed}
              onSaved={(smart) => narrow({ ...noFilter, smart: smart.id })}
            />
          ) : null}
          {children}
        </div>
        <Dialog
          open={isOpen}
          onOpen={setIsOpen}
          title={words.filters}
          closeLabel={close}
          actions={
            active > 0 ? (
              <Button look="quiet" onClick={clear}>
                {words.clear}
              </Button>
            ) : undefined
          }
        >
          <div className="flex flex-col gap-4">
            <FilterSelects search={search} narrow={narrow} labelled />
            <MoreFilters search={search} narrow={narrow} />
            {byMeaning ? <p className="text-ink-faint text-xs">{words.facetsByWords}</p> : null}
            <Suspense fallback={<Loading rows={6} />}>
              <FacetList
                filter={filterOf(choice)}
                statusNames={words.statusNames}
                onChoose={(facet) => narrow(searchOfFacet(search, facet))}
              />
            </Suspense>
          </div>
        </Dialog>
      </div>
      <FilterChips search={search} narrow={narrow} />
    </>
  )
}
