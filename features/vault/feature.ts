import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { sweepJob } from './server/jobs.ts'

const hourMs = 3_600_000

export const vault = feature({
  name: 'vault',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [handledBy(sweepJob, async () => (await import('./server/seal-anew.ts')).sweep)],
  schedules: [keep({ name: 'vault.sweep', everyMs: hourMs, job: sweepJob, payload: {} })],
  commands: [
    {
      name: 'vault rotate',
      usage: 'seogo vault rotate',
      summary: 'Changes the master key of the vault while Seogo runs; goes on where it broke off.',
      load: async () => (await import('./server/commands.ts')).rotateCommand,
    },
    {
      name: 'vault status',
      usage: 'seogo vault status',
      summary: 'Lists the master keys that are known, and how many data keys each wraps.',
      load: async () => (await import('./server/commands.ts')).statusCommand,
    },
    {
      name: 'vault forget',
      usage: 'seogo vault forget',
      summary: 'Takes earlier master keys out of vault.key that wrap nothing any more.',
      load: async () => (await import('./server/commands.ts')).forgetCommand,
    },
  ],
})
