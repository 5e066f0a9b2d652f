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
  ],
})
