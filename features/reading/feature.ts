import { feature } from '#platform/feature.ts'

export const reading = feature({
  name: 'reading',
  undoers: [
    { kind: 'rating', load: async () => (await import('./server/judge-papers.ts')).takeBackRatings },
    { kind: 'status', load: async () => (await import('./server/judge-papers.ts')).takeBackStatuses },
    { kind: 'tag', load: async () => (await import('./server/pair-papers.ts')).takeBackTags },
    { kind: 'collection', load: async () => (await import('./server/pair-papers.ts')).takeBackCollections },
  ],
  routes: async () => (await import('./server/routes.ts')).routes,
})
