import { feature } from '#platform/feature.ts'

export const guide = feature({
  name: 'guide',
  routes: async () => (await import('./server/routes.ts')).routes,
})
