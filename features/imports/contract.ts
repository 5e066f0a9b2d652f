import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { fileId, importId, jobId, libraryId, paperId } from '#contract/ids.ts'
import { pageOf, pageQuery } from '#contract/pages.ts'
import { instant } from '#contract/time.ts'

/**
 * What can be wrong with one entry of a bibliography file. The entry is only lost with `entry_unreadable`; in all
 * other cases it is there, less what the code says.
 */
export const entryProblemCodes = [
  'entry_unreadable',
  /** Its syntax was broken and has been guessed. */
  'entry_mended',
  'title_missing',
  /** Another entry of the file has the same citation key. */
  'key_repeated',
  /** A BibTeX abbreviation without its `@string`. */
  'string_undefined',
  /** `crossref` or `xdata` names an entry that the file does not have. */
  'parent_missing',
  'field_mended',
  'field_dropped',
  /** Text that belongs to no entry. */
  'stray_text',
  /** Bytes that are no characters in the encoding of the file. */
  'characters_lost',
] as const
export type EntryProblemCode = (typeof entryProblemCodes)[number]

/**
 * `merged`: the paper stood there and lacked something that the entry knows; `already_there`: it lacked nothing.
 * `attached`: a PDF that an entry of the same import names, now with that entry's paper.
 */
export const entryOutcome = z.enum(['added', 'merged', 'attached', 'already_there', 'refused'])
export type EntryOutcome = z.infer<typeof entryOutcome>

export const importEntry = z.strictObject({
  /** The file it came from, as the person named it. */
  fileName: z.string(),
  /** Line of the entry in a bibliography file; null for a PDF. */
  line: z.int().nullable(),
  outcome: entryOutcome,
  /** What a merged entry told of a paper that the paper lacked: CSL fields, `citation-key`, `keyword`. */
  filledFields: z.array(z.string()),
  /** What taking the import back did: `kept` stands as it is, because somebody has changed it since. */
  undo: z.enum(['undone', 'kept']).nullable(),
  /** Why it was refused, as a problem code or one of {@link entryProblemCodes}; or what is to be known of one that was taken. */
  reason: z.string().nullable(),
  title: z.string().nullable(),
  paperId: paperId.nullable(),
  fileId: fileId.nullable(),
})
export type ImportEntry = z.infer<typeof importEntry>

export const importReport = z.strictObject({
  id: importId,
  libraryId,
  state: z.enum(['running', 'finished', 'failed']),
  fileNames: z.array(z.string()),
  addedCount: z.int(),
  mergedCount: z.int(),
  /** PDFs that belong to papers which the same import's bibliographies name them for. */
  attachedCount: z.int(),
  alreadyThereCount: z.int(),
  refusedCount: z.int(),
  /** Entries seen so far and, once known, in all. */
  doneCount: z.int(),
  totalCount: z.int().nullable(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  /** The background job that reads a bibliography; null when the import was done at once. */
  jobId: jobId.nullable(),
  /** Whether it has been taken back, or is being. */
  undo: z.enum(['none', 'undoing', 'undone', 'redoing']),
  /** The background job that takes back or brings back a large import. */
  undoJobId: jobId.nullable(),
  /** Entries whose paper stays as it is although the import was taken back. */
  keptCount: z.int(),
  /** The first 200 entries, refused ones first. */
  entries: z.array(importEntry),
})
export type ImportReport = z.infer<typeof importReport>

export const importFiles = endpoint({
  name: 'imports.importFiles',
  method: 'POST',
  path: '/api/imports',
  access: 'papers:write',
  summary:
    'Takes PDFs and bibliographies of any format in docs/formats.md (multipart field `files`, any number, with or without their paths in a folder) into a library.',
  query: z.strictObject({ libraryId: libraryId.optional() }),
  accepts: 'multipart',
  reply: importReport,
  status: 202,
})

export const getImport = endpoint({
  name: 'imports.get',
  method: 'GET',
  path: '/api/imports/:importId',
  access: 'papers:read',
  summary: 'What became of every entry of an import.',
  params: z.strictObject({ importId }),
  reply: importReport,
})

export const listImports = endpoint({
  name: 'imports.list',
  method: 'GET',
  path: '/api/imports',
  access: 'papers:read',
  summary: 'The last fifty imports of the asking person, newest first, without their entries.',
  reply: z.strictObject({ items: z.array(importReport.omit({ entries: true })) }),
})

/** What an import is called that was pasted and came from no file; the screens say it in the reader's language. */
export const pastedName = 'pasted text'

export const importText = endpoint({
  name: 'imports.importText',
  method: 'POST',
  path: '/api/imports/text',
  access: 'papers:write',
  summary: 'Takes pasted text in any bibliography format into a library, as a file of it would be.',
  body: z.strictObject({ text: z.string().min(1).max(1_000_000), libraryId: libraryId.optional() }),
  reply: importReport,
  status: 202,
})

const importParams = z.strictObject({ importId })

export const listImportEntries = endpoint({
  name: 'imports.listEntries',
  method: 'GET',
  path: '/api/imports/:importId/entries',
  access: 'papers:read',
  summary:
    'The entries of an import in the order of its files, all or those of one outcome, in keyset pages.',
  params: importParams,
  query: z.strictObject({ ...pageQuery.shape, outcome: entryOutcome.optional() }),
  reply: pageOf(importEntry),
})

export const downloadImportEntries = endpoint({
  name: 'imports.downloadEntries',
  method: 'GET',
  path: '/api/imports/:importId/entries.csv',
  access: 'papers:read',
  summary: 'What became of every entry as a table for a spreadsheet (CSV, RFC 4180, UTF-8).',
  params: importParams,
})

export const undoPreview = z.strictObject({
  /** Papers that would go to the trash. */
  paperCount: z.int(),
  /** Entries whose additions to other papers would be taken out again. */
  mergedCount: z.int(),
  /** Of the papers, those somebody has judged, had analysed or corrected since. */
  touchedCount: z.int(),
  /** The first of them. */
  touched: z.array(
    z.strictObject({
      paperId,
      title: z.string(),
      judged: z.boolean(),
      analysed: z.boolean(),
      corrected: z.boolean(),
    }),
  ),
})
export type UndoPreview = z.infer<typeof undoPreview>

export const previewUndo = endpoint({
  name: 'imports.previewUndo',
  method: 'GET',
  path: '/api/imports/:importId/undo',
  access: 'papers:write',
  summary: 'What taking an import back would do.',
  params: importParams,
  reply: undoPreview,
})

export const undoImport = endpoint({
  name: 'imports.undo',
  method: 'POST',
  path: '/api/imports/:importId/undo',
  access: 'papers:write',
  summary:
    'Takes an import back: what it added goes to the trash, what it filled in is taken out unless changed since. Large ones go on in the background.',
  params: importParams,
  reply: importReport,
  status: 202,
})

export const redoImport = endpoint({
  name: 'imports.redo',
  method: 'POST',
  path: '/api/imports/:importId/redo',
  access: 'papers:write',
  summary: 'Brings back an import that was taken back.',
  params: importParams,
  reply: importReport,
  status: 202,
})
