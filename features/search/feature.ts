import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { learnVocabularyJob, mergeIndexesJob } from './server/jobs.ts'

export const search = feature({
  name: 'search',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(learnVocabularyJob, async () => (await import('./server/learn-vocabulary.ts')).learnVocabulary),
    handledBy(mergeIndexesJob, async () => (await import('./server/merge-indexes.ts')).mergeIndexes),
  ],
  schedules: [
    keep({ name: 'search.learnVocabulary', everyMs: 30_000, job: learnVocabularyJob, payload: {} }),
    keep({ name: 'search.mergeIndexes', everyMs: 30_000, job: mergeIndexesJob, payload: {} }),
  ],
  commands: [
    {
      name: 'search',
      usage: 'seogo search <question> [--limit <n>] [--semantic]',
      summary: 'Finds papers by words and by field:value, e.g. "author:kim year:2019.. attention -survey".',
      options: {
        limit: { type: 'string', default: '20', describe: 'How many at most, up to 200.' },
        semantic: {
          type: 'boolean',
          describe: 'By what the question means as well; see "seogo embeddings status".',
        },
      },
      load: async () => (await import('./server/search-command.ts')).searchCommand,
    },
  ],
})
