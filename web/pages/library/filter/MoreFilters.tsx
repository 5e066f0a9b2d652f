import { queryLanguage } from '#features/papers/contract.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { Select } from '#web/ui/Select.tsx'
import { libraryWords } from '../words.ts'
import { dayOf, startOf } from './days.ts'
import { LateField } from './LateField.tsx'
import { type FilterSearch, filterSearch } from './search-filter.ts'

type Props = {
  readonly search: FilterSearch
  readonly narrow: (change: Partial<FilterSearch>) => void
}

const any = 'any'
const company = ['pdf', 'notes', 'highlights', 'analysis'] as const
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
      <div className="grid grid-cols-2 gap-3">
        <LateField
          label={words.publishedFrom}
          type="date"
          value={search.publishedFrom ?? ''}
          onDone={(day) => narrow(filterSearch.pick({ publishedFrom: true }).parse({ publishedFrom: day }))}
        />
        <LateField
          label={words.publishedBefore}
          type="date"
          value={search.publishedBefore ?? ''}
          onDone={(day) =>
            narrow(filterSearch.pick({ publishedBefore: true }).parse({ publishedBefore: day }))
          }
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
      <div className="grid grid-cols-2 gap-3">
        {company.map((what) => (
          <Select
            key={what}
            label={words.company[what].name}
            options={[
              { value: any, label: words.companyAny },
              { value: 'with', label: words.company[what].with },
              { value: 'without', label: words.company[what].without },
            ]}
            value={search[what] === undefined ? any : search[what] ? 'with' : 'without'}
            onValue={(value) => narrow({ [what]: value === any ? undefined : value === 'with' })}
          />
        ))}
      </div>
      <Select
        label={words.language}
        options={[
          { value: any, label: words.languageAny },
          ...queryLanguage.options.map((value) => ({ value, label: words.languages[value] })),
        ]}
        value={search.lang ?? any}
        onValue={(value) => narrow(filterSearch.pick({ lang: true }).parse({ lang: value }))}
      />
    </>
  )
}
