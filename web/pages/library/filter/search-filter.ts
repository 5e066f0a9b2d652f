import { z } from 'zod'
import { type PaperFilter, paperFilter, readingStatus } from '#features/papers/contract.ts'

const ids = z.array(z.uuid()).max(100).optional().catch(undefined)
const yes = z.boolean().optional().catch(undefined)
const { shape } = paperFilter

/** What narrows the list, as it stands in the address. What cannot be read is left out, never an error. */
export const filterSearch = z.object({
  /** Words. `?q=2024` arrives as a number. */
  q: z.coerce.string().max(1000).optional().catch(undefined),
  library: z.uuid().optional().catch(undefined),
  /** At least so many half stars. */
  rating: z.int().min(1).max(10).optional().catch(undefined),
  status: z
    .union([z.array(readingStatus), readingStatus.transform((one) => [one])])
    .optional()
    .catch(undefined),
  collection: z.uuid().optional().catch(undefined),
  tags: ids,
  anyTags: ids,
  noTags: ids,
  from: shape.yearFrom.catch(undefined),
  to: shape.yearTo.catch(undefined),
  venue: z.coerce.string().max(300).optional().catch(undefined),
  author: z.coerce.string().max(300).optional().catch(undefined),
  /** Days, `2024-01-31`: appeared from the first one on, before the other. */
  publishedFrom: shape.publishedFrom.catch(undefined),
  publishedBefore: shape.publishedBefore.catch(undefined),
  pdf: yes,
  notes: yes,
  highlights: yes,
  analysis: yes,
  lang: shape.language.catch(undefined),
  /** Added within so many days. */
  within: shape.addedWithinDays.catch(undefined),
  addedFrom: shape.addedFrom.catch(undefined),
  addedBefore: shape.addedBefore.catch(undefined),
})
export type FilterSearch = z.output<typeof filterSearch>

/** How many filters narrow the list; words and the place it is looked in are not among them. */
export function activeFilters(search: FilterSearch): number {
  const { q: _words, library: _library, collection: _collection, ...rest } = filterSearch.parse(search)
  return Object.values(rest).filter(
    (value) => value !== undefined && !(Array.isArray(value) && value.length === 0),
  ).length
}

/** The address as a filter. */
export function toFilter(search: FilterSearch) {
  const {
    q,
    library,
    rating,
    status,
    collection,
    tags,
    anyTags,
    noTags,
    from,
    to,
    venue,
    author,
    pdf,
    within,
  } = search
  const blank = (text: string | undefined) => (text?.trim() === '' ? undefined : text)
  return {
    q,
    libraryId: library,
    ratingHalvesMin: rating,
    status: some(status),
    collectionId: collection,
    tagsAll: some(tags),
    tagsAny: some(anyTags),
    tagsNone: some(noTags),
    yearFrom: from,
    yearTo: to,
    venue: blank(venue),
    author: blank(author),
    publishedFrom: search.publishedFrom,
    publishedBefore: search.publishedBefore,
    hasPdf: pdf,
    hasNotes: search.notes,
    hasHighlights: search.highlights,
    hasAnalysis: search.analysis,
    language: search.lang,
    addedWithinDays: within,
    addedFrom: search.addedFrom,
    addedBefore: search.addedBefore,
  }
}

/** A kept filter as the address of it: every part is said, so that it takes the place of what stood there. */
export function toSearch(filter: PaperFilter): FilterSearch {
  return {
    q: filter.q,
    library: filter.libraryId,
    rating: filter.ratingHalvesMin,
    status: filter.status,
    collection: filter.collectionId,
    tags: filter.tagsAll,
    anyTags: filter.tagsAny,
    noTags: filter.tagsNone,
    from: filter.yearFrom,
    to: filter.yearTo,
    venue: filter.venue,
    author: filter.author,
    publishedFrom: filter.publishedFrom,
    publishedBefore: filter.publishedBefore,
    pdf: filter.hasPdf,
    notes: filter.hasNotes,
    highlights: filter.hasHighlights,
    analysis: filter.hasAnalysis,
    lang: filter.language,
    within: filter.addedWithinDays,
    addedFrom: filter.addedFrom,
    addedBefore: filter.addedBefore,
  }
}

/** The address of no filter: what clears it. */
export const noFilter = toSearch({})

/** The same filter without what it does not say, as it is kept. */
export function toKept(search: FilterSearch): Record<string, Said> {
  const kept: Record<string, Said> = {}
  for (const [name, value] of Object.entries(toFilter(search))) if (value !== undefined) kept[name] = value
  return kept
}

type Said = string | number | boolean | string[]

function some<Item>(items: Item[] | undefined): Item[] | undefined {
  return items === undefined || items.length === 0 ? undefined : items
}
