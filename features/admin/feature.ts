import { feature } from '#platform/feature.ts'

export const admin = feature({
  name: 'admin',
  routes: async () => (await import('./server/routes.ts')).routes,
  commands: [
    {
      name: 'status',
      usage: 'seogo status',
      summary: 'Says what needs somebody now, the worst first, and how the house is used.',
      load: async () => (await import('./server/commands.ts')).statusCommand,
    },
    {
      name: 'performance',
      usage: 'seogo performance [--window <5m|1h|6h|24h|7d|30d|90d>] [--by <total|p95|count|failures>]',
      summary: 'Says what is slow: routes, statements and jobs, each process, and which alerts are raised.',
      options: {
        window: { type: 'string', default: '1h', describe: 'How far back is looked.' },
        by: { type: 'string', default: 'total', describe: 'By what the most noticeable are chosen.' },
      },
      load: async () => (await import('./server/performance-command.ts')).performanceCommand,
    },
  ],
})
