import { fileRead, paperAdded, paperCorrected } from '#features/papers/contract.ts'
import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { lookJob, readFirstPagesJob, sweepJob } from './server/jobs.ts'

const dayMs = 86_400_000
/** A bulk import becomes two looks a second, not one for each paper. */
const gatherMs = 500

export const duplicates = feature({
  name: 'duplicates',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(lookJob, async () => (await import('./server/look.ts')).look),
    handledBy(readFirstPagesJob, async () => (await import('./server/read-first-pages.ts')).lookAtFirstPages),
    handledBy(sweepJob, async () => (await import('./server/sweep.ts')).sweep),
  ],
  reactions: [
    { event: paperAdded, job: lookJob, gatherMs },
    { event: paperCorrected, job: lookJob, gatherMs },
    { event: fileRead, job: readFirstPagesJob },
  ],
  schedules: [keep({ name: 'duplicates.sweep', everyMs: dayMs, job: sweepJob, payload: {} })],
})
