import {
  type Condition,
  type QueryPart,
  type QueryWriting,
  readQuery,
  writeCondition,
} from '#features/papers/contract.ts'
import { dayOf, startOf } from './days.ts'
import { type FilterSearch, filterSearch } from './search-filter.ts'

/** The names that tags and collections go by in the line; one that two of them share is of neither. */
export type FilterNames = {
  readonly tags: readonly { readonly id: string; readonly name: string }[]
  readonly collections: readonly { readonly id: string; readonly name: string }[]
}

type Said = { readonly condition: Condition; readonly negated?: boolean }

const longestLine = 1000
const mostParts = 40

const sameName = (one: string, other: string) =>
  one.normalize('NFC').toLowerCase() === other.normalize('NFC').toLowerCase()

/** The only one of this name. */
function idNamed(items: FilterNames['tags'], name: string): string | undefined {
  const [first, ...others] = items.filter((item) => sameName(item.name, name))
  return others.length === 0 ? first?.id : undefined
}

/** The name of an item, when nothing else is called so. */
function nameOf(items: FilterNames['tags'], id: string): string | undefined {
  const name = items.find((item) => item.id === id)?.name
  return name !== undefined && idNamed(items, name) === id ? name : undefined
}

const isThere = <Value>(value: Value | undefined): value is Value => value !== undefined

/** How each part of a filter is said; a part that has no words for it gives nothing. */
const sayings: Partial<
  Record<keyof FilterSearch, (search: FilterSearch, names: FilterNames) => readonly Said[] | undefined>
> = {
  author: ({ author = '' }) => [{ condition: { field: 'author', value: author } }],
  venue: ({ venue = '' }) => [{ condition: { field: 'journal', value: venue } }],
  tags: ({ tags = [] }, names) => eachNamed(tags, names, false),
  anyTags: ({ anyTags = [] }, names) => {
    const named = anyTags.map((id) => nameOf(names.tags, id)).filter(isThere)
    return named.length < anyTags.length ? undefined : [{ condition: { field: 'tag', value: named } }]
  },
  noTags: ({ noTags = [] }, names) => eachNamed(noTags, names, true),
  collection: ({ collection = '' }, names) => {
    const value = nameOf(names.collections, collection)
    return value === undefined ? undefined : [{ condition: { field: 'collection', value } }]
  },
  rating: ({ rating }) => [{ condition: { field: 'rating', ...(isThere(rating) && { from: rating }) } }],
  from: ({ from, to }) => [
    { condition: { field: 'year', ...(isThere(from) && { from }), ...(isThere(to) && { to }) } },
  ],
  publishedFrom: ({ publishedFrom, publishedBefore }) => [
    {
      condition: {
        field: 'published',
        ...(isThere(publishedFrom) && { from: publishedFrom }),
        ...(isThere(publishedBefore) && { before: publishedBefore }),
      },
    },
  ],
  addedFrom: ({ addedFrom, addedBefore }) => {
    const [from, before] = [addedFrom, addedBefore].map((instant) =>
      instant === undefined ? undefined : dayOf(instant),
    )
    // An instant within a day is no day.
    if (startOf(from ?? '') !== addedFrom || startOf(before ?? '') !== addedBefore) return undefined
    return [
      { condition: { field: 'added', ...(isThere(from) && { from }), ...(isThere(before) && { before }) } },
    ]
  },
  within: ({ within = 1 }) => [{ condition: { field: 'added', days: within } }],
  status: ({ status = [] }) => [{ condition: { field: 'status', value: status } }],
  pdf: ({ pdf }) => [{ condition: { field: 'has', value: 'pdf' }, negated: pdf === false }],
  notes: ({ notes }) => [{ condition: { field: 'has', value: 'notes' }, negated: notes === false }],
  highlights: ({ highlights }) => [
    { condition: { field: 'has', value: 'highlights' }, negated: highlights === false },
  ],
  analysis: ({ analysis }) => [
    { condition: { field: 'has', value: 'analysis' }, negated: analysis === false },
  ],
  lang: ({ lang = 'en' }) => [{ condition: { field: 'lang', value: lang } }],
}

function eachNamed(ids: readonly string[], names: FilterNames, negated: boolean): Said[] | undefined {
  const named = ids.map((id) => nameOf(names.tags, id)).filter(isThere)
  if (named.length < ids.length) return undefined
  return named.map((name) => ({ condition: { field: 'tag', value: [name] }, negated }))
}

/** The other end of a range is said with its first one. */
const pairs: Partial<Record<keyof FilterSearch, keyof FilterSearch>> = {
  from: 'to',
  publishedFrom: 'publishedBefore',
  addedFrom: 'addedBefore',
}

const isSaid = (value: unknown) =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0)

/**
 * A filter as a line of text, its own words last, where writing goes on; `left` is what the line has no words for (a tag whose name two libraries
 * have, an instant within a day). {@link readFilterLine} gives the same filter again.
 */
export function writeFilterLine(
  search: FilterSearch,
  names: FilterNames,
  language: QueryWriting,
): { line: string; left: FilterSearch } {
  const { q = '', ...filters } = search
  const left: FilterSearch = { ...filters }
  const written: string[] = []
  let room = mostParts - readQuery(q).parts.length
  for (const name of sayable) {
    const other = pairs[name]
    if (!(isSaid(search[name]) || (other !== undefined && isSaid(search[other])))) continue
    const said = sayings[name]?.(search, names) ?? []
    const text = said.map(({ condition, negated }) => writeCondition(condition, language, negated)).join(' ')
    const longer = [...written, text, q].join(' ')
    if (said.length === 0 || longer.length > longestLine || said.length > room || !saysSo(text, said))
      continue
    written.push(text)
    room -= said.length
    delete left[name]
    if (other !== undefined) delete left[other]
  }
  return { line: [...written, q].filter((text) => text !== '').join(' '), left }
}

const sayable = Object.keys(filterSearch.shape).filter((name): name is keyof FilterSearch => name in sayings)

/** Read back, a text means what it was written for: quotation marks within a name or a range turned round do not. */
function saysSo(text: string, said: readonly Said[]): boolean {
  const meant = said.map(({ condition, negated = false }) => ({ condition, negated }))
  const read = readQuery(text).parts.map((part) =>
    part.kind === 'condition' ? { condition: part.condition, negated: part.negated } : undefined,
  )
  return JSON.stringify(read, inOrder) === JSON.stringify(meant, inOrder)
}

/** Fields in the order of their names: two equal conditions are then written alike. */
const inOrder = (_key: string, value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
    : value

/** The change of a filter that says the same as a condition; undefined when no part of a filter does, or it is taken. */
function changeOf(
  search: FilterSearch,
  { condition, negated }: Said,
  names: FilterNames,
): Partial<FilterSearch> | undefined {
  const free = (change: Partial<FilterSearch>, ...taken: (keyof FilterSearch)[]) =>
    taken.some((name) => isSaid(search[name])) ? undefined : change
  if (condition.field === 'has') {
    return free({ [condition.value]: negated !== true }, condition.value)
  }
  if (condition.field === 'tag') return changeOfTags(search, condition.value, negated === true, names)
  if (negated === true) return undefined
  switch (condition.field) {
    case 'author':
      return free({ author: condition.value }, 'author')
    case 'journal':
      return free({ venue: condition.value }, 'venue')
    case 'collection': {
      const collection = idNamed(names.collections, condition.value)
      return collection === undefined ? undefined : free({ collection }, 'collection')
    }
    case 'rating':
      return condition.to === undefined ? free({ rating: condition.from }, 'rating') : undefined
    case 'year':
      return free({ from: condition.from, to: condition.to }, 'from', 'to')
    case 'published':
      return free(
        { publishedFrom: condition.from, publishedBefore: condition.before },
        'publishedFrom',
        'publishedBefore',
      )
    case 'added':
      return condition.days === undefined
        ? free(
            { addedFrom: startOf(condition.from ?? ''), addedBefore: startOf(condition.before ?? '') },
            'addedFrom',
            'addedBefore',
          )
        : free({ within: condition.days }, 'within')
    case 'status':
      return free({ status: condition.value }, 'status')
    case 'lang':
      return free({ lang: condition.value }, 'lang')
    default:
      return undefined
  }
}

function changeOfTags(
  { tags = [], anyTags = [], noTags = [] }: FilterSearch,
  named: readonly string[],
  negated: boolean,
  names: FilterNames,
): Partial<FilterSearch> | undefined {
  const ids = named.map((name) => idNamed(names.tags, name)).filter(isThere)
  if (ids.length < named.length) return undefined
  if (negated) return { noTags: [...new Set([...noTags, ...ids])] }
  if (ids.length === 1) return { tags: [...new Set([...tags, ...ids])] }
  return anyTags.length === 0 ? { anyTags: ids } : undefined
}

/**
 * The filter that a line says: its conditions as the parts of the filter that mean the same, and as `q` all that no part can
 * say: words, phrases, what is excluded, a second condition of one field.
 */
export function readFilterLine(search: FilterSearch, names: FilterNames): FilterSearch {
  const { q } = search
  if (q === undefined) return search
  let read: FilterSearch = { ...search }
  let rest = ''
  let at = 0
  for (const part of readQuery(q).parts) {
    const change = part.kind === 'condition' ? changeOf(read, part, names) : undefined
    if (change === undefined) continue
    read = { ...read, ...change }
    rest = joined(rest, q.slice(at, part.from))
    at = part.to
  }
  if (at === 0) return search
  rest = joined(rest, q.slice(at))
  return { ...read, q: rest === '' ? undefined : rest }
}

const joined = (one: string, other: string) =>
  [one.trim(), other.trim()].filter((text) => text !== '').join(' ')

/** Whether a line names tags or collections, whose names must be known to read it. */
export function namesThings(q: string | undefined): boolean {
  return (
    q !== undefined &&
    readQuery(q).parts.some(
      (part: QueryPart) => part.kind === 'condition' && /^(tag|collection)$/.test(part.condition.field),
    )
  )
}
