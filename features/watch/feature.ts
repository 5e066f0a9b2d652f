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
      name: 'security release',
      usage: 'seogo security release <event-id>',
      summary: 'Lifts what was done: a network waits no more, an account is open again.',
      load: async () => (await import('./server/commands.ts')).releaseCommand,
    },
  ],
})
