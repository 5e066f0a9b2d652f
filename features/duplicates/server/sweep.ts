import type { UserId } from '#contract/ids.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { lookJob, readFirstPagesJob } from './jobs.ts'
import { listLagging, listUnsigned } from './look-queries.ts'

const filesPerSweep = 5_000

/** Asks for a look at every library with records, and every file with pages, that no event led to. */
export async function sweep(_payload: unknown, context: JobContext): Promise<void> {
  await context.asSystem('sweep for duplicates', async (tx) => {
    const libraries = await listLagging(tx)
    for (const { id, owner_id: owner } of libraries) {
      const options = { key: `sweep ${id}`, internal: true, onBehalfOf: owner as UserId }
      await enqueue(tx, lookJob, { libraryId: id }, options)
    }
    const files = await listUnsigned(tx, filesPerSweep)
    for (const { id: fileId, library_id: libraryId, paper_id: paperId } of files) {
      const payload = { fileId, libraryId, paperId, state: 'read' as const }
      await enqueue(tx, readFirstPagesJob, payload, { key: `sweep ${fileId}`, internal: true })
    }
    context.note({ libraries: libraries.length, files: files.length })
  })
}
