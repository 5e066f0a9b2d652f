import { feature } from '#platform/feature.ts'

export const caching = feature({
  name: 'caching',
  routes: async () => (await import('./server/routes.ts')).routes,
  healthChecks: [
    { part: 'cache', check: async (house) => (await import('./server/check-cache.ts')).checkCache(house) },
  ],
  commands: [
    {
      name: 'cache stats',
      usage: 'seogo cache stats',
      summary: 'Says what every process keeps, how often it was of use, and what could be better.',
      load: async () => (await import('./server/commands.ts')).cacheStatsCommand,
    },
    {
      name: 'cache clear',
      usage: 'seogo cache clear [<namespace>|<beginning>*] [--tag <tag>]',
      summary: 'Has every process forget what it keeps: all of it, some namespaces, or what carries a tag.',
      options: {
        tag: { type: 'string', describe: 'What was computed for this person or library, by their id.' },
      },
      load: async () => (await import('./server/commands.ts')).cacheClearCommand,
    },
    {
      name: 'cache warm',
      usage: 'seogo cache warm',
      summary: 'Has every API process make the first answers of those who came last.',
      load: async () => (await import('./server/commands.ts')).cacheWarmCommand,
    },
  ],
})
