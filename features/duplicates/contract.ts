import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { libraryId, mergeId, paperId, suggestionId } from '#contract/ids.ts'
import { pageOf, pageQuery } from '#contract/pages.ts'
import { instant } from '#contract/time.ts'

/** Why two papers may be one. The last four qualify what stands before them. */
export const reasonKind = z.enum([
  'doi_in_file',
  'same_file',
  'same_identifier',
  'same_title',
  'subtitle',
  'near_title',
  'first_page',
  'preprint',
  'year_differs',
  'year_missing',
  'author_missing',
])
export type ReasonKind = z.infer<typeof reasonKind>

/** Strength from 0 to 1: of `first_page` the measured likeness, of the others how far such a reason is trusted. */
export const reason = z.strictObject({ kind: reasonKind, strength: z.number().min(0).max(1) })
export type Reason = z.infer<typeof reason>

/** What is shown of one of the two. */
export const side = z.strictObject({
  id: paperId,
  title: z.string(),
  authors: z.array(z.string()),
  year: z.int().nullable(),
  venue: z.string().nullable(),
  doi: z.string().nullable(),
  arxivId: z.string().nullable(),
  citationKey: z.string().nullable(),
  fileCount: z.int(),
  addedAt: instant,
})
export type Side = z.infer<typeof side>

export const suggestion = z.strictObject({
  id: suggestionId,
  libraryId,
  /** One paper twice, or two versions of one work. */
  kind: z.enum(['duplicate', 'version']),
  strength: z.number(),
  reasons: z.array(reason),
  /** The older one first. */
  papers: z.tuple([side, side]),
})
export type Suggestion = z.infer<typeof suggestion>

export const relation = z.enum(['preprint', 'published', 'extended', 'translation'])
export type Relation = z.infer<typeof relation>

export const version = z.strictObject({ paper: side, relation })
export type Version = z.infer<typeof version>

export const listDuplicates = endpoint({
  name: 'duplicates.list',
  method: 'GET',
  path: '/api/duplicates',
  access: 'papers:write',
  summary: 'Pairs of papers that may be one, in the libraries one may change; the surest first.',
  query: z.strictObject({ ...pageQuery.shape, libraryId: libraryId.optional() }),
  reply: z.strictObject({ ...pageOf(suggestion).shape, total: z.int() }),
})

const suggestionParams = z.strictObject({ suggestionId })

export const dismissDuplicate = endpoint({
  name: 'duplicates.dismiss',
  method: 'POST',
  path: '/api/duplicates/:suggestionId/dismiss',
  access: 'papers:write',
  summary: 'Says that two papers are two; they are never suggested again.',
  params: suggestionParams,
  reply: z.strictObject({}),
})

export const reopenDuplicate = endpoint({
  name: 'duplicates.reopen',
  method: 'POST',
  path: '/api/duplicates/:suggestionId/reopen',
  access: 'papers:write',
  summary: 'Takes a dismissal back.',
  params: suggestionParams,
  reply: z.strictObject({}),
})

const paperParams = z.strictObject({ paperId })
const ofOther = z.strictObject({ otherId: paperId })

/** A field of the record by its CSL name; of what is too long to show, the beginning. */
export const comparedField = z.strictObject({
  name: z.string(),
  values: z.tuple([z.string().nullable(), z.string().nullable()]),
})
export type ComparedField = z.infer<typeof comparedField>

export const comparePapers = endpoint({
  name: 'duplicates.compare',
  method: 'GET',
  path: '/api/papers/:paperId/compare/:otherId',
  access: 'papers:read',
  summary: 'Two papers side by side, with the fields in which their records differ.',
  params: z.strictObject({ paperId, otherId: paperId }),
  reply: z.strictObject({ papers: z.tuple([side, side]), fields: z.array(comparedField) }),
})

export const mergePapers = endpoint({
  name: 'duplicates.merge',
  method: 'POST',
  path: '/api/papers/:paperId/merge',
  access: 'papers:write',
  summary: 'Takes another paper into this one: record, files, tags, judgements and analyses of both.',
  params: paperParams,
  body: z.strictObject({
    ...ofOther.shape,
    /** CSL fields whose value is taken from the other; without it, those that this one lacks. */
    take: z.array(z.string().min(1).max(100)).max(200).optional(),
  }),
  reply: z.strictObject({ mergeId, paperId }),
})

/** What a way back could not put back; field names are those of CSL, the others name rows. */
export const undoMerge = endpoint({
  name: 'duplicates.undo',
  method: 'POST',
  path: '/api/merges/:mergeId/undo',
  access: 'papers:write',
  summary: 'Takes two merged papers apart again, as they were; what was changed since stays and is named.',
  params: z.strictObject({ mergeId }),
  reply: z.strictObject({ paperId, otherId: paperId, kept: z.array(z.string()) }),
})

export const linkVersions = endpoint({
  name: 'duplicates.link',
  method: 'POST',
  path: '/api/papers/:paperId/versions',
  access: 'papers:write',
  summary: 'Says that two papers are versions of one work.',
  params: paperParams,
  body: z.strictObject({
    ...ofOther.shape,
    /** What each is of the work; read from their identifiers unless told. */
    relation: relation.optional(),
    otherRelation: relation.optional(),
  }),
  reply: z.strictObject({ items: z.array(version) }),
})

export const unlinkVersion = endpoint({
  name: 'duplicates.unlink',
  method: 'DELETE',
  path: '/api/papers/:paperId/versions',
  access: 'papers:write',
  summary: 'Takes a paper out of its family of versions.',
  params: paperParams,
  reply: z.strictObject({}),
})

export const readKinship = endpoint({
  name: 'duplicates.ofPaper',
  method: 'GET',
  path: '/api/papers/:paperId/versions',
  access: 'papers:read',
  summary: 'The other versions of a paper, what it may be one with, and the papers it took in.',
  params: paperParams,
  reply: z.strictObject({
    versions: z.array(version),
    suggestions: z.array(suggestion),
    merges: z.array(z.strictObject({ id: mergeId, title: z.string(), mergedAt: instant })),
  }),
})
