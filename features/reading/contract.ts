import { z } from 'zod'
import { actDone } from '#contract/acts.ts'
import { endpoint } from '#contract/endpoint.ts'
import { collectionId, libraryId, paperId, tagId } from '#contract/ids.ts'
import { papersSelected } from '#features/papers/contract.ts'

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

export const judgeMany = endpoint({
  name: 'reading.judgeMany',
  method: 'POST',
  path: '/api/papers/bulk/judgement',
  access: 'papers:read',
  summary:
    "The asking person's own rating and reading status of many papers at once; one undo takes it back.",
  body: z.strictObject({ papers: papersSelected, ...judge.body.shape }),
  reply: actDone,
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

export const tagMany = endpoint({
  name: 'reading.tagMany',
  method: 'POST',
  path: '/api/papers/bulk/tags',
  access: 'papers:write',
  summary: 'Adds tags by name to many papers and takes others from them; one undo takes it back.',
  body: z
    .strictObject({
      papers: papersSelected,
      add: z.array(tagName).max(20).optional(),
      remove: z.array(tagName).max(20).optional(),
    })
    .refine(({ add = [], remove = [] }) => add.length + remove.length > 0),
  reply: actDone,
})

const collectionName = z.string().trim().min(1).max(200)

export const collection = z.strictObject({
  id: collectionId,
  libraryId,
  /** The collection it stands within; null at the top of its library. */
  parentId: collectionId.nullable(),
  name: z.string(),
  /** Papers filed in it itself. */
  paperCount: z.int(),
  /** Papers filed in it or anywhere within it, each once: what the list shows of it. */
  paperCountWithin: z.int(),
})
export type Collection = z.infer<typeof collection>

export const listCollections = endpoint({
  name: 'reading.listCollections',
  method: 'GET',
  path: '/api/collections',
  access: 'papers:read',
  summary: 'The collections of the libraries one may see, siblings in their order, with their counts.',
  query: z.strictObject({ libraryId: libraryId.optional() }),
  reply: z.strictObject({ items: z.array(collection) }),
})

export const createCollection = endpoint({
  name: 'reading.createCollection',
  method: 'POST',
  path: '/api/collections',
  access: 'papers:write',
  summary: 'Makes a collection at the top of a library (one’s own unless told) or within another.',
  body: z.strictObject({
    name: collectionName,
    libraryId: libraryId.optional(),
    parentId: collectionId.nullable().optional(),
  }),
  reply: collection,
  status: 201,
})

const collectionParams = z.strictObject({ collectionId })

export const changeCollection = endpoint({
  name: 'reading.changeCollection',
  method: 'PATCH',
  path: '/api/collections/:collectionId',
  access: 'papers:write',
  summary:
    'Renames a collection, moves it within another (null: to the top), or gives it a place among its siblings.',
  params: collectionParams,
  body: z
    .strictObject({
      name: collectionName,
      parentId: collectionId.nullable(),
      /** Place among its siblings, from 0. */
      position: z.int().min(0).max(100_000),
    })
    .partial(),
  reply: collection,
})

export const removeCollection = endpoint({
  name: 'reading.removeCollection',
  method: 'DELETE',
  path: '/api/collections/:collectionId',
  access: 'papers:write',
  summary: 'Removes a collection and those within it; the papers stay in the library.',
  params: collectionParams,
  reply: z.strictObject({}),
})

const paperIds = z.array(paperId).max(1_000)

export const fileInCollection = endpoint({
  name: 'reading.fileInCollection',
  method: 'PATCH',
  path: '/api/collections/:collectionId/papers',
  access: 'papers:write',
  summary: 'Files papers of the library in a collection and takes others out of it.',
  params: collectionParams,
  body: z.strictObject({ add: paperIds, remove: paperIds }).partial(),
  reply: collection,
})

export const fileMany = endpoint({
  name: 'reading.fileMany',
  method: 'POST',
  path: '/api/papers/bulk/collections',
  access: 'papers:write',
  summary: 'Files many papers in a collection of their library, or takes them out; one undo takes it back.',
  body: z.strictObject({ papers: papersSelected, collectionId, action: z.enum(['file', 'unfile']) }),
  reply: actDone,
})

export const listPaperCollections = endpoint({
  name: 'reading.listPaperCollections',
  method: 'GET',
  path: '/api/papers/:paperId/collections',
  access: 'papers:read',
  summary: 'The collections a paper is filed in.',
  params: z.strictObject({ paperId }),
  reply: z.strictObject({ items: z.array(collection) }),
})
