import { fileElsewhere, fileRead, paperAdded, paperCorrected } from '#features/papers/contract.ts'
import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { lookAtSharedJob, lookJob, readFirstPagesJob, sweepJob } from './server/jobs.ts'

const dayMs = 86_400_000
/** A bulk import becomes two looks a second, not one for each paper. */
const gatherMs = 500

export const duplicates = feature({
  name: 'duplicates',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(lookJob, async () => (await import('./server/look.ts')).look),
    handledBy(readFirstPagesJob, async () => (await import('./server/read-first-pages.ts')).lookAtFirstPages),
    handledBy(lookAtSharedJob, async () => (await import('./server/look-at-shared.ts')).lookAtShared),
    handledBy(sweepJob, async () => (await import('./server/sweep.ts')).sweep),
  ],
  reactions: [
    { event: paperAdded, job: lookJob, gatherMs },
    { event: paperCorrected, job: lookJob, gatherMs },
    { event: fileRead, job: readFirstPagesJob },
    { event: fileElsewhere, job: lookAtSharedJob },
  ],
  commands: [
    {
      name: 'duplicates list',
      usage: 'seogo duplicates list [--limit <count>]',
      summary: 'Pairs of papers that may be one, the surest first.',
      options: { limit: { type: 'string', default: '50', describe: 'At most so many, 1 to 200.' } },
      load: async () => (await import('./server/commands.ts')).listCommand,
    },
    {
      name: 'duplicates merge',
      usage: 'seogo duplicates merge <paper that stays> <other paper>',
      summary: 'Takes the other paper into the first; what the first lacks is filled in.',
      load: async () => (await import('./server/commands.ts')).mergeCommand,
    },
    {
      name: 'duplicates dismiss',
      usage: 'seogo duplicates dismiss <pair>',
      summary: 'Says that two papers are two; they are not suggested again.',
      load: async () => (await import('./server/commands.ts')).dismissCommand,
    },
    {
      name: 'duplicates undo',
      usage: 'seogo duplicates undo <merge>',
      summary: 'Takes two merged papers apart again.',
      load: async () => (await import('./server/commands.ts')).undoCommand,
    },
  ],
  schedules: [keep({ name: 'duplicates.sweep', everyMs: dayMs, job: sweepJob, payload: {} })],
})
