import { useQuery } from '@tanstack/react-query'
import { Minus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { TagSpot } from '#features/reading/web/tags/TagSpot.tsx'
import { choose, type TagChoice } from '#features/reading/web/tags/tag-choice.ts'
import { tagsQuery } from '#features/reading/web/tags-query.ts'
import { useFormat } from '#web/lib/format.ts'
import { useWords } from '#web/lib/words/useWords.ts'
import { libraryWords } from '../words.ts'
import type { FilterSearch } from './search-filter.ts'

const company = ['pdf', 'notes', 'highlights', 'analysis'] as const

type Props = {
  readonly search: FilterSearch
  readonly narrow: (change: Partial<FilterSearch>) => void
}

export function choiceOf({ tags = [], anyTags = [], noTags = [] }: FilterSearch): TagChoice {
  return { all: tags, any: anyTags, none: noTags }
}

export function searchOf({ all, any, none }: TagChoice): Partial<FilterSearch> {
  const some = (ids: readonly string[]) => (ids.length === 0 ? undefined : [...ids])
  return { tags: some(all), anyTags: some(any), noTags: some(none) }
}

/** What narrows the list beyond what the bar's own fields say, each with a way to take it off. */
export function FilterChips({ search, narrow }: Props) {
  const words = useWords(libraryWords).filter
  const format = useFormat()
  const known = useQuery(tagsQuery)
  const choice = choiceOf(search)
  const tagOf = (id: string) => known.data?.items.find((tag) => tag.id === id)
  const tagChip = (id: string, kind: 'in' | 'out') => ({
    id,
    text: tagOf(id)?.name ?? words.goneTag,
    mark:
      kind === 'out' ? (
        <Minus className="size-3" aria-hidden />
      ) : (
        <TagSpot colour={tagOf(id)?.colour ?? null} className="size-2" />
      ),
    label: kind === 'out' ? words.without(tagOf(id)?.name ?? words.goneTag) : undefined,
    onRemove: () => narrow(searchOf(choose(choice, id, undefined))),
  })
  const { author, venue, from, to, within, addedFrom, addedBefore, publishedFrom, publishedBefore } = search
  const chip = (id: keyof FilterSearch, text: string | undefined) =>
    text === undefined
      ? []
      : [{ id, text, mark: null, label: undefined, onRemove: () => narrow({ [id]: undefined }) }]
  const chips = [
    ...choice.all.map((id) => tagChip(id, 'in')),
    ...choice.any.map((id) => tagChip(id, 'in')),
    ...choice.none.map((id) => tagChip(id, 'out')),
    ...chip('author', author && words.authorIs(author)),
    ...chip('venue', venue && words.venueIs(venue)),
    ...chip('from', from === undefined ? undefined : words.yearFromIs(from)),
    ...chip('to', to === undefined ? undefined : words.yearToIs(to)),
    ...chip('within', within === undefined ? undefined : words.addedWithin(within)),
    ...chip('addedFrom', addedFrom && words.addedFromIs(format.date(addedFrom))),
    ...chip('addedBefore', addedBefore && words.addedBeforeIs(format.date(addedBefore))),
    ...chip('publishedFrom', publishedFrom && words.publishedFromIs(publishedFrom)),
    ...chip('publishedBefore', publishedBefore && words.publishedBeforeIs(publishedBefore)),
    ...company.flatMap((what) => {
      const wanted = search[what]
      const { with: said, without } = words.company[what]
      return chip(what, wanted === undefined ? undefined : wanted ? said : without)
    }),
    ...chip('lang', search.lang && words.languages[search.lang]),
  ]
  if (chips.length === 0) return null
  return (
    <ul
      aria-label={words.active}
      className="flex shrink-0 flex-wrap items-center gap-1.5 border-b px-4 py-1.5 md:px-5"
    >
      {chips.map(({ id, text, mark, label, onRemove }, index) => (
        <li key={id} className="flex items-center gap-1.5">
          {index > 0 && index < choice.any.length && choice.all.length === 0 ? (
            <span className="text-ink-faint text-xs">{words.or}</span>
          ) : null}
          <Chip mark={mark} text={text} label={label} removeLabel={words.takeOff(text)} onRemove={onRemove} />
        </li>
      ))}
    </ul>
  )
}

type ChipProps = {
  readonly mark: ReactNode
  readonly text: string
  readonly label: string | undefined
  readonly removeLabel: string
  readonly onRemove: () => void
}

function Chip({ mark, text, label, removeLabel, onRemove }: ChipProps) {
  return (
    <span className="inline-flex h-6 max-w-64 items-center gap-1.5 rounded-sm border border-hairline bg-sheet pl-1.5 text-ink-soft text-xs pointer-coarse:h-9">
      {mark}
      <span className="truncate" title={label ?? text}>
        {label === undefined ? (
          text
        ) : (
          <span className="line-through" aria-hidden>
            {text}
          </span>
        )}
        {label === undefined ? null : <span className="sr-only">{label}</span>}
      </span>
      <button
        type="button"
        aria-label={removeLabel}
        onClick={onRemove}
        className="flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-faint hover:bg-wash hover:text-ink pointer-coarse:size-9"
      >
        <X className="size-3" aria-hidden />
      </button>
    </span>
  )
}
