import { useWords } from '#web/lib/words/useWords.ts'
import { Select } from '#web/ui/Select.tsx'
import { libraryWords } from '../words.ts'
import { LateField } from './LateField.tsx'
import type { FilterSearch } from './search-filter.ts'

type Props = {
  readonly search: FilterSearch
  readonly narrow: (change: Partial<FilterSearch>) => void
}

const any = 'any'
const daySteps = [7, 30, 90, 365]
const firstYear = 1000
const lastYear = 2200

/** The filters that are wanted less often. */
export function MoreFilters({ search, narrow }: Props) {
  const words = useWords(libraryWords).filter
  const yearOf = (text: string) => {
    const year = Number(text)
    return text.trim() === '' || !Number.isInteger(year) || year < firstYear || year > lastYear
      ? undefined
      : year
  }
  const within = search.within
  const days = within === undefined || daySteps.includes(within) ? daySteps : [...daySteps, within]
  return (
    <>
      <LateField
        label={words.author}
        value={search.author ?? ''}
        onDone={(author) => narrow({ author: author.trim() === '' ? undefined : author })}
      />
      <LateField
        label={words.venue}
        value={search.venue ?? ''}
        onDone={(venue) => narrow({ venue: venue.trim() === '' ? undefined : venue })}
      />
      <div className="grid grid-cols-2 gap-3">
        <LateField
          label={words.yearFrom}
          inputMode="numeric"
          value={String(search.from ?? '')}
          onDone={(text) => narrow({ from: yearOf(text) })}
        />
        <LateField
          label={words.yearTo}
          inputMode="numeric"
          value={String(search.to ?? '')}
          onDone={(text) => narrow({ to: yearOf(text) })}
        />
      </div>
      <Select
        label={words.added}
        options={[
          { value: any, label: words.addedAnyTime },
          ...days.map((count) => ({ value: String(count), label: words.addedWithin(count) })),
        ]}
        value={String(within ?? any)}
        onValue={(value) => narrow({ within: value === any ? undefined : Number(value) })}
      />
      <div className="grid grid-cols-2 gap-3">
        <LateField
          label={words.addedFrom}
          type="date"
          value={dayOf(search.addedFrom)}
          onDone={(day) => narrow({ addedFrom: startOf(day) })}
        />
        <LateField
          label={words.addedBefore}
          type="date"
          value={dayOf(search.addedBefore)}
          onDone={(day) => narrow({ addedBefore: startOf(day) })}
        />
      </div>
      <Select
        label={words.pdf}
        options={[
          { value: any, label: words.pdfAny },
          { value: 'with', label: words.pdfWith },
          { value: 'without', label: words.pdfWithout },
        ]}
        value={search.pdf === undefined ? any : search.pdf ? 'with' : 'without'}
        onValue={(value) => narrow({ pdf: value === any ? undefined : value === 'with' })}
      />
    </>
  )
}

/** The day of an instant where the person is, as a date field says it. */
export function dayOf(instant: string | undefined): string {
  if (instant === undefined) return ''
  const date = new Date(instant)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** The instant at which a day begins where the person is. */
function startOf(day: string): string | undefined {
  const date = new Date(`${day}T00:00:00`)
  return day === '' || Number.isNaN(date.getTime()) || date.getFullYear() < firstYear
    ? undefined
    : date.toISOString()
}
