import { setImmediate } from 'node:timers/promises'
import type { FileId, LibraryId, PaperId } from '#contract/ids.ts'
import { boxesOf, findFileText, pagesOf } from '#features/papers/server/papers.ts'
import { announce } from '#platform/database/transactions.ts'
import type { JobContext, JobHandler } from '#platform/queue/job.ts'
import { type FoundPassage, findPassage, groundOf } from './anchor/anchor.ts'
import { keptOr, rectsOf } from './anchor/place-quote.ts'
import type { realignJob, rehomeJob } from './jobs.ts'
import { hasLoose, type StandingRow, selectToRealign, updateAnchor } from './realign-queries.ts'
import { rectsIn, toColumns } from './to-highlight.ts'

type Target = { readonly fileId: FileId; readonly paperId: PaperId; readonly libraryId: LibraryId }
type Pages = NonNullable<Awaited<ReturnType<typeof findFileText>>>['pages']

const reason = 'highlights are put back on their words'

/** After a reading, whatever read: the same file once more, OCR, or the first reading of a file that replaces another. */
export const realign: JobHandler<typeof realignJob.payload> = async (read, context) => {
  if (read.state !== 'read') return context.note({ skipped: true })
  await realignIn({ fileId: read.fileId, paperId: read.paperId, libraryId: read.libraryId }, context)
}

/** After a file was taken away: its highlights go to another file of the paper, if their words stand in it. */
export const rehome: JobHandler<typeof rehomeJob.payload> = async ({ paperId, libraryId }, context) => {
  const isNeeded = await context.asSystem(reason, (tx) => hasLoose(tx, libraryId, paperId))
  const other = isNeeded && (await context.asUser((tx) => pagesOf(tx, paperId)))
  if (!other) return context.note({ skipped: true })
  await realignIn({ fileId: other.fileId, paperId, libraryId }, context)
}

async function realignIn(target: Target, context: JobContext): Promise<void> {
  const rows = await context.asSystem(reason, (tx) => selectToRealign(tx, target))
  if (rows.length === 0) return context.note({ highlights: 0 })
  const file = await context.asUser((tx) => findFileText(tx, target.fileId))
  if (file === undefined) return context.note({ skipped: true })
  const hasText = file.pages.some(({ text }) => text.trim() !== '')
  const found = hasText ? await findAll(rows, file.pages, context) : new Map<string, FoundPassage>()
  const numbers = [...new Set([...found.values()].flatMap(({ spans }) => spans.map(({ page }) => page)))]
  const boxes = await context.asUser((tx) => boxesOf(tx, target.fileId, numbers))
  let orphaned = 0
  await context.asSystem(reason, async (tx) => {
    for (const row of rows) {
      const passage = found.get(row.id)
      const next = passage
        ? placed(row, target.fileId, passage, rectsOf(passage.spans, boxes))
        : unplaced(row, hasText)
      if (next.anchor === 'orphaned') orphaned++
      await updateAnchor(tx, row.id, next)
    }
    announce(tx, { libraryId: target.libraryId }, [{ topic: 'highlights', id: target.paperId }])
  })
  context.note({ highlights: rows.length, placed: found.size, orphaned })
}

async function findAll(
  rows: readonly StandingRow[],
  pages: Pages,
  { signal }: JobContext,
): Promise<Map<string, FoundPassage>> {
  const ground = groundOf(pages)
  const found = new Map<string, FoundPassage>()
  for (const row of rows) {
    const quote = { exact: row.quote, prefix: row.prefix, suffix: row.suffix }
    const passage = findPassage(ground, quote, { page: row.page, offset: row.position })
    if (passage) found.set(row.id, passage)
    // A long almost-quote takes some milliseconds in a book; the lease is to be held meanwhile.
    await setImmediate()
    signal.throwIfAborted()
  }
  return found
}

function placed(
  row: StandingRow,
  fileId: FileId,
  passage: FoundPassage,
  computed: ReturnType<typeof rectsOf>,
) {
  const [span] = passage.spans
  const rects = row.file_id === fileId ? keptOr(rectsIn(row.rects), computed) : computed
  const page = span?.page ?? row.page
  // What a person marked stays in their words; only what stands around them is as it is now.
  const quote = { ...passage.quote, exact: row.quote }
  const position = span?.start ?? null
  const anchor = { state: 'placed' as const, quote, page, position, spans: passage.spans, rects }
  return { ...toColumns(anchor), file_id: fileId }
}

/** Where it was last is kept. Without any text nothing can be said against it; what was only drawn stays so. */
function unplaced(row: StandingRow, hasText: boolean) {
  const staysDrawn = row.file_id !== null && (row.anchor === 'drawn' || !hasText)
  const { quote: exact, prefix, suffix, page } = row
  return {
    ...toColumns({
      state: staysDrawn ? 'drawn' : 'orphaned',
      quote: { exact, prefix, suffix },
      page,
      position: row.position,
      spans: [],
      rects: rectsIn(row.rects),
    }),
    file_id: row.file_id,
  }
}
