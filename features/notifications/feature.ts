import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { maintainPartitionsJob } from './server/jobs.ts'

const dayMs = 86_400_000

export const notifications = feature({
  name: 'notifications',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(maintainPartitionsJob, async () => (await import('./server/maintain-partitions.ts')).maintain),
  ],
  // Notifications are the first table that is split by time; the job keeps the partitions of them all.
  schedules: [
    keep({
      name: 'notifications.maintainPartitions',
      everyMs: dayMs,
      job: maintainPartitionsJob,
      payload: {},
    }),
  ],
})
