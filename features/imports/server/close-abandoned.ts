import { importId } from '#contract/ids.ts'
import type { JobHandler } from '#platform/queue/job.ts'
import { closeImport } from './close-import.ts'
import type { closeAbandonedJob } from './jobs.ts'
import { listAbandoned } from './queries.ts'

/** No upload of one file takes longer between two of them. */
const silentForMs = 3 * 3_600_000

/** Closes imports whose API process died while files were coming in: what came is read, as if the rest had been refused. */
export const closeAbandoned: JobHandler<typeof closeAbandonedJob.payload> = async (_nothing, ctx) => {
  const before = new Date(ctx.house.clock.now().getTime() - silentForMs)
  const open = await ctx.asSystem('find abandoned imports', (tx) => listAbandoned(tx, before))
  for (const { id } of open)
    await ctx.asSystem('close an abandoned import', (tx) => closeImport(tx, importId.parse(id)))
}
