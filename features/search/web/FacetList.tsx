import { useQuery } from '@tanstack/react-query'
import type { CallOf } from '#contract/endpoint.ts'
import { call } from '#web/lib/call.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { ErrorState } from '#web/ui/ErrorState.tsx'
import { Loading } from '#web/ui/Loading.tsx'
import { listFacets } from '../contract.ts'
import { searchWords } from './words.ts'

/** What a value of a facet narrows the list by. */
export type FacetChoice =
  | { readonly kind: 'year' | 'rating'; readonly value: number }
  | { readonly kind: 'journal' | 'author' | 'tag' | 'status'; readonly value: string }

type Props = {
  readonly filter: CallOf<typeof listFacets>['query']
  readonly statusNames: Readonly<Record<string, string>>
  readonly onChoose: (choice: FacetChoice) => void
}

type Value = {
  readonly key: string
  readonly text: string
  readonly count: number
  readonly choice: FacetChoice
}

const shownOfAKind = 8

/** How many papers of the list are of each year, journal, person and tag; each narrows the list to its papers. */
export function FacetList({ filter, statusNames, onChoose }: Props) {
  const { facets: words } = useWords(searchWords)
  const format = useFormat()
  const facets = useQuery({
    queryKey: ['papers', 'facets', filter],
    queryFn: ({ signal }) => call(listFacets, { query: filter }, { signal }),
  })
  if (facets.isPending) return <Loading rows={6} />
  if (facets.data === undefined) {
    return <ErrorState error={facets.error} onRetry={() => void facets.refetch()} small />
  }
  const { years, journals, authors, tags, statuses, ratings, isBounded } = facets.data
  const named = (kind: 'journal' | 'author', values: typeof journals): Value[] =>
    values.map(({ name, count }) => ({ key: name, text: name, count, choice: { kind, value: name } }))
  const kinds: { name: string; values: Value[] }[] = [
    {
      name: words.years,
      values: years.map(({ year, count }) => ({
        key: String(year),
        text: String(year),
        count,
        choice: { kind: 'year', value: year },
      })),
    },
    { name: words.journals, values: named('journal', journals) },
    { name: words.authors, values: named('author', authors) },
    {
      name: words.tags,
      values: tags.map(({ id, name, count }) => ({
        key: id,
        text: name,
        count,
        choice: { kind: 'tag', value: id },
      })),
    },
    {
      name: words.statuses,
      values: statuses.map(({ status, count }) => ({
        key: status,
        text: statusNames[status] ?? status,
        count,
        choice: { kind: 'status', value: status },
      })),
    },
    {
      name: words.ratings,
      // The filter takes those and better ones.
      values: ratings.map(({ halves }, at) => ({
        key: String(halves),
        text: `★ ≥ ${format.number(halves / 2)}`,
        count: ratings.slice(0, at + 1).reduce((sum, { count }) => sum + count, 0),
        choice: { kind: 'rating', value: halves },
      })),
    },
  ]
  const shown = kinds.filter(({ values }) => values.length > 0)
  return (
    <section aria-label={words.title} className="flex flex-col gap-3">
      <h3 className="font-semibold text-sm">{words.title}</h3>
      {shown.length === 0 ? <p className="text-ink-faint text-xs">{words.none}</p> : null}
      {isBounded ? <p className="text-ink-faint text-xs">{words.bounded}</p> : null}
      <div className="grid gap-x-6 gap-y-3 sm:grid-cols-2">
        {shown.map(({ name, values }) => (
          <div key={name}>
            <h4 className="text-ink-faint text-xs">{name}</h4>
            <ul>
              {values.slice(0, shownOfAKind).map(({ key, text, count, choice }) => (
                <li key={key}>
                  <button
                    type="button"
                    onClick={() => onChoose(choice)}
                    className="-mx-1.5 flex w-[calc(100%+0.75rem)] items-baseline justify-between gap-3 rounded-sm px-1.5 py-0.5 text-left text-sm hover:bg-wash pointer-coarse:py-2"
                  >
                    <span className="truncate" title={text}>
                      {text}
                    </span>
                    <span className="text-ink-faint text-xs tabular-nums">
                      <span aria-hidden>{format.number(count)}</span>
                      <span className="sr-only">{words.papers(count, format.number(count))}</span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}
