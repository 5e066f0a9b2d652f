import { fileRead, fileRemoved } from '#features/papers/contract.ts'
import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { realignJob, rehomeJob, sweepJob } from './server/jobs.ts'

const dayMs = 86_400_000

export const highlights = feature({
  name: 'highlights',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(realignJob, async () => (await import('./server/realign.ts')).realign),
    handledBy(rehomeJob, async () => (await import('./server/realign.ts')).rehome),
    handledBy(sweepJob, async () => (await import('./server/sweep.ts')).sweep),
  ],
  reactions: [
    { event: fileRead, job: realignJob },
    { event: fileRemoved, job: rehomeJob },
  ],
  schedules: [keep({ name: 'highlights.sweep', everyMs: dayMs, job: sweepJob, payload: {} })],
  commands: [
    {
      name: 'highlights export',
      usage:
        'seogo highlights export [--format <format>] [--paper <paper-id>] [--collection <collection-id>] [--output <file>]',
      summary: 'Writes highlights as Markdown with citation keys and pages, or as W3C Web Annotations.',
      options: {
        format: { type: 'string', describe: 'md (the default) or jsonld.' },
        paper: { type: 'string', describe: 'Of this paper only.' },
        collection: { type: 'string', describe: 'Of the papers in this collection and those within it.' },
        library: { type: 'string', describe: 'Of this library instead of all that you see.' },
        colour: { type: 'string', describe: 'Of this colour: yellow, red, green, blue or purple.' },
        tag: { type: 'string', describe: 'With this tag.' },
        query: { type: 'string', describe: 'That hold all these words.' },
        mine: { type: 'boolean', default: false, describe: 'Without what others share.' },
        output: { type: 'string', short: 'o', describe: 'Into this file instead of standard output.' },
      },
      load: async () => (await import('./server/export-command.ts')).exportCommand,
    },
  ],
})
