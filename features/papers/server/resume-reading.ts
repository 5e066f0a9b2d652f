import { announce } from '#platform/database/transactions.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { readFileJob } from './jobs.ts'
import { findUnreadFiles, giveUpFile, type UnreadFile } from './reading-queries.ts'

const batchSize = 500

// A file store that was away says nothing about the file.
const isGivenUp = (file: UnreadFile) => file.job_state === 'failed' && file.error_code !== 'unavailable'

/**
 * Asks again, on behalf of the library's owner, for every file that waits to be read and that no job is about. One whose
 * job ended without a word from its handler, because it kills its workers, is closed; one whose job somebody cancelled
 * is left alone.
 */
export async function resumeReading(_payload: unknown, context: JobContext): Promise<void> {
  const resumed = await context.asSystem('resume reading', async (tx) => {
    const files = await findUnreadFiles(tx, readFileJob.name, batchSize)
    for (const file of files.filter(isGivenUp)) {
      await giveUpFile(tx, file.id, file.error_code ?? 'unexpected')
      announce(tx, { libraryId: file.library_id }, [
        { topic: 'papers' },
        { topic: 'paper', id: file.paper_id },
      ])
    }
    const waiting = files.filter((file) => !isGivenUp(file))
    for (const { id, library_id: libraryId, paper_id: paperId, owner_id: onBehalfOf } of waiting) {
      const subject = { kind: 'paper', id: paperId }
      await enqueue(tx, readFileJob, { fileId: id, libraryId }, { key: id, subject, onBehalfOf })
    }
    return waiting.length
  })
  context.note({ resumed })
}
