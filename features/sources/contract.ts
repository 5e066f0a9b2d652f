import { z } from 'zod'
import { cslItem } from '#contract/csl.ts'
import { endpoint } from '#contract/endpoint.ts'
import { identifierBatchId, jobId, libraryId, paperId } from '#contract/ids.ts'
import { recordField } from '#contract/record-fields.ts'
import { instant } from '#contract/time.ts'

/** Everybody who is asked, in the order they are shown. */
export const sourceNames = [
  'crossref',
  'datacite',
  'doi',
  'openalex',
  'semantic_scholar',
  'unpaywall',
  'arxiv',
  'pubmed',
  'openlibrary',
  'kci',
] as const
export const sourceName = z.enum(sourceNames)
export type SourceName = z.infer<typeof sourceName>

/** Something that became known of a work after it appeared. */
export const notice = z.strictObject({
  kind: z.enum(['retracted', 'concern', 'corrected']),
  /** The DOI of the notice itself. */
  doi: z.string().nullable(),
  date: z.string().nullable(),
})
export type Notice = z.infer<typeof notice>

/** What a source knows of a work that is no field of its record. */
export const sourceFacts = z.strictObject({
  notices: z.array(notice).default([]),
  /** A free PDF, with what its host says of it. */
  openCopy: z
    .strictObject({ url: z.string(), version: z.string().nullable(), licence: z.string().nullable() })
    .nullable()
    .default(null),
  /** Of a preprint: the DOI it was published under. */
  publishedDoi: z.string().nullable().default(null),
})
export type SourceFacts = z.infer<typeof sourceFacts>

export const paperSource = z.strictObject({
  source: sourceName,
  /** What was asked for: `doi:10.…`. */
  key: z.string(),
  /** `set_aside`: it is of another work, or of none; nothing of it is taken. */
  verdict: z.enum(['trusted', 'set_aside']),
  reason: z.enum(['title_differs', 'unknown_identifier']).nullable(),
  confidence: z.number(),
  csl: cslItem,
  facts: sourceFacts,
  fetchedAt: instant,
})
export type PaperSource = z.infer<typeof paperSource>

const paperParams = z.strictObject({ paperId })

export const listPaperSources = endpoint({
  name: 'sources.listOfPaper',
  method: 'GET',
  path: '/api/papers/:paperId/sources',
  access: 'papers:read',
  summary: 'What each metadata source says of a paper, and what of it was set aside.',
  params: paperParams,
  reply: z.strictObject({ sourcesOn: z.boolean(), items: z.array(paperSource) }),
})

export const refreshPaper = endpoint({
  name: 'sources.refreshPaper',
  method: 'POST',
  path: '/api/papers/:paperId/refresh',
  access: 'papers:write',
  summary: 'Asks the metadata sources about a paper once more, in the background.',
  params: paperParams,
  reply: z.strictObject({ jobId }),
  status: 202,
})

const fieldParams = z.strictObject({ paperId, field: recordField })

export const chooseField = endpoint({
  name: 'sources.chooseField',
  method: 'PUT',
  path: '/api/papers/:paperId/fields/:field',
  access: 'papers:write',
  summary: 'Takes one field of a record from the source named; it stays until it is handed back.',
  params: fieldParams,
  body: z.strictObject({ source: sourceName }),
  reply: z.strictObject({}),
})

export const releaseField = endpoint({
  name: 'sources.releaseField',
  method: 'DELETE',
  path: '/api/papers/:paperId/fields/:field',
  access: 'papers:write',
  summary: 'Hands a corrected or chosen field back to the sources.',
  params: fieldParams,
  reply: z.strictObject({}),
})

export const fetchOpenCopy = endpoint({
  name: 'sources.fetchOpenCopy',
  method: 'POST',
  path: '/api/papers/:paperId/open-copy',
  access: 'papers:write',
  summary: 'Fetches the free PDF that a source knows of, in the background.',
  params: paperParams,
  reply: z.strictObject({ jobId }),
  status: 202,
})

export const identifierItem = z.strictObject({
  /** As it was typed. */
  given: z.string(),
  /** `kind:value` in canonical form; null for what names no work. */
  identifier: z.string().nullable(),
  outcome: z.enum(['waiting', 'added', 'already_there', 'refused']),
  /** A problem code when refused. */
  problem: z.string().nullable(),
  paperId: paperId.nullable(),
  title: z.string().nullable(),
})
export type IdentifierItem = z.infer<typeof identifierItem>

export const identifierBatch = z.strictObject({
  id: identifierBatchId,
  libraryId,
  jobId: jobId.nullable(),
  finishedAt: instant.nullable(),
  items: z.array(identifierItem),
})
export type IdentifierBatch = z.infer<typeof identifierBatch>

/** More are a bibliography file. */
export const identifiersMax = 500

export const addIdentifiers = endpoint({
  name: 'sources.addIdentifiers',
  method: 'POST',
  path: '/api/identifiers',
  access: 'papers:write',
  summary:
    'Adds works by DOI, arXiv id, PMID, PMCID, ISBN, OpenAlex or KCI id, or by the address of a page that names one, in the background.',
  body: z.strictObject({
    identifiers: z.array(z.string().trim().min(1).max(2_000)).min(1).max(identifiersMax),
    libraryId: libraryId.optional(),
  }),
  reply: identifierBatch,
  status: 202,
})

export const getLookUp = endpoint({
  name: 'sources.getLookUp',
  method: 'GET',
  path: '/api/identifiers',
  access: 'papers:read',
  summary: 'Whether works can be added by their identifiers on this server.',
  reply: z.strictObject({ sourcesOn: z.boolean() }),
})

export const getIdentifierBatch = endpoint({
  name: 'sources.getIdentifiers',
  method: 'GET',
  path: '/api/identifiers/:batchId',
  access: 'papers:read',
  summary: 'What became of each identifier.',
  params: z.strictObject({ batchId: identifierBatchId }),
  reply: identifierBatch,
})

/** How a source stands just now. */
export const sourceState = z.strictObject({
  source: sourceName,
  /** Whether it is asked: not switched off, and nothing it needs is missing. */
  state: z.enum(['ok', 'off', 'needs_key', 'needs_email', 'paused', 'failing', 'never_asked']),
  /** Why it is off: by an administrator here, or by the configuration. */
  offBy: z.enum(['administrator', 'configuration']).nullable(),
  /** Its host, so that one sees where requests go. */
  host: z.string().nullable(),
  hasKey: z.boolean(),
  pausedUntil: instant.nullable(),
  pauseReason: z.enum(['asked_to_wait', 'budget_spent', 'failing']).nullable(),
  lastCallAt: instant.nullable(),
  lastOkAt: instant.nullable(),
  lastStatus: z.int().nullable(),
  lastFault: z.string().nullable(),
  /** Spent today and allowed a day, for a source that costs. */
  budget: z.strictObject({ spentMicroUsd: z.int(), allowedMicroUsd: z.int() }).nullable(),
})
export type SourceState = z.infer<typeof sourceState>

export const listSources = endpoint({
  name: 'sources.list',
  method: 'GET',
  path: '/api/sources',
  access: 'sources:manage',
  summary: 'Every metadata source with its state; never with its key.',
  reply: z.strictObject({ sourcesOn: z.boolean(), items: z.array(sourceState) }),
})

const sourceParams = z.strictObject({ source: sourceName })

export const switchSource = endpoint({
  name: 'sources.switch',
  method: 'PUT',
  path: '/api/sources/:source',
  access: 'sources:manage',
  summary: 'Switches a metadata source on or off for everybody.',
  params: sourceParams,
  body: z.strictObject({ enabled: z.boolean() }),
  reply: sourceState,
})

export const testSource = endpoint({
  name: 'sources.test',
  method: 'POST',
  path: '/api/sources/:source/test',
  access: 'sources:manage',
  summary: 'Asks a metadata source for a well-known record now.',
  params: sourceParams,
  reply: z.strictObject({
    outcome: z.enum(['answered', 'failed']),
    problem: z.string().nullable(),
    tookMs: z.int(),
    state: sourceState,
  }),
})
