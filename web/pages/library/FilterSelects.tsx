import { useQuery } from '@tanstack/react-query'
import { paperSort, readingStatus } from '#features/papers/contract.ts'
import { tagsQuery } from '#features/reading/web/tags-query.ts'
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
const ratingSteps = [2, 4, 6, 7, 8, 9, 10]

/** The filters and the order of the list. */
export function FilterSelects({ search, narrow, labelled = false }: Props) {
  const words = useWords(libraryWords)
  const format = useFormat()
  const tags = useQuery(tagsQuery)
  const set = (change: Record<string, unknown>) => narrow(librarySearch.partial().parse(change))
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
          ...readingStatus.options.map((value) => ({ value, label: words.statusNames[value] })),
        ]}
        isSet={search.status !== undefined}
        value={search.status ?? any}
        onValue={(value) => set({ status: value === any ? undefined : value })}
      />
      <Select
        {...shared}
        label={words.tag}
        options={[
          { value: any, label: words.anyTag },
          ...(tags.data?.items ?? []).map((tag) => ({
            value: tag.id,
            label: `${tag.name} (${format.number(tag.paperCount)})`,
          })),
        ]}
        isSet={search.tag !== undefined}
        value={search.tag ?? any}
        onValue={(value) => set({ tag: value === any ? undefined : value })}
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
