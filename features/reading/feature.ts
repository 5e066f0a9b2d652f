import { feature } from '#platform/feature.ts'

export const reading = feature({
  name: 'reading',
  routes: async () => (await import('./server/routes.ts')).routes,
})
