import { feature } from '#platform/feature.ts'

export const health = feature({
  name: 'health',
  routes: async () => (await import('./server/routes.ts')).routes,
  healthChecks: [
    {
      part: 'database',
      check: async (house) => (await import('./server/check-database.ts')).checkDatabase(house),
    },
    { part: 'live', check: async (house) => (await import('./server/check-live.ts')).checkLive(house) },
    { part: 'files', check: async (house) => (await import('./server/check-files.ts')).checkFiles(house) },
    {
      part: 'processes',
      check: async (house) => (await import('./server/check-processes.ts')).checkProcesses(house),
    },
    { part: 'screens', check: async () => (await import('./server/check-screens.ts')).checkScreens() },
  ],
})
