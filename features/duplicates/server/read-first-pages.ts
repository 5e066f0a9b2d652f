import type { z } from 'zod'
import type { FileId, LibraryId } from '#contract/ids.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { bandsOf, pagesRead, signatureOf } from './compare/first-page.ts'
import type { readFirstPagesJob } from './jobs.ts'
import { pairOf, suggestFor, tellOf } from './look.ts'
import { lockWatch, readFirstPages, replaceSignature } from './look-queries.ts'

/** Keeps what the first pages of a file are found by. @returns whether the file is there and read */
export async function signFile(
  tx: SystemTx,
  file: { readonly libraryId: LibraryId; readonly fileId: FileId },
): Promise<boolean> {
  const text = await readFirstPages(tx, file.libraryId, file.fileId, pagesRead)
  if (text === undefined) return false
  const signature = signatureOf(text)
  await replaceSignature(tx, file, signature, signature ? bandsOf(signature) : [])
  return true
}

/** Looks at the first pages of a file that was read, and at the DOI in it that is another paper's. */
export async function lookAtFirstPages(
  payload: z.output<typeof readFirstPagesJob.payload>,
  context: JobContext,
): Promise<void> {
  const { libraryId, paperId, doiOfPaperId } = payload
  await context.asSystem('look at first pages', async (tx) => {
    // One look at a library at a time, this one too.
    const isThere = (await lockWatch(tx, libraryId)) !== undefined
    if (!isThere || !(await signFile(tx, payload))) return context.note({ skipped: true })
    const told =
      doiOfPaperId === undefined
        ? new Map()
        : new Map([[pairOf(paperId, doiOfPaperId).join(' '), [{ kind: 'doi_in_file', strength: 0.95 }]]])
    const suggested = await suggestFor(tx, libraryId, [paperId], told)
    await tellOf(tx, { userId: context.userId, libraryId }, suggested)
    context.note({ suggested })
  })
}
