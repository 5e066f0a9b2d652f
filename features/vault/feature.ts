import { feature } from '#platform/feature.ts'

export const vault = feature({
  name: 'vault',
  routes: async () => (await import('./server/routes.ts')).routes,
})
