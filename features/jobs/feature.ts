import { feature } from '#platform/feature.ts'

export const jobs = feature({
  name: 'jobs',
  routes: async () => (await import('./server/routes.ts')).routes,
  commands: [
    {
      name: 'jobs',
      usage: 'seogo jobs [--state <state>] [--limit <n>]',
      summary: 'Lists your background jobs, newest first.',
      options: {
        state: { type: 'string', describe: 'Only jobs in this state, or "unfinished".' },
        limit: { type: 'string', default: '20', describe: 'How many at most.' },
      },
      load: async () => (await import('./server/commands.ts')).listCommand,
    },
    {
      name: 'jobs cancel',
      usage: 'seogo jobs cancel <id>',
      summary: 'Cancels a job that has not ended, also while it runs.',
      load: async () => (await import('./server/commands.ts')).cancelCommand,
    },
    {
      name: 'jobs retry',
      usage: 'seogo jobs retry <id>',
      summary: 'Runs a failed or cancelled job again.',
      load: async () => (await import('./server/commands.ts')).retryCommand,
    },
  ],
  healthChecks: [
    {
      part: 'queue',
      check: async (house) => (await import('./server/check-queue.ts')).checkQueue(house),
    },
  ],
})
