import { jobEnded } from '#contract/job-events.ts'
import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import {
  emptyTrashJob,
  ocrFileJob,
  readFileJob,
  resumeOcrJob,
  resumeReadingJob,
  settleEndedJob,
  settleReadingJob,
} from './server/jobs.ts'

const libraryOption = {
  type: 'string',
  describe: 'Of this library instead of all that you may change.',
} as const

export const papers = feature({
  name: 'papers',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(readFileJob, async () => (await import('./server/read-file.ts')).readFile),
    handledBy(resumeReadingJob, async () => (await import('./server/resume-reading.ts')).resumeReading),
    handledBy(settleReadingJob, async () => (await import('./server/settle-reading.ts')).settleReading),
    handledBy(ocrFileJob, async () => (await import('./server/ocr/ocr-file.ts')).ocrFile),
    handledBy(resumeOcrJob, async () => (await import('./server/ocr/resume-ocr.ts')).resumeOcr),
    handledBy(emptyTrashJob, async () => (await import('./server/delete-for-good.ts')).emptyTrash),
    handledBy(settleEndedJob, async () => (await import('./server/ocr/settle-ended.ts')).settleEnded),
  ],
  reactions: [
    { event: jobEnded, job: settleEndedJob },
    { event: jobEnded, job: settleReadingJob },
  ],
  schedules: [
    keep({ name: 'papers.resumeReading', everyMs: 5 * 60_000, job: resumeReadingJob, payload: {} }),
    keep({ name: 'papers.emptyTrash', everyMs: 24 * 3_600_000, job: emptyTrashJob, payload: {} }),
    keep({ name: 'papers.resumeOcr', everyMs: 5 * 60_000, job: resumeOcrJob, payload: {} }),
  ],
  commands: [
    {
      name: 'trash list',
      usage: 'seogo trash list [--library <library-id>]',
      summary: 'Lists the papers in the trash and the day each of them goes.',
      options: { library: libraryOption },
      load: async () => (await import('./server/trash-commands.ts')).listCommand,
    },
    {
      name: 'trash restore',
      usage: 'seogo trash restore <paper-id>… | --all [--library <library-id>]',
      summary: 'Brings papers back from the trash.',
      options: {
        library: libraryOption,
        all: { type: 'boolean', default: false, describe: 'Everything that is in the trash.' },
      },
      load: async () => (await import('./server/trash-commands.ts')).restoreCommand,
    },
    {
      name: 'trash empty',
      usage: 'seogo trash empty [--library <library-id>] [--yes]',
      summary: 'Deletes what is in the trash for good, after a question.',
      options: {
        library: libraryOption,
        yes: { type: 'boolean', default: false, describe: 'Do not ask.' },
      },
      load: async () => (await import('./server/trash-commands.ts')).emptyCommand,
    },
  ],
  undoers: [
    { kind: 'trash', load: async () => (await import('./server/trash-papers.ts')).takeBackTrash },
    { kind: 'record', load: async () => (await import('./server/take-back-record.ts')).takeBackRecords },
  ],
  fileReferences: [
    {
      columns: ['files.sha256', 'files.thumbnail_sha256'],
      load: async () => (await import('./server/named-files-queries.ts')).namedFiles,
    },
  ],
  healthChecks: [
    {
      part: 'ocr',
      freshForMs: 60_000,
      check: async (house) => (await import('./server/ocr/check-ocr.ts')).checkOcr(house),
    },
    {
      part: 'pdf_reading',
      freshForMs: 60_000,
      check: async () => (await import('./server/check-pdf-reading.ts')).checkPdfReading(),
    },
  ],
})
