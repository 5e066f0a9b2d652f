import { feature } from '#platform/feature.ts'

export const transfers = feature({
  name: 'transfers',
  routes: async () => (await import('./server/routes.ts')).routes,
})
