import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { readFileJob, resumeReadingJob } from './server/jobs.ts'

export const papers = feature({
  name: 'papers',
  routes: async () => (await import('./server/routes.ts')).routes,
  jobs: [
    handledBy(readFileJob, async () => (await import('./server/read-file.ts')).readFile),
    handledBy(resumeReadingJob, async () => (await import('./server/resume-reading.ts')).resumeReading),
  ],
  schedules: [
    keep({ name: 'papers.resumeReading', everyMs: 5 * 60_000, job: resumeReadingJob, payload: {} }),
  ],
  healthChecks: [
    {
      part: 'pdf reading',
      check: async () => (await import('./server/check-pdf-reading.ts')).checkPdfReading(),
    },
  ],
})
