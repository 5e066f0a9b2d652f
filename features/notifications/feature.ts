import { secondFactorReset } from '#features/accounts/contract.ts'
import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { deliverHeldJob, deliverJob, maintainPartitionsJob, sendDueJob, tellResetJob } from './server/jobs.ts'

const dayMs = 86_400_000

export const notifications = feature({
  name: 'notifications',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(maintainPartitionsJob, async () => (await import('./server/maintain-partitions.ts')).maintain),
    handledBy(deliverJob, async () => (await import('./server/deliver.ts')).deliver),
    handledBy(deliverHeldJob, async () => (await import('./server/deliver.ts')).deliverHeld),
    handledBy(sendDueJob, async () => (await import('./server/deliver.ts')).sendDue),
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
    keep({ name: 'notifications.sendDue', everyMs: 60_000, job: sendDueJob, payload: {} }),
  ],
})
