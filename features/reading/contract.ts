import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { libraryId, paperId, tagId } from '#contract/ids.ts'

/** Reading status, the same closed list that papers show in their rows. */
const status = z.enum(['unread', 'reading', 'read', 'set_aside'])

export const judgement = z.strictObject({
  paperId,
  ratingHalves: z.int().min(1).max(10).nullable(),
  status,
})
export type Judgement = z.infer<typeof judgement>

export const tag = z.strictObject({
  id: tagId,
  libraryId,
  name: z.string(),
  colour: z.string().nullable(),
  paperCount: z.int(),
})
export type Tag = z.infer<typeof tag>

const tagName = z.string().trim().min(1).max(120)

export const judge = endpoint({
  name: 'reading.judge',
  method: 'PATCH',
  path: '/api/papers/:paperId/judgement',
  access: 'papers:read',
  summary: "The asking person's own rating (half stars, null clears it) and reading status of a paper.",
  params: z.strictObject({ paperId }),
  body: z.strictObject({ ratingHalves: z.int().min(1).max(10).nullable(), status }).partial(),
  reply: judgement,
})

export const listTags = endpoint({
  name: 'reading.listTags',
  method: 'GET',
  path: '/api/tags',
  access: 'papers:read',
  summary: 'The tags of the libraries one may see, with how many papers carry them.',
  query: z.strictObject({ libraryId: libraryId.optional() }),
  reply: z.strictObject({ items: z.array(tag) }),
})

export const tagPaper = endpoint({
  name: 'reading.tagPaper',
  method: 'PUT',
  path: '/api/papers/:paperId/tags',
  access: 'papers:write',
  summary: 'Sets the tags of a paper by name; new names become tags of its library.',
  params: z.strictObject({ paperId }),
  body: z.strictObject({ names: z.array(tagName).max(100) }),
  reply: z.strictObject({ items: z.array(tag) }),
})
