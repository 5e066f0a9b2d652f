import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { fileId, importId, jobId, libraryId, paperId } from '#contract/ids.ts'
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

export const importEntry = z.strictObject({
  /** The file it came from, as the person named it. */
  fileName: z.string(),
  /** Line of the entry in a bibliography file; null for a PDF. */
  line: z.int().nullable(),
  outcome: z.enum(['added', 'already_there', 'refused']),
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
  alreadyThereCount: z.int(),
  refusedCount: z.int(),
  /** Entries seen so far and, once known, in all. */
  doneCount: z.int(),
  totalCount: z.int().nullable(),
  startedAt: instant,
  finishedAt: instant.nullable(),
  /** The background job that reads a bibliography; null when the import was done at once. */
  jobId: jobId.nullable(),
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
    'Takes PDFs and bibliographies of any format in docs/formats.md (multipart field `files`, any number) into a library.',
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
