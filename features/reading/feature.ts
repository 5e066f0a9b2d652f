import { feature } from '#platform/feature.ts'

export const reading = feature({
  name: 'reading',
  undoers: [
    { kind: 'rating', load: async () => (await import('./server/judge-papers.ts')).takeBackRatings },
    { kind: 'status', load: async () => (await import('./server/judge-papers.ts')).takeBackStatuses },
  ],
  routes: async () => (await import('./server/routes.ts')).routes,
})
