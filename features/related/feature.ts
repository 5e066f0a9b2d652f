import { feature } from '#platform/feature.ts'

export const related = feature({
  name: 'related',
  routes: async () => (await import('./server/routes.ts')).routes,
})
