import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { sweepHistoryJob } from './server/jobs.ts'

const dayMs = 24 * 3_600_000

export const history = feature({
  name: 'history',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [handledBy(sweepHistoryJob, async () => (await import('./server/sweep.ts')).sweepHistory)],
  schedules: [keep({ name: 'history.sweep', everyMs: dayMs, job: sweepHistoryJob, payload: {} })],
})
