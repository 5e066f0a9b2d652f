import { jobEnded } from '#contract/job-events.ts'
import { fileRead } from '#features/papers/contract.ts'
import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { askAnswerJob, askBatchJob, noticeNewJob, settleEndedJob, takeNewJob } from './server/jobs.ts'

const hourMs = 3_600_000
/** A bulk import becomes one look in so long, not one for each paper. */
const gatherMs = 2_000

export const analysis = feature({
  name: 'analysis',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(askAnswerJob, async () => (await import('./server/ask-answer.ts')).askAnswer),
    handledBy(askBatchJob, async () => (await import('./server/batch/ask-batch.ts')).askBatch),
    handledBy(noticeNewJob, async () => (await import('./server/automatic/take-new-papers.ts')).noticeNew),
    handledBy(takeNewJob, async () => (await import('./server/automatic/take-new-papers.ts')).takeNewPapers),
    handledBy(settleEndedJob, async () => (await import('./server/settle-ended.ts')).settleEnded),
  ],
  reactions: [
    { event: jobEnded, job: settleEndedJob },
    { event: fileRead, job: noticeNewJob, gatherMs },
  ],
  // Of a day that has no more room the next one takes the rest.
  schedules: [keep({ name: 'analysis.automatic', everyMs: hourMs, job: noticeNewJob, payload: {} })],
  commands: [
    {
      name: 'analysis export',
      usage:
        'seogo analysis export <analysis id | paper id> [--format markdown|json|html] [--headings en|ko]',
      summary: 'Prints an analysis as a document, its verified claims with page and citation key.',
      options: {
        format: { type: 'string', default: 'markdown', describe: 'markdown, json, or html to print.' },
        headings: {
          type: 'string',
          describe: 'Language of the headings, en or ko; that of the answers unless told.',
        },
      },
      load: async () => (await import('./server/export/export-command.ts')).exportCommand,
    },
    {
      name: 'analysis providers',
      usage: 'seogo analysis providers',
      summary: 'Which models answered in the last week, and which are left alone because they stay down.',
      load: async () => (await import('./server/breaker/breakers-command.ts')).breakersCommand,
    },
    {
      name: 'analysis batches',
      usage: 'seogo analysis batches',
      summary: 'The newest analyses of many papers, how far each is, and what it cost.',
      load: async () => (await import('./server/batch/batch-commands.ts')).batchesCommand,
    },
    {
      name: 'analysis pause',
      usage: 'seogo analysis pause <batch>',
      summary: 'Asks nobody any more until it goes on; a restart does not change that.',
      load: async () => (await import('./server/batch/batch-commands.ts')).pauseCommand,
    },
    {
      name: 'analysis resume',
      usage: 'seogo analysis resume <batch>',
      summary: 'Goes on where it was paused.',
      load: async () => (await import('./server/batch/batch-commands.ts')).resumeCommand,
    },
    {
      name: 'analysis cancel',
      usage: 'seogo analysis cancel <batch>',
      summary: 'Calls off what is not answered of an analysis of many papers.',
      load: async () => (await import('./server/batch/batch-commands.ts')).cancelCommand,
    },
    {
      name: 'analyze',
      usage:
        'seogo analyze <paper id | file.pdf>… | --all | --filter <words> [--providers local,<name>] [--language en|ko] [--wait]',
      summary: 'Asks providers about papers; PDF files are taken into your library first.',
      options: {
        providers: {
          type: 'string',
          default: 'local',
          describe: 'Whom to ask: "local" and names or ids of your providers, separated by commas.',
        },
        language: { type: 'string', default: 'en', describe: 'The language of the answers, en or ko.' },
        all: {
          type: 'boolean',
          default: false,
          describe: 'All papers: says what it would take, and asks first.',
        },
        filter: { type: 'string', describe: 'The papers in which these words are found, as --all.' },
        yes: { type: 'boolean', default: false, describe: 'Does not ask before many papers are analysed.' },
        wait: { type: 'boolean', default: false, describe: 'Wait for the answers and print them.' },
      },
      load: async () => (await import('./server/analyze-command.ts')).analyzeCommand,
    },
  ],
})
