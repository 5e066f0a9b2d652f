import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { sweepJob } from './server/jobs.ts'

export const connector = feature({
  name: 'connector',
  routes: async () => (await import('./server/routes.ts')).routes,
  protocols: async () => (await import('./server/protocol.ts')).protocols,
  jobs: [handledBy(sweepJob, async () => (await import('./server/sweep.ts')).sweep)],
  schedules: [keep({ name: 'connector.sweep', everyMs: 3_600_000, job: sweepJob, payload: {} })],
})
