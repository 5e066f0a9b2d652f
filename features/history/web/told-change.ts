import { z } from 'zod'
import { type CslItem, cslDate, cslItem, cslName, displayName } from '#contract/csl.ts'
import { recordField } from '#contract/record-fields.ts'
import type { ActFacts, Change } from '../contract.ts'
import type { en } from './text.en.ts'

type Words = typeof en
export type ToldChange = { readonly thing: string; readonly before: string; readonly after: string }

const named = z.object({ name: z.string() }).nullable()
const rating = z.int().nullable()
const status = z.enum(['unread', 'reading', 'read', 'set_aside']).nullable()
const recordState = z.object({ value: cslItem.partial() })

/** A change in words: of what, what it was and what it became. */
export function toldChange(words: Words, change: Change): ToldChange {
  const { kind, subject, before, after } = change
  if (kind !== 'record') {
    const tell = tellers[kind]
    return { thing: words.things[kind], before: tell(words, before), after: tell(words, after) }
  }
  const thing = words.fields[recordField.parse(subject)]
  const [was, is] = [recordText(words, before), recordText(words, after)]
  // The same text, but from elsewhere: a person confirmed it, or handed it back to the sources.
  return was === is
    ? { thing: `${thing}: ${words.originOnly}`, before: was, after: is }
    : { thing, before: was, after: is }
}

const tellers: Readonly<Record<Exclude<Change['kind'], 'record'>, (words: Words, value: unknown) => string>> =
  {
    rating: (words, value) => {
      const halves = rating.parse(value)
      return halves === null ? words.notRated : words.stars(halves)
    },
    status: (words, value) => words.statusNames[status.parse(value) ?? 'unread'],
    tag: (words, value) => named.parse(value)?.name ?? words.nothing,
    collection: (words, value) => named.parse(value)?.name ?? words.nothing,
    trash: (words, value) => (value === true ? words.inTrash : words.inLibrary),
  }

function recordText(words: Words, state: unknown): string {
  const { value } = recordState.parse(state)
  if (value.type !== undefined) return words.typeNames[value.type]
  const parts = Object.values(value).map(partText)
  return parts.find((text) => text !== '') ?? words.nothing
}

function partText(part: CslItem[keyof CslItem]): string {
  if (typeof part === 'string' || typeof part === 'number') return String(part)
  const date = cslDate.safeParse(part).data
  if (date !== undefined) return dateText(date)
  const people = z.array(cslName).safeParse(part).data
  return people === undefined ? '' : people.map(displayName).join(', ')
}

function dateText(date: z.output<typeof cslDate>): string {
  const [first] = date['date-parts'] ?? []
  return first === undefined ? (date.literal ?? date.raw ?? '') : first.join('-')
}

const judged = z.object({ ratingHalves: z.int().optional(), status: status.optional() })

/** What an act was about, in words: the rating, the tags, the collection. */
export function toldFacts(words: Words, facts: ActFacts): readonly string[] {
  const { ratingHalves, status: said } = judged.parse(facts)
  const { added = [], removed = [], collection = [] } = facts
  return [
    ...(ratingHalves === undefined ? [] : [words.stars(ratingHalves)]),
    ...(said ? [words.statusNames[said]] : []),
    ...[added].flat().map((name) => `+${name}`),
    ...[removed].flat().map((name) => `−${name}`),
    ...[collection].flat().map(String),
  ]
}
