import { feature } from '#platform/feature.ts'

export const papers = feature({
  name: 'papers',
  routes: async () => (await import('./server/routes.ts')).routes,
})
