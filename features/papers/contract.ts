import { z } from 'zod'
import { actDone } from '#contract/acts.ts'
import { cslItem } from '#contract/csl.ts'
import { endpoint } from '#contract/endpoint.ts'
import { event } from '#contract/event.ts'
import { collectionId, fileId, libraryId, paperId, sha256, tagId } from '#contract/ids.ts'
import { flag, listOf } from '#contract/lists.ts'
import { pageOf, pageQuery } from '#contract/pages.ts'
import { recordCorrection } from '#contract/record-correction.ts'
import { instant } from '#contract/time.ts'
import { queryFault, queryLanguage } from './contract/query-words.ts'

export type { Condition } from './contract/query-condition.ts'
export { fieldNamed, type Query, type QueryPart, readQuery } from './contract/query-line.ts'
export {
  fieldNames,
  type QueryFault,
  type QueryFaultCode,
  type QueryField,
  queryLanguage,
} from './contract/query-words.ts'
export { getReadingPlace, keepReadingPlace, type ReadingPlace } from './contract/reading-place.ts'
export { listStorage } from './contract/storage.ts'
export {
  deleteForGood,
  listTrash,
  restoreMany,
  type TrashedPaper,
  type TrashSelected,
  trashedPaper,
} from './contract/trash.ts'
export { type QueryWriting, quoted, writeCondition } from './contract/write-query.ts'

/** Where a stored file stands: bytes are safe from `stored` on; text is there from `read` on. */
export const fileState = z.enum(['stored', 'reading', 'read', 'unreadable'])
export type FileState = z.infer<typeof fileState>

/**
 * Of a file without text of its own: `needed` until it is asked for (the problem says why it was not at once), `failed`
 * when no page could be read; a problem with `done` says what is missing.
 */
export const ocrState = z.enum(['needed', 'waiting', 'reading', 'done', 'failed'])
export type OcrState = z.infer<typeof ocrState>

export const fileOcr = z.strictObject({
  state: ocrState,
  problem: z.string().nullable(),
  pagesDone: z.int(),
  /** How sure the program was, 0 to 1, over all letters; null until it is done. */
  confidence: z.number().nullable(),
})
export type FileOcr = z.infer<typeof fileOcr>

export const paperFile = z.strictObject({
  id: fileId,
  name: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  sha256,
  state: fileState,
  /** A problem code when `unreadable`. */
  problem: z.string().nullable(),
  pageCount: z.int().nullable(),
  textQuality: z.enum(['good', 'none', 'garbage', 'ocr']).nullable(),
  /** Null for a file that holds its text itself. */
  ocr: fileOcr.nullable(),
  hasThumbnail: z.boolean(),
})
export type PaperFile = z.infer<typeof paperFile>

export const readingStatus = z.enum(['unread', 'reading', 'read', 'set_aside'])
export type ReadingStatus = z.infer<typeof readingStatus>

export const paperTag = z.strictObject({ id: tagId, name: z.string(), colour: z.string().nullable() })
export type PaperTag = z.infer<typeof paperTag>

/** Where a field came from and how sure whoever read it was, 0 to 1. */
export const fieldOrigin = z.strictObject({
  source: z.string(),
  confidence: z.number(),
  /** A person chose this source's value among others; like their own words it is never overwritten. */
  chosen: z.boolean().optional(),
})

/** What became known of a work after it appeared, gravest first. */
export const integrity = z.enum(['retracted', 'concern', 'corrected'])
export type Integrity = z.infer<typeof integrity>

/** A row of the library list. */
export const paperSummary = z.strictObject({
  id: paperId,
  libraryId,
  title: z.string(),
  /** Names in display order. */
  authors: z.array(z.string()),
  year: z.int().nullable(),
  venue: z.string().nullable(),
  doi: z.string().nullable(),
  integrity: integrity.nullable(),
  addedAt: instant,
  updatedAt: instant,
  /** The asking person's own judgement; half stars, 1 to 10. */
  ratingHalves: z.int().min(1).max(10).nullable(),
  status: readingStatus,
  tags: z.array(paperTag),
  fileState: fileState.nullable(),
  thumbnailFileId: fileId.nullable(),
  /** How many providers have answered about it. */
  answeredCount: z.int(),
})
export type PaperSummary = z.infer<typeof paperSummary>

export const paperDetail = z.strictObject({
  ...paperSummary.shape,
  abstract: z.string().nullable(),
  /** By which documents cite it; null until it came with one, got one or left the house. */
  citationKey: z.string().nullable(),
  arxivId: z.string().nullable(),
  pmid: z.string().nullable(),
  pmcid: z.string().nullable(),
  /** Of a whole book, in thirteen digits; a chapter's is in its record. */
  isbn: z.string().nullable(),
  csl: cslItem,
  /** Where each field came from, by the names of `recordFields`. */
  origins: z.record(z.string(), fieldOrigin),
  files: z.array(paperFile),
  version: z.int(),
})
export type PaperDetail = z.infer<typeof paperDetail>

/** Orders of the list. What has no year, author, venue or rating comes last, whichever way the order runs. */
export const paperSort = z.enum([
  'added',
  'updated',
  'title',
  'authors',
  'year',
  'venue',
  'rating',
  'relevance',
])
export type PaperSort = z.infer<typeof paperSort>

const ordering = z.strictObject({
  /** Relevance needs `q`; without it the order is `added`. */
  sort: paperSort.default('added'),
  direction: z.enum(['asc', 'desc']).default('desc'),
})

/** How many rows of the list come before the first one. */
const offset = z.coerce.number().int().min(0).max(10_000_000)

const paperParams = z.strictObject({ paperId })

const mostOfAKind = 100
const year = z.coerce.number().int().min(1000).max(2200)
const words = (most: number) => z.string().trim().min(1).max(most)
/** PostgreSQL knows no year 0. */
const filterInstant = instant.refine((text) => !text.startsWith('0000'))

const filterDay = z.iso.date().refine((text) => text >= '1000-01-01' && text <= '2201-01-01')

/**
 * What narrows a list of papers; all of it holds at once, and nothing narrows nothing. The same in an address, in the body of
 * what is done to many papers, and in a filter that is kept: a part that is taken away or changes its meaning is a new version.
 */
export const paperFilter = z.strictObject({
  libraryId: libraryId.optional(),
  /**
   * A question (docs/search.md): words, every one of which must be found (Korean and English), "phrases", and
   * `field:value`; a minus before a part excludes it.
   */
  q: z.string().max(1000).optional(),
  /** Each of these tags, or one within it. */
  tagsAll: listOf(tagId, mostOfAKind).optional(),
  /** At least one of these tags, or of those within them. */
  tagsAny: listOf(tagId, mostOfAKind).optional(),
  /** None of these tags, nor of those within them. */
  tagsNone: listOf(tagId, mostOfAKind).optional(),
  /** Filed in this collection or in one within it. */
  collectionId: collectionId.optional(),
  /** The asking person's own: at least so many half stars. */
  ratingHalvesMin: z.coerce.number().int().min(1).max(10).optional(),
  /** The asking person's own: one of these. */
  status: listOf(readingStatus, readingStatus.options.length).optional(),
  /** Added at this instant or later. */
  addedFrom: filterInstant.optional(),
  /** Added before this instant. */
  addedBefore: filterInstant.optional(),
  /** Added within so many days before now. */
  addedWithinDays: z.coerce.number().int().min(1).max(36_500).optional(),
  yearFrom: year.optional(),
  yearTo: year.optional(),
  /** May have appeared on this day or later: of what says only its year or month, any day of it. */
  publishedFrom: filterDay.optional(),
  /** May have appeared before this day. */
  publishedBefore: filterDay.optional(),
  hasPdf: flag.optional(),
  /** Notes and highlights that the asking person sees; an answer of a provider. */
  hasNotes: flag.optional(),
  hasHighlights: flag.optional(),
  hasAnalysis: flag.optional(),
  /** By the record, else by the letters of the title. */
  language: queryLanguage.optional(),
  /** Stands somewhere in the name of the venue, in any case. */
  venue: words(300).optional(),
  /** Stands somewhere in one author's name, in any case. */
  author: words(300).optional(),
})
export type PaperFilter = z.output<typeof paperFilter>

/** Most papers that one act may change. */
export const mostSelected = 100_000

/** The papers an act is for: these, or all that a filter leaves, found by the server at that moment. */
export const papersSelected = z.union([
  z.strictObject({ paperIds: z.array(paperId).min(1).max(10_000) }),
  z.strictObject({ filter: paperFilter }),
])
export type PapersSelected = z.output<typeof papersSelected>

export const listPapers = endpoint({
  name: 'papers.list',
  method: 'GET',
  path: '/api/papers',
  access: 'papers:read',
  summary:
    'The papers of the libraries one may see, narrowed by a filter: in keyset pages, or from any place.',
  query: z.strictObject({
    ...pageQuery.shape,
    ...paperFilter.shape,
    ...ordering.shape,
    /** Instead of a cursor: so many rows further on than the first one, for who jumps about in the list. */
    offset: offset.optional(),
  }),
  reply: z.strictObject({
    ...pageOf(paperSummary).shape,
    total: z.int(),
    totalIsExact: z.boolean(),
    /** The words find more than is ranked: of these papers, titles and newer ones were looked at first. */
    isBounded: z.boolean(),
    /** Parts of `q` that were left out or not taken as they seem to be meant; the rest was searched for. */
    faults: z.array(queryFault),
    /** Words that no paper has, with those that were looked for beside them. */
    respelt: z.array(z.strictObject({ word: z.string(), meant: z.array(z.string()) })),
  }),
})

export const countPapers = endpoint({
  name: 'papers.count',
  method: 'GET',
  path: '/api/papers/count',
  access: 'papers:read',
  summary: 'How many papers a list has, counted to the last one; of words only the best matches count.',
  query: paperFilter,
  reply: z.strictObject({ total: z.int(), totalIsExact: z.boolean() }),
})

/** Ids in one reply of {@link listPaperIds}. */
export const mostIds = 10_000

export const listPaperIds = endpoint({
  name: 'papers.listIds',
  method: 'GET',
  path: '/api/papers/ids',
  access: 'papers:read',
  summary: 'The ids of a stretch of the list, for who chooses papers from one row to another.',
  query: z.strictObject({
    ...paperFilter.shape,
    ...ordering.shape,
    offset: offset.default(0),
    limit: z.coerce.number().int().min(1).max(mostIds).default(1_000),
  }),
  reply: z.strictObject({ ids: z.array(paperId) }),
})

export const getPlace = endpoint({
  name: 'papers.getPlace',
  method: 'GET',
  path: '/api/papers/:paperId/place',
  access: 'papers:read',
  summary: 'How many rows of the list come before a paper; null when the list does not have it.',
  params: paperParams,
  query: z.strictObject({ ...paperFilter.shape, ...ordering.shape }),
  reply: z.strictObject({ place: z.int().nullable() }),
})

export const getPaper = endpoint({
  name: 'papers.get',
  method: 'GET',
  path: '/api/papers/:paperId',
  access: 'papers:read',
  summary: 'One paper with its files.',
  params: paperParams,
  reply: paperDetail,
})

export const correctPaper = endpoint({
  name: 'papers.correct',
  method: 'PATCH',
  path: '/api/papers/:paperId',
  access: 'papers:write',
  summary: 'Corrects the bibliographic record by hand.',
  params: paperParams,
  body: z.strictObject({
    ...recordCorrection.shape,
    /** The version of the record that was seen: refused when it is another by now. */
    version: z.int().optional(),
  }),
  reply: paperDetail,
})

export const removePaper = endpoint({
  name: 'papers.remove',
  method: 'DELETE',
  path: '/api/papers/:paperId',
  access: 'papers:write',
  summary: 'Moves a paper to the trash.',
  params: paperParams,
  reply: actDone,
})

export const trashMany = endpoint({
  name: 'papers.trashMany',
  method: 'POST',
  path: '/api/papers/bulk/trash',
  withoutRoom: true,
  access: 'papers:write',
  summary: 'Moves many papers to the trash; one undo brings them back.',
  body: z.strictObject({ papers: papersSelected }),
  reply: actDone,
})

export const restorePaper = endpoint({
  name: 'papers.restore',
  method: 'POST',
  path: '/api/papers/:paperId/restore',
  access: 'papers:write',
  summary: 'Brings a paper back from the trash.',
  params: paperParams,
  reply: paperDetail,
})

const fileParams = z.strictObject({ fileId })

export const downloadFile = endpoint({
  name: 'papers.downloadFile',
  method: 'GET',
  path: '/api/files/:fileId',
  access: 'papers:read',
  summary: 'The bytes of a file (byte ranges honoured).',
  params: fileParams,
})

export const downloadThumbnail = endpoint({
  name: 'papers.downloadThumbnail',
  method: 'GET',
  path: '/api/files/:fileId/thumbnail',
  access: 'papers:read',
  summary: 'The first page as a WebP picture, 480 pixels wide.',
  params: fileParams,
})

const textPlace = [z.int(), z.int(), z.number(), z.number(), z.number(), z.number()] as const

/**
 * `[start, end, x, y, width, height]`: UTF-16 offsets into the page text; PDF points, origin bottom left of the unrotated
 * page. Text that does not run from left to right has a seventh number: how it runs, in quarter turns anticlockwise.
 */
export const textBox = z.union([z.tuple(textPlace), z.tuple([...textPlace, z.int().min(1).max(3)])])

const pageShape = { widthPt: z.number(), heightPt: z.number(), rotation: z.int() }
const pageRun = z.strictObject({ from: z.int(), count: z.int(), ...pageShape })

export const filePage = z.strictObject({
  number: z.int(),
  ...pageShape,
  text: z.string(),
  boxes: z.array(textBox),
})
export type FilePage = z.infer<typeof filePage>

export const getPage = endpoint({
  name: 'papers.getPage',
  method: 'GET',
  path: '/api/files/:fileId/pages/:number',
  access: 'papers:read',
  summary: 'The text of one page with the place of every run.',
  params: z.strictObject({ fileId, number: z.coerce.number().int().min(1).max(1_000_000) }),
  reply: filePage,
})

export const listPageSizes = endpoint({
  name: 'papers.listPageSizes',
  method: 'GET',
  path: '/api/files/:fileId/pages',
  access: 'papers:read',
  summary: 'The sizes of a file’s pages, unrotated: neighbours of one size as one run.',
  params: fileParams,
  reply: z.strictObject({ runs: z.array(pageRun) }),
})

const pageNumber = z.coerce.number().int().min(1).max(1_000_000)

export const listPageTexts = endpoint({
  name: 'papers.listPageTexts',
  method: 'GET',
  path: '/api/files/:fileId/texts',
  access: 'papers:read',
  summary: 'The texts of a file’s pages, 200 at once, to search in.',
  params: fileParams,
  query: z.strictObject({ from: pageNumber.default(1) }),
  reply: z.strictObject({
    items: z.array(z.strictObject({ number: z.int(), text: z.string() })),
    /** Where the next pages begin; null at the end. */
    next: z.int().nullable(),
  }),
})

export const attachFiles = endpoint({
  name: 'papers.attachFiles',
  method: 'POST',
  path: '/api/papers/:paperId/files',
  access: 'papers:write',
  summary: 'Gives PDFs to a paper that stands; they are read in the background.',
  params: paperParams,
  accepts: 'multipart',
  reply: paperDetail,
  status: 201,
})

export const changeFile = endpoint({
  name: 'papers.changeFile',
  method: 'PATCH',
  path: '/api/files/:fileId',
  access: 'papers:write',
  summary: 'Renames a file, or makes it the first one of its paper.',
  params: fileParams,
  body: z.strictObject({ name: z.string().trim().min(1).max(300), main: z.literal(true) }).partial(),
  reply: paperDetail,
})

export const removeFile = endpoint({
  name: 'papers.removeFile',
  method: 'DELETE',
  path: '/api/files/:fileId',
  access: 'papers:write',
  summary: 'Takes a file away from its paper, for good.',
  params: fileParams,
  reply: z.strictObject({}),
})

export const askOcr = endpoint({
  name: 'papers.askOcr',
  method: 'POST',
  path: '/api/files/:fileId/ocr',
  access: 'papers:write',
  summary: 'Has the text of a scanned PDF read by OCR, also once more; asked twice is asked once.',
  params: fileParams,
  reply: z.strictObject({}),
  status: 202,
})

export const readAgain = endpoint({
  name: 'papers.readAgain',
  method: 'POST',
  path: '/api/files/:fileId/read',
  access: 'papers:write',
  summary:
    'Has a PDF read once more, as by a newer version of the reader; a scan is read by OCR. Asked twice is asked once.',
  params: fileParams,
  reply: z.strictObject({}),
  status: 202,
})

/** A paper stands in a library for the first time. */
export const paperAdded = event('paper.added', z.strictObject({ paperId, libraryId }))

/** A person corrected a record, or handed fields of it back. */
export const paperCorrected = event('paper.corrected', z.strictObject({ paperId, libraryId }))

/** A file was meant for a paper and stays with another one of the library, which has its bytes. */
export const fileElsewhere = event('file.elsewhere', z.strictObject({ paperId, otherId: paperId, libraryId }))

/** A file's text can be read, or cannot: the state says. */
export const fileRead = event(
  'file.read',
  z.strictObject({
    fileId,
    paperId,
    libraryId,
    state: fileState,
    /** Another paper of the library, whose DOI stands in the file. */
    doiOfPaperId: paperId.optional(),
  }),
)

/** A file was taken away from its paper for good. */
export const fileRemoved = event('file.removed', z.strictObject({ fileId, paperId, libraryId }))
