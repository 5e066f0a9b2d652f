import { paperSort, readingStatus } from '#features/papers/contract.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Select } from '#web/ui/Select.tsx'
import { type LibrarySearch, librarySearch } from './library-search.ts'
import { sortOf } from './useLibrary.ts'
import { libraryWords } from './words.ts'

type Props = {
  readonly search: LibrarySearch
  readonly narrow: (change: Partial<LibrarySearch>) => void
  /** Labels above the fields, as in a dialog on a phone. */
  readonly labelled?: boolean
}

const any = 'any'
const several = 'several'
const ratingSteps = [2, 4, 6, 7, 8, 9, 10]

/** The filters and the order of the list. */
export function FilterSelects({ search, narrow, labelled = false }: Props) {
  const words = useWords(libraryWords)
  const format = useFormat()
  const set = (change: Record<string, unknown>) => narrow(librarySearch.partial().parse(change))
  const statuses = search.status ?? []
  const shared = labelled
    ? ({ className: 'w-full' } as const)
    : ({ labelHidden: true, look: 'quiet', className: 'max-w-48' } as const)
  return (
    <>
      <Select
        {...shared}
        label={words.rating}
        options={[
          { value: any, label: words.anyRating },
          ...ratingSteps.map((halves) => ({
            value: String(halves),
            label: words.atLeast(format.number(halves / 2)),
          })),
        ]}
        isSet={search.rating !== undefined}
        value={String(search.rating ?? any)}
        onValue={(value) => set({ rating: value === any ? undefined : Number(value) })}
      />
      <Select
        {...shared}
        label={words.status}
        options={[
          { value: any, label: words.anyStatus },
          ...(statuses.length > 1 ? [{ value: several, label: words.filter.several }] : []),
          ...readingStatus.options.map((value) => ({ value, label: words.statusNames[value] })),
        ]}
        isSet={statuses.length > 0}
        value={statuses.length > 1 ? several : (statuses[0] ?? any)}
        onValue={(value) => value !== several && set({ status: value === any ? undefined : [value] })}
      />
      <Select
        {...shared}
        label={words.sort}
        options={paperSort.options
          .filter((value) => value !== 'relevance' || search.q !== undefined)
          .map((value) => ({ value, label: words.sorts[value] }))}
        value={sortOf(search)}
        onValue={(sort) => set({ sort, direction: undefined })}
      />
    </>
  )
}
