import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { paperId } from '#contract/ids.ts'

/** A paper of the same library, and what it has in common with the one asked about. */
export const relatedPaper = z.strictObject({
  paper: z.strictObject({
    id: paperId,
    title: z.string(),
    /** Names in display order. */
    authors: z.array(z.string()),
    year: z.int().nullable(),
    venue: z.string().nullable(),
  }),
  sharedTags: z.array(z.string()),
  sharedAuthors: z.array(z.string()),
  /** How many of the paper's telling words it has. */
  sharedWords: z.int(),
  isSameVenue: z.boolean(),
  /** For the order only; comparable within one answer. */
  score: z.number(),
})
export type RelatedPaper = z.infer<typeof relatedPaper>

export const listRelated = endpoint({
  name: 'related.list',
  method: 'GET',
  path: '/api/papers/:paperId/related',
  access: 'papers:read',
  summary:
    'Up to twelve papers of the library that share tags, people or telling words with a paper, the nearest first.',
  params: z.strictObject({ paperId }),
  reply: z.strictObject({ items: z.array(relatedPaper) }),
})
