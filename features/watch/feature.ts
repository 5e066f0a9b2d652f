import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { sweepJob } from './server/jobs.ts'

const hourMs = 3_600_000

export const watch = feature({
  name: 'watch',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [handledBy(sweepJob, async () => (await import('./server/sweep.ts')).sweep)],
  schedules: [keep({ name: 'watch.sweep', everyMs: hourMs, job: sweepJob, payload: {} })],
  commands: [
    {
      name: 'security events',
      usage: 'seogo security events [--active]',
      summary: 'Lists what looked like an attack, why, and what was done about it.',
      options: { active: { type: 'boolean', describe: 'Only what is in force.' } },
      load: async () => (await import('./server/commands.ts')).eventsCommand,
    },
    {
      name: 'security summary',
      usage: 'seogo security summary [--days <n>]',
      summary:
        'What looked like an attack by network and by account: how often, the gravest answer, the most points.',
      options: { days: { type: 'string', describe: 'Of how many days, 180 at most; 30 unless said.' } },
      load: async () => (await import('./server/commands.ts')).summaryCommand,
    },
    {
      name: 'security release',
      usage: 'seogo security release <event-id>',
      summary: 'Lifts what was done: a network waits no more, an account is open again.',
      load: async () => (await import('./server/commands.ts')).releaseCommand,
    },
  ],
})
