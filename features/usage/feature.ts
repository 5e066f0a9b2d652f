import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { limitNear } from './contract.ts'
import { reviewUsageJob, sweepUsageJob, tellLimitJob } from './server/jobs.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

export const usage = feature({
  name: 'usage',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(tellLimitJob, async () => (await import('./server/tell-limit.ts')).tellLimit),
    handledBy(reviewUsageJob, async () => (await import('./server/review.ts')).review),
    handledBy(sweepUsageJob, async () => (await import('./server/sweep.ts')).sweep),
  ],
  schedules: [
    keep({ name: 'usage.sweep', everyMs: dayMs, job: sweepUsageJob, payload: {} }),
    keep({ name: 'usage.review', everyMs: hourMs, job: reviewUsageJob, payload: {} }),
  ],
  reactions: [{ event: limitNear, job: tellLimitJob }],
  commands: [
    {
      name: 'usage',
      usage: 'seogo usage [--by model|provider|operation|day|month|person] [--days <n>]',
      summary: 'What everybody’s calls to providers came to.',
      options: {
        by: {
          type: 'string',
          default: 'person',
          describe: 'model, provider, operation, day, month or person.',
        },
        days: { type: 'string', default: '30', describe: 'Of how many days.' },
      },
      load: async () => (await import('./server/commands.ts')).usageCommand,
    },
    {
      name: 'usage flags',
      usage: 'seogo usage flags [--open]',
      summary: 'Lists what was unusual about somebody’s use, why in figures, and what was decided.',
      options: { open: { type: 'boolean', describe: 'Only what nobody has decided about.' } },
      load: async () => (await import('./server/flag-commands.ts')).flagsCommand,
    },
    {
      name: 'usage decide',
      usage: 'seogo usage decide <flag-id> <clear|limit|lock> [--most <n>] [--note <text>]',
      summary: 'Clears what was unusual, or limits or locks whose use it was.',
      options: {
        most: { type: 'string', describe: 'With limit: so many analyses a day.' },
        note: { type: 'string', describe: 'Why; it stands in the list.' },
      },
      load: async () => (await import('./server/flag-commands.ts')).decideCommand,
    },
    {
      name: 'usage limits',
      usage: 'seogo usage limits',
      summary: 'Lists what may be spent: by everybody together, by each one with a role, by single people.',
      load: async () => (await import('./server/commands.ts')).limitsCommand,
    },
    {
      name: 'usage limit',
      usage:
        'seogo usage limit <house | role | e-mail address> <analyses|tokens|usd> <day|month> [--soft <n>] [--hard <n>] [--remove]',
      summary: 'Sets a limit, or takes it away; it counts from the very next request.',
      options: {
        soft: { type: 'string', describe: 'From here on it is warned of.' },
        hard: { type: 'string', describe: 'Nothing is begun that would pass it.' },
        remove: { type: 'boolean', describe: 'Takes the limit away.' },
      },
      load: async () => (await import('./server/commands.ts')).limitCommand,
    },
  ],
})
