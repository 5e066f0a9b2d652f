import { feature } from '#platform/feature.ts'
import { handledBy } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { sweepFilesJob } from './server/jobs.ts'

const dayMs = 24 * 3_600_000

export const storage = feature({
  name: 'storage',
  jobs: [handledBy(sweepFilesJob, async () => (await import('./server/sweep-files.ts')).sweepFiles)],
  schedules: [keep({ name: 'storage.sweepFiles', everyMs: dayMs, job: sweepFilesJob, payload: {} })],
  commands: [
    {
      name: 'files copy',
      usage: 'seogo files copy --to <s3|folder>',
      summary: 'Copies every file to the bucket, or back to the folder, and checks each copy.',
      options: { to: { type: 'string', describe: 'Where to: s3 (the bucket of the settings) or folder.' } },
      load: async () => (await import('./server/copy-files.ts')).copyFilesCommand,
    },
    {
      name: 'files verify',
      usage: 'seogo files verify',
      summary:
        'Reads every stored file and compares it with its hash; names what rows need and is not there.',
      load: async () => (await import('./server/verify-files.ts')).verifyFilesCommand,
    },
  ],
})
