import { secondFactorReset } from '#features/accounts/contract.ts'
import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { maintainPartitionsJob, tellResetJob } from './server/jobs.ts'

const dayMs = 86_400_000

export const notifications = feature({
  name: 'notifications',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(maintainPartitionsJob, async () => (await import('./server/maintain-partitions.ts')).maintain),
    handledBy(tellResetJob, async () => (await import('./server/tell-reset.ts')).tellReset),
  ],
  reactions: [{ event: secondFactorReset, job: tellResetJob }],
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
