import { fileRead, fileRemoved, paperAdded, paperCorrected } from '#features/papers/contract.ts'
import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { buildMeaningJob, noticeMeaningJob } from './server/jobs.ts'

const hourMs = 3_600_000
/** An import becomes a look now and then, not one for each paper. */
const gatherMs = 1_000

export const meaning = feature({
  name: 'meaning',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(buildMeaningJob, async () => (await import('./server/build.ts')).buildMeaning),
    handledBy(noticeMeaningJob, async () => (await import('./server/build.ts')).noticeMeaning),
  ],
  reactions: [paperAdded, paperCorrected, fileRead, fileRemoved].map((event) => ({
    event,
    job: noticeMeaningJob,
    gatherMs,
  })),
  // What a limit held back, a provider that was down, and what came while a build was about to end.
  schedules: [keep({ name: 'meaning.notice', everyMs: hourMs, job: noticeMeaningJob, payload: {} })],
  commands: [
    {
      name: 'embeddings status',
      usage: 'seogo embeddings status',
      summary: 'Who makes vectors for the search by meaning, how far that is, and what it cost.',
      load: async () => (await import('./server/commands.ts')).statusCommand,
    },
    {
      name: 'embeddings use',
      usage: 'seogo embeddings use <provider> <model> [--texts]',
      summary: 'Chooses the provider, by its label, and the model that make the vectors.',
      options: {
        texts: { type: 'boolean', describe: 'The text of PDFs too, not only titles and abstracts.' },
      },
      load: async () => (await import('./server/commands.ts')).useCommand,
    },
    {
      name: 'embeddings build',
      usage: 'seogo embeddings build [--anew]',
      summary: 'Has the vectors made that are missing, and waits for them.',
      options: { anew: { type: 'boolean', describe: 'All of them, from the beginning.' } },
      load: async () => (await import('./server/commands.ts')).buildCommand,
    },
    {
      name: 'embeddings stop',
      usage: 'seogo embeddings stop',
      summary: 'Has no more vectors made; those that are there stay of use.',
      load: async () => (await import('./server/commands.ts')).stopCommand,
    },
    {
      name: 'embeddings off',
      usage: 'seogo embeddings off',
      summary: 'Switches the search by meaning off and forgets its vectors.',
      load: async () => (await import('./server/commands.ts')).offCommand,
    },
  ],
})
