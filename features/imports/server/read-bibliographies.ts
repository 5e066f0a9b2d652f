import { buffer } from 'node:stream/consumers'
import type { ImportId, LibraryId, UserId } from '#contract/ids.ts'
import type { ProblemCode } from '#contract/problems.ts'
import { announce } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { JobContext, JobHandler } from '#platform/queue/job.ts'
import { addEntries, type Batch, type Import } from './add-entries.ts'
import { closeImport } from './close-import.ts'
import { readBibliography } from './formats/read-bibliography.ts'
import { UnreadableBibliography, type UnreadableReason } from './formats/reading.ts'
import type { readBibliographiesJob } from './jobs.ts'
import { type PlannedEntry, planEntries } from './plan-entries.ts'
import {
  countEntries,
  countEntriesOfFile,
  countUnsettled,
  findImport,
  listUnsettledFiles,
  settleFile,
  updateImport,
} from './queries.ts'
import { settlePdfs } from './settle-pdfs.ts'

// Small enough that a paper seen in the list is at most some seconds old, large enough that a commit is no matter.
const batchSize = 100

const refusals: Readonly<Record<UnreadableReason, ProblemCode>> = {
  binary: 'import_format_unknown',
  unknown_format: 'import_format_unknown',
  too_large: 'body_too_large',
  too_complex: 'import_too_complex',
}

/**
 * Reads the bibliographies of an import and adds their papers in batches, then settles the PDFs beside them. What an execution before this one recorded is
 * not touched again: entries are recorded in their order, in the transaction that adds them.
 */
export const readBibliographies: JobHandler<typeof readBibliographiesJob.payload> = async (
  { importId },
  ctx,
) => {
  const whole = await openImport(importId, ctx)
  if (whole === undefined) return
  const files = await ctx.asUser((tx) => listUnsettledFiles(tx, importId))
  for (const [index, file] of files.entries()) {
    ctx.progress('reading', 0)
    const entries = await planFile(ctx.house, file, ctx.signal)
    const addFile = { ...file, isLast: index === files.length - 1, entries }
    await addFileEntries(ctx, whole, addFile)
  }
  await settlePdfs(whole, { asUser: (work) => ctx.asUser(work), signal: ctx.signal })
  await ctx.asUser((tx) => closeImport(tx, importId))
}

/** The import, running again if a person retried its job. @returns undefined when it is gone or finished. */
async function openImport(importId: ImportId, ctx: JobContext): Promise<Import | undefined> {
  return await ctx.asUser(async (tx) => {
    const row = await findImport(tx, importId)
    if (!row || row.state === 'finished') return undefined
    if (row.state === 'failed') await updateImport(tx, importId, { state: 'running' })
    return { id: importId, libraryId: row.library_id as LibraryId, userId: row.user_id as UserId }
  })
}

type UnsettledFile = Awaited<ReturnType<typeof listUnsettledFiles>>[number]

async function planFile(house: House, file: UnsettledFile, signal: AbortSignal): Promise<PlannedEntry[]> {
  if (file.sha256 === null) throw new Error(`bibliography ${file.name} was never stored`)
  const { stream } = await house.files.open(file.sha256)
  const bytes = await buffer(stream())
  try {
    return planEntries(await readBibliography(bytes, file.name, { signal }))
  } catch (error) {
    if (!(error instanceof UnreadableBibliography)) throw error
    return [{ line: null, reason: refusals[error.reason], title: null }]
  }
}

type FileToAdd = UnsettledFile & { readonly isLast: boolean; readonly entries: readonly PlannedEntry[] }

async function addFileEntries(ctx: JobContext, whole: Import, file: FileToAdd): Promise<void> {
  const { entries, file_index: fileIndex, name: fileName } = file
  const done = await ctx.asUser(async (tx) => {
    const recorded = await countEntriesOfFile(tx, whole.id, fileIndex)
    const ofOthers = (await countEntries(tx, whole.id)) - recorded
    const pdfs = await countUnsettled(tx, whole.id, 'pdf')
    // Before the last file is read nobody knows how many entries there are in all.
    if (file.isLast) await updateImport(tx, whole.id, { total_count: ofOthers + pdfs + entries.length })
    return recorded
  })
  for (let from = done; from < entries.length; from += batchSize) {
    ctx.signal.throwIfAborted()
    await addBatch(ctx, whole, { fileIndex, fileName, from, batch: entries.slice(from, from + batchSize) })
    ctx.progress('adding', Math.min(99, Math.round((100 * (from + batchSize)) / entries.length)))
  }
  await ctx.asUser((tx) => settleFile(tx, whole.id, fileIndex))
}

/** Adds a batch at once; when the database refuses a value in it, one by one, so that it costs one entry. */
async function addBatch(ctx: JobContext, whole: Import, given: Batch): Promise<void> {
  try {
    await ctx.asUser(async (tx) => {
      await addEntries(tx, whole, given)
      announce(tx, { userIds: [whole.userId] }, [{ topic: 'imports' }])
    })
  } catch (error) {
    if (!isDataRefused(error)) throw error
    ctx.note({ refusedBatch: error })
    const [only, ...others] = given.batch
    if (only === undefined) throw error
    if (others.length === 0) {
      const { line, title } = only
      await addBatch(ctx, whole, { ...given, batch: [{ line, title, reason: 'entry_unreadable' }] })
      return
    }
    for (const [index, entry] of given.batch.entries()) {
      await addBatch(ctx, whole, { ...given, from: given.from + index, batch: [entry] })
    }
  }
}

/** PostgreSQL's classes 22 (a value is none of its type) and 54 (it is too large): the same each time. */
function isDataRefused(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(22|54)/.test(error.code)
  )
}
