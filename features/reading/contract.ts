import { z } from 'zod'
import { actDone } from '#contract/acts.ts'
import { endpoint } from '#contract/endpoint.ts'
import { collectionId, libraryId, paperId, smartCollectionId, tagId } from '#contract/ids.ts'
import { tagColour } from '#contract/tag-colours.ts'
import { paperFilter, papersSelected } from '#features/papers/contract.ts'

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
  /** The tag it stands within; null at the top of its library. */
  parentId: tagId.nullable(),
  /** The whole of it, one in its library in any case: it begins with the parent's name and a slash. */
  name: z.string(),
  colour: tagColour.nullable(),
  /** Papers that carry it itself, the trash not counted. */
  paperCount: z.int(),
  /** Papers that carry it or one within it, each once. */
  paperCountWithin: z.int(),
  /** The asking person is told of papers that get it or one within it. */
  follows: z.boolean(),
})
export type Tag = z.infer<typeof tag>

const tagName = z.string().trim().min(1).max(300)

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
  summary: 'Sets the tags of a paper by name; new names become tags of its library, slashes in them nest.',
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

const tagParams = z.strictObject({ tagId })

/** What takes a change of tags back. */
const tagChangeId = z.uuid()
const tagChanged = z.strictObject({ tag, changeId: tagChangeId })

export const createTag = endpoint({
  name: 'reading.createTag',
  method: 'POST',
  path: '/api/tags',
  access: 'papers:write',
  summary:
    'Makes a tag at the top of a library (one’s own unless told) or within another; slashes in its name nest.',
  body: z.strictObject({
    name: tagName,
    libraryId: libraryId.optional(),
    parentId: tagId.nullable().optional(),
    colour: tagColour.nullable().optional(),
  }),
  reply: tag,
  status: 201,
})

export const changeTag = endpoint({
  name: 'reading.changeTag',
  method: 'PATCH',
  path: '/api/tags/:tagId',
  access: 'papers:write',
  summary: 'Renames, moves or colours a tag; those within it come along.',
  params: tagParams,
  body: z
    .strictObject({
      /** Its own name, without what it stands within. Slashes nest, unless it had some as letters before. */
      name: tagName,
      /** Null: to the top. */
      parentId: tagId.nullable(),
      colour: tagColour.nullable(),
      /** Stand at the slashes of its own name: `TCP/IP` becomes IP within TCP. */
      nests: z.boolean(),
      /** Become one with the tag that has the name already, instead of being refused. */
      merges: z.boolean(),
    })
    .partial(),
  reply: tagChanged,
})

export const followTag = endpoint({
  name: 'reading.followTag',
  method: 'PUT',
  path: '/api/tags/:tagId/follow',
  access: 'papers:read',
  summary: 'Tells the asking person from now on of papers that get a tag or one within it, or no longer.',
  params: tagParams,
  body: z.strictObject({ follows: z.boolean() }),
  reply: tag,
})

const someTags = z.array(tagId).min(1).max(1_000)

export const mergeTags = endpoint({
  name: 'reading.mergeTags',
  method: 'POST',
  path: '/api/tags/merges',
  access: 'papers:write',
  summary: 'Makes several tags of a library one, with their papers and what stands within them.',
  body: z.strictObject({ tagIds: someTags, intoId: tagId }),
  reply: tagChanged,
})

export const removeTags = endpoint({
  name: 'reading.removeTags',
  method: 'POST',
  path: '/api/tags/removals',
  access: 'papers:write',
  summary: 'Removes tags with those within them, or all of a library that no paper carries; the papers stay.',
  body: z.union([z.strictObject({ tagIds: someTags }), z.strictObject({ unusedOf: libraryId })]),
  reply: z.strictObject({ removed: z.int(), changeId: tagChangeId.nullable() }),
})

export const undoTagChange = endpoint({
  name: 'reading.undoTagChange',
  method: 'POST',
  path: '/api/tags/changes/:changeId/undo',
  access: 'papers:write',
  summary:
    'Takes a renaming, moving, merging or removing of tags back: each paper carries again what it carried.',
  params: z.strictObject({ changeId: tagChangeId }),
  reply: z.strictObject({}),
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

/** The version of filters that this Seogo keeps. */
export const savedFilterVersion = 1

export const smartCollection = z.strictObject({
  id: smartCollectionId,
  /** Everybody's of this library; null for one's own. */
  libraryId: libraryId.nullable(),
  name: z.string(),
  colour: tagColour.nullable(),
  /** The filter as it can be applied now; null when a later Seogo made it. */
  filter: paperFilter.nullable(),
  /** What the kept filter names and is gone; the rest of it holds. */
  missing: z.strictObject({ tagIds: z.array(tagId), collectionIds: z.array(collectionId) }),
  /** The asking person is told when something new matches. */
  follows: z.boolean(),
})
export type SmartCollection = z.infer<typeof smartCollection>

export const listSmartCollections = endpoint({
  name: 'reading.listSmartCollections',
  method: 'GET',
  path: '/api/smart-collections',
  access: 'papers:read',
  summary: 'The kept filters of the asking person and of the libraries they see.',
  reply: z.strictObject({ items: z.array(smartCollection) }),
})

export const countSmartCollections = endpoint({
  name: 'reading.countSmartCollections',
  method: 'GET',
  path: '/api/smart-collections/counts',
  access: 'papers:read',
  summary: 'How many papers each kept filter leaves now, for the asking person.',
  reply: z.strictObject({
    items: z.array(z.strictObject({ id: smartCollectionId, total: z.int(), totalIsExact: z.boolean() })),
  }),
})

const smartValues = {
  name: collectionName,
  /** Everybody's of this library; null for one's own. */
  libraryId: libraryId.nullable(),
  colour: tagColour.nullable(),
  filterVersion: z.int().min(1).max(1_000_000),
  /** Of the shape of the list's filter, in its version. */
  filter: z.record(z.string(), z.json()),
}

export const createSmartCollection = endpoint({
  name: 'reading.createSmartCollection',
  method: 'POST',
  path: '/api/smart-collections',
  access: 'papers:read',
  summary: 'Keeps a filter by a name, for oneself or for everybody of a library one may change.',
  body: z.strictObject({
    name: smartValues.name,
    libraryId: smartValues.libraryId.optional(),
    colour: smartValues.colour.optional(),
    filterVersion: smartValues.filterVersion.default(savedFilterVersion),
    filter: smartValues.filter,
  }),
  reply: smartCollection,
  status: 201,
})

const smartParams = z.strictObject({ smartCollectionId })

export const changeSmartCollection = endpoint({
  name: 'reading.changeSmartCollection',
  method: 'PATCH',
  path: '/api/smart-collections/:smartCollectionId',
  access: 'papers:read',
  summary: 'Renames a kept filter, colours it, gives it to others, or keeps another filter in its place.',
  params: smartParams,
  body: z.strictObject(smartValues).partial(),
  reply: smartCollection,
})

export const removeSmartCollection = endpoint({
  name: 'reading.removeSmartCollection',
  method: 'DELETE',
  path: '/api/smart-collections/:smartCollectionId',
  access: 'papers:read',
  summary: 'Removes a kept filter; the papers stay.',
  params: smartParams,
  reply: z.strictObject({}),
})

export const followSmartCollection = endpoint({
  name: 'reading.followSmartCollection',
  method: 'PUT',
  path: '/api/smart-collections/:smartCollectionId/follow',
  access: 'papers:read',
  summary: 'Tells the asking person from now on when something new matches a kept filter, or no longer.',
  params: smartParams,
  body: z.strictObject({ follows: z.boolean() }),
  reply: smartCollection,
})
