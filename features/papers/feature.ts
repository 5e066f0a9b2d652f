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
    { part: 'ocr', check: async (house) => (await import('./server/ocr/check-ocr.ts')).checkOcr(house) },
    {
      part: 'pdf reading',
      check: async () => (await import('./server/check-pdf-reading.ts')).checkPdfReading(),
    },
  ],
})
