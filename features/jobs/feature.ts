import type { CommandOption } from '#platform/feature.ts'
import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { sweepJob } from './server/house-jobs.ts'

const filters: Record<string, CommandOption> = {
  state: { type: 'string', describe: 'Only jobs in this state, or "unfinished".' },
  kind: { type: 'string', describe: 'Only jobs of this kind, e.g. analysis.ask.' },
  error: { type: 'string', describe: 'Only jobs whose last error is of this class, e.g. rate_limited.' },
  everybody: { type: 'boolean', describe: 'Not only your own.' },
}
const list = {
  summary: 'Lists your background jobs, newest first.',
  options: { ...filters, limit: { type: 'string', default: '20', describe: 'How many at most.' } },
  load: async () => (await import('./server/commands.ts')).listCommand,
} as const
const many = { ...filters, all: { type: 'boolean', describe: 'All of them.' } } as const

export const jobs = feature({
  name: 'jobs',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [handledBy(sweepJob, async () => (await import('./server/sweep.ts')).sweep)],
  schedules: [
    // At night, where the server stands in the world is not known.
    keep({ name: 'jobs.sweep', cron: '17 3 * * *', timeZone: 'UTC', job: sweepJob, payload: {} }),
  ],
  commands: [
    { name: 'jobs', usage: 'seogo jobs [--state <state>] [--kind <kind>] [--limit <n>]', ...list },
    { name: 'jobs list', usage: 'seogo jobs list [--state <state>] [--kind <kind>]', ...list },
    {
      name: 'jobs show',
      usage: 'seogo jobs show <id>',
      summary: 'Shows one job with all its attempts.',
      load: async () => (await import('./server/commands.ts')).showCommand,
    },
    {
      name: 'jobs failures',
      usage: 'seogo jobs failures',
      summary: 'Counts everybody’s failed jobs by kind and error class.',
      load: async () => (await import('./server/commands.ts')).failuresCommand,
    },
    {
      name: 'jobs cancel',
      usage: 'seogo jobs cancel <id> | --kind <kind> | --all',
      summary: 'Cancels jobs that have not ended, also while they run.',
      options: many,
      load: async () => (await import('./server/commands.ts')).cancelCommand,
    },
    {
      name: 'jobs retry',
      usage: 'seogo jobs retry <id> | --kind <kind> | --error <class> | --all',
      summary: 'Runs failed or cancelled jobs again.',
      options: many,
      load: async () => (await import('./server/commands.ts')).retryCommand,
    },
    {
      name: 'jobs pause',
      usage: 'seogo jobs pause [<queue> ...]',
      summary: 'Lets no further job of a queue begin, or of any.',
      load: async () => (await import('./server/house-commands.ts')).pauseCommand,
    },
    {
      name: 'jobs resume',
      usage: 'seogo jobs resume [<queue> ...]',
      summary: 'Lets paused queues go on.',
      load: async () => (await import('./server/house-commands.ts')).resumeCommand,
    },
    {
      name: 'jobs queues',
      usage: 'seogo jobs queues',
      summary: 'Says what waits and runs in each queue, and which providers are left alone.',
      load: async () => (await import('./server/house-commands.ts')).queuesCommand,
    },
    {
      name: 'jobs schedules',
      usage: 'seogo jobs schedules [run <name>]',
      summary: 'Lists what Seogo does by itself, or has one of it run now.',
      load: async () => (await import('./server/house-commands.ts')).schedulesCommand,
    },
  ],
  healthChecks: [
    {
      part: 'queue',
      check: async (house) => (await import('./server/check-queue.ts')).checkQueue(house),
    },
  ],
})
