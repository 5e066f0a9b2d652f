import { SlidersHorizontal, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useFormat } from '#web/lib/format.ts'
import { uiWords } from '#web/lib/words/ui-words.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Button } from '#web/ui/Button.tsx'
import { Dialog } from '#web/ui/Dialog.tsx'
import { CollectionName } from './CollectionName.tsx'
import { CollectionsButton } from './CollectionsButton.tsx'
import { FilterSelects } from './FilterSelects.tsx'
import { LibrarySwitcher } from './LibrarySwitcher.tsx'
import type { LibrarySearch } from './library-search.ts'
import { activeFilters } from './useLibrary.ts'
import { libraryWords } from './words.ts'

type Props = {
  readonly search: LibrarySearch
  readonly narrow: (change: Partial<LibrarySearch>) => void
  readonly total: number | undefined
  readonly totalIsExact: boolean
  readonly children: ReactNode
}

/** How many papers there are, what narrows them, and (as children) the way to add some. */
export function FilterBar({ search, narrow, total, totalIsExact, children }: Props) {
  const words = useWords(libraryWords)
  const { close } = useWords(uiWords)
  const format = useFormat()
  const [isOpen, setIsOpen] = useState(false)
  const active = activeFilters(search)
  const clear = () => narrow({ rating: undefined, tag: undefined, status: undefined })
  return (
    <div className="flex min-h-12 shrink-0 items-center gap-2 border-b px-4 py-1.5 md:px-5">
      <h1 className="sr-only">{words.title}</h1>
      <CollectionsButton
        shownId={search.collection}
        libraryId={search.library}
        onLeave={() => narrow({ collection: undefined })}
      />
      <LibrarySwitcher
        shownId={search.library}
        onShow={(library) => narrow({ library, collection: undefined, tag: undefined })}
      />
      <CollectionName id={search.collection} />
      <p className="min-w-0 truncate text-ink-faint text-xs max-sm:sr-only md:shrink-0" aria-live="polite">
        {total === undefined ? null : words.count(total, format.number(total), totalIsExact)}
      </p>
      <div className="flex flex-1 items-center justify-end gap-2">
        <div className="contents max-lg:hidden">
          {active > 0 ? (
            <Button look="quiet" onClick={clear}>
              <X aria-hidden />
              {words.clear}
            </Button>
          ) : null}
          <FilterSelects search={search} narrow={narrow} />
        </div>
        <Button className="lg:hidden" onClick={() => setIsOpen(true)}>
          <SlidersHorizontal aria-hidden />
          <span className={active > 0 ? undefined : 'max-sm:sr-only'}>
            {active > 0 ? words.filtersActive(active) : words.filters}
          </span>
        </Button>
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
        </div>
      </Dialog>
    </div>
  )
}
