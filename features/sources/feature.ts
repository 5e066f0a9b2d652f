import { fileRead, paperAdded, paperCorrected } from '#features/papers/contract.ts'
import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { addIdentifiersJob, enrichPaperJob, fetchOpenCopyJob, forgetAnswersJob } from './server/jobs.ts'

const dayMs = 86_400_000

export const sources = feature({
  name: 'sources',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(enrichPaperJob, async () => (await import('./server/enrich-paper.ts')).enrichPaper),
    handledBy(addIdentifiersJob, async () => (await import('./server/add-identifiers.ts')).addIdentifiers),
    handledBy(fetchOpenCopyJob, async () => (await import('./server/fetch-open-copy.ts')).fetchOpenCopy),
    handledBy(forgetAnswersJob, async () => (await import('./server/forget-answers.ts')).forgetAnswers),
  ],
  reactions: [
    {
      event: paperAdded,
      job: enrichPaperJob,
      when: ({ SEOGO_SOURCES, SEOGO_SOURCES_ENRICH }) =>
        SEOGO_SOURCES === 'on' && SEOGO_SOURCES_ENRICH !== 'off',
    },
    { event: fileRead, job: enrichPaperJob },
    { event: paperCorrected, job: enrichPaperJob },
  ],
  schedules: [keep({ name: 'sources.forgetAnswers', everyMs: dayMs, job: forgetAnswersJob, payload: {} })],
  commands: [
    {
      name: 'add',
      usage: 'seogo add <identifier>… [--library <library-id>]',
      summary: 'Adds works by DOI, arXiv id, PMID, PMCID, ISBN, OpenAlex or KCI id, or by address.',
      options: { library: { type: 'string', describe: 'Into this library instead of your own.' } },
      load: async () => (await import('./server/add-command.ts')).addCommand,
    },
  ],
  healthChecks: [
    {
      part: 'sources',
      check: async (house) => (await import('./server/check-sources.ts')).checkSources(house),
    },
  ],
})
