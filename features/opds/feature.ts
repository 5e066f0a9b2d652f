import { feature } from '#platform/feature.ts'

export const opds = feature({
  name: 'opds',
  protocols: async () => (await import('./server/opds-routes.ts')).opdsRoutes,
})
