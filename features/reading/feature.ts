import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { tellFollowersJob } from './server/jobs.ts'

export const reading = feature({
  name: 'reading',
  undoers: [
    { kind: 'rating', load: async () => (await import('./server/judge-papers.ts')).takeBackRatings },
    { kind: 'status', load: async () => (await import('./server/judge-papers.ts')).takeBackStatuses },
    { kind: 'tag', load: async () => (await import('./server/pair-papers.ts')).takeBackTags },
    { kind: 'collection', load: async () => (await import('./server/pair-papers.ts')).takeBackCollections },
  ],
  commands: [
    {
      name: 'searches',
      usage: 'seogo searches',
      summary: 'The searches that are kept by a name, with how many papers each finds now.',
      load: async () => (await import('./server/search-commands.ts')).listSearches,
    },
    {
      name: 'searches follow',
      usage: 'seogo searches follow <name or id>',
      summary: 'Tells you from now on when something new matches a kept search.',
      load: async () => (await import('./server/search-commands.ts')).followSearch,
    },
    {
      name: 'searches unfollow',
      usage: 'seogo searches unfollow <name or id>',
      summary: 'Tells you no longer what matches a kept search.',
      load: async () => (await import('./server/search-commands.ts')).unfollowSearch,
    },
    {
      name: 'tags follow',
      usage: 'seogo tags follow <name or id>',
      summary: 'Tells you from now on when papers get a tag or one within it.',
      load: async () => (await import('./server/tag-commands.ts')).followByName,
    },
    {
      name: 'tags unfollow',
      usage: 'seogo tags unfollow <name or id>',
      summary: 'Tells you no longer when papers get a tag.',
      load: async () => (await import('./server/tag-commands.ts')).unfollowByName,
    },
  ],
  jobs: [handledBy(tellFollowersJob, async () => (await import('./server/tell-followers.ts')).tellFollowers)],
  // Often enough to be news, seldom enough that an import is told as one thing.
  schedules: [keep({ name: 'reading.tellFollowers', everyMs: 60_000, job: tellFollowersJob, payload: {} })],
  routes: async () => (await import('./server/routes.ts')).routes,
})
