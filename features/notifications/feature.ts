import { passwordReset, secondFactorReset } from '#features/accounts/contract.ts'
import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import {
  deliverHeldJob,
  deliverJob,
  maintainPartitionsJob,
  sendDueJob,
  tellAnnouncementJob,
  tellPasswordJob,
  tellResetJob,
} from './server/jobs.ts'

const dayMs = 86_400_000

export const notifications = feature({
  name: 'notifications',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(maintainPartitionsJob, async () => (await import('./server/maintain-partitions.ts')).maintain),
    handledBy(deliverJob, async () => (await import('./server/deliver.ts')).deliver),
    handledBy(deliverHeldJob, async () => (await import('./server/deliver.ts')).deliverHeld),
    handledBy(
      tellAnnouncementJob,
      async () => (await import('./server/announcements/announcements.ts')).tellAnnouncement,
    ),
    handledBy(sendDueJob, async () => (await import('./server/deliver.ts')).sendDue),
    handledBy(tellPasswordJob, async () => (await import('./server/tell-reset.ts')).tellPassword),
    handledBy(tellResetJob, async () => (await import('./server/tell-reset.ts')).tellReset),
  ],
  commands: [
    {
      name: 'notify announce',
      usage: 'seogo notify announce --title <text> --title-ko <text>',
      summary: 'Announces something to all or to a group, now or later, in both languages.',
      options: {
        title: { type: 'string', describe: 'title in English' },
        'title-ko': { type: 'string', describe: 'title in Korean' },
        body: { type: 'string', default: '', describe: 'text in English' },
        'body-ko': { type: 'string', default: '', describe: 'text in Korean' },
        to: {
          type: 'string',
          default: 'everybody',
          describe: 'everybody, admin, member, reader, or the id of a library',
        },
        at: { type: 'string', describe: 'when people are told, e.g. 2026-12-01T09:00:00Z; now unless told' },
        begins: { type: 'string', describe: 'when it begins: a banner counts down to it' },
        ends: { type: 'string', describe: 'until when the banner stands' },
      },
      load: async () => (await import('./server/commands.ts')).announceCommand,
    },
    {
      name: 'notify test',
      usage: 'seogo notify test --channel <app|email|push|webhook>',
      summary: 'Tells you something by one channel and waits for what becomes of it.',
      options: { channel: { type: 'string', default: 'app', describe: 'app, email, push or webhook' } },
      load: async () => (await import('./server/commands.ts')).testCommand,
    },
  ],
  reactions: [
    { event: secondFactorReset, job: tellResetJob },
    { event: passwordReset, job: tellPasswordJob },
  ],
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
