import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { fileId, paperId, tagId } from '#contract/ids.ts'
import { listOf } from '#contract/lists.ts'
import { meaningProblem } from '#features/meaning/contract.ts'
import { listPapers, paperFilter, readingStatus } from '#features/papers/contract.ts'

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

/** How many of the best by words are joined with how many of the nearest by meaning. */
export const mostByWords = 200
export const mostByMeaning = 50

/** Where a paper stands in either ranking, with the passage that is nearest to the question. */
export const meantRank = z.strictObject({
  paperId,
  /** From 1; null: not among those that are joined. */
  byWords: z.int().nullable(),
  byMeaning: z.int().nullable(),
  /** What it is joined by: the sum of 1 / (60 + rank) over the rankings it stands in. */
  score: z.number(),
  passage: z
    .strictObject({
      text: z.string(),
      /** The cosine of the angle between passage and question: 1 for the same. */
      likeness: z.number(),
      fileId: fileId.nullable(),
      page: z.int().nullable(),
    })
    .nullable(),
})
export type MeantRank = z.infer<typeof meantRank>

/** Whether meaning was asked: `off` where no library has a source, `left_out` where a source did not answer, and then why. */
export const meaningUsed = z.strictObject({
  state: z.enum(['used', 'partly', 'left_out', 'off', 'no_words']),
  problem: meaningProblem.nullable(),
  /** More passages than are compared were left by the filter, or more papers: the nearest were looked for among those most alike. */
  isBounded: z.boolean(),
})
export type MeaningUsed = z.infer<typeof meaningUsed>

export const searchByMeaning = endpoint({
  name: 'search.byMeaning',
  method: 'GET',
  path: '/api/search/papers',
  access: 'papers:read',
  summary:
    'Papers by the words of a question and by what it means, joined by reciprocal rank; by words alone where meaning cannot be asked, and the reply says so.',
  query: z.strictObject({
    ...paperFilter.shape,
    offset: z.coerce.number().int().min(0).max(1_000).default(0),
    limit: z.coerce.number().int().min(1).max(200).default(50),
  }),
  reply: z.strictObject({
    ...listPapers.reply.shape,
    meaning: meaningUsed,
    /** Of each item. */
    ranks: z.array(meantRank),
  }),
})
