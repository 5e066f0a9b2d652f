import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { fileId, paperId, tagId } from '#contract/ids.ts'
import { listOf } from '#contract/lists.ts'
import { paperFilter, readingStatus } from '#features/papers/contract.ts'

const counted = { count: z.int() }

/** How many values of a kind are counted. */
export const mostOfAFacet = 20

export const facets = z.strictObject({
  years: z.array(z.strictObject({ year: z.int(), ...counted })),
  journals: z.array(z.strictObject({ name: z.string(), ...counted })),
  authors: z.array(z.strictObject({ name: z.string(), ...counted })),
  tags: z.array(z.strictObject({ id: tagId, name: z.string(), ...counted })),
  statuses: z.array(z.strictObject({ status: readingStatus, ...counted })),
  ratings: z.array(z.strictObject({ halves: z.int().min(1).max(10), ...counted })),
  /** The result is larger than what is counted: these are the counts of so many of its newer papers. */
  isBounded: z.boolean(),
})
export type Facets = z.infer<typeof facets>

export const listFacets = endpoint({
  name: 'search.facets',
  method: 'GET',
  path: '/api/search/facets',
  access: 'papers:read',
  summary:
    'How many papers of a list are of each year, journal, author, tag, and own status and rating; the most frequent of each.',
  query: paperFilter,
  reply: facets,
})

const named = z.strictObject({ name: z.string(), papers: z.int() })

/** What may be suggested. */
export const suggestedKind = z.enum(['titles', 'authors', 'journals', 'tags'])
export type SuggestedKind = z.infer<typeof suggestedKind>

export const suggestions = z.strictObject({
  titles: z.array(z.strictObject({ paperId, title: z.string() })),
  authors: z.array(named),
  journals: z.array(named),
  tags: z.array(named),
})
export type Suggestions = z.infer<typeof suggestions>

export const suggest = endpoint({
  name: 'search.suggest',
  method: 'GET',
  path: '/api/search/suggestions',
  access: 'papers:read',
  summary: 'Titles, people, journals and tags that begin as what is being typed.',
  query: z.strictObject({
    beginning: z.string().max(300),
    limit: z.coerce.number().int().min(1).max(20).default(5),
    /** All of them unless some are named; those that are not asked for are empty. */
    kinds: listOf(suggestedKind, suggestedKind.options.length).optional(),
  }),
  reply: suggestions,
})

export const matchField = z.enum([
  'title',
  'authors',
  'venue',
  'tags',
  'identifier',
  'abstract',
  'note',
  'highlight',
  'claim',
  'text',
])
export type MatchField = z.infer<typeof matchField>

export const match = z.strictObject({
  field: matchField,
  /** Runs of the text around what was found; those that were found are marked. */
  snippet: z.array(z.strictObject({ text: z.string(), isMatch: z.boolean() })),
  /** Where it stands, in the text of a PDF or what is marked in it. */
  fileId: fileId.nullable(),
  page: z.int().nullable(),
})
export type Match = z.infer<typeof match>

/** Papers that one reply explains. */
export const mostExplained = 50

export const explain = endpoint({
  name: 'search.explain',
  method: 'GET',
  path: '/api/search/matches',
  access: 'papers:read',
  summary: 'In which fields of papers the words of a question stand, with what is around them.',
  query: z.strictObject({ q: z.string().max(1000), paperIds: listOf(paperId, mostExplained) }),
  reply: z.strictObject({
    items: z.array(
      z.strictObject({
        paperId,
        matches: z.array(match),
        /** What each word adds to the rank: how telling it is, and how much weight the fields it stands in have. */
        score: z.array(z.strictObject({ word: z.string(), telling: z.number(), weight: z.number() })),
      }),
    ),
  }),
})
