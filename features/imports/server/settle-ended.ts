import { importId } from '#contract/ids.ts'
import { requireJob } from '#features/jobs/server/jobs.ts'
import type { JobHandler } from '#platform/queue/job.ts'
import { endImport } from './close-import.ts'
import { readBibliographiesJob, type settleEndedJob } from './jobs.ts'
import { findImportOfJob, lockImport } from './queries.ts'

/** Tells the person that their import has ended before its end; what was added stays. */
export const settleEnded: JobHandler<typeof settleEndedJob.payload> = async (ended, ctx) => {
  if (ended.kind !== readBibliographiesJob.name) return
  // Asked again since: the news is old, and the import runs.
  const job = await ctx.asUser((tx) => requireJob(tx, ended.jobId))
  if (job.state !== ended.state) return
  await ctx.asSystem('settle the import of an ended job', async (tx) => {
    const found = await findImportOfJob(tx, ended.jobId)
    const row = found && (await lockImport(tx, importId.parse(found.id)))
    if (row?.state === 'running') await endImport(tx, row, 'failed')
  })
}
