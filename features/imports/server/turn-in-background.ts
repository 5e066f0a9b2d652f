import type { JobHandler } from '#platform/queue/job.ts'
import type { turnImportJob } from './jobs.ts'
import { runTurn } from './turn-import.ts'

/** Goes on with taking an import back, or bringing it back, where an execution before this one stopped. */
export const turnInBackground: JobHandler<typeof turnImportJob.payload> = ({ importId, turn }, ctx) =>
  runTurn((work) => ctx.asUser(work), importId, turn, {
    signal: ctx.signal,
    onProgress: (percent) => ctx.progress(turn === 'undo' ? 'taking back' : 'bringing back', percent),
  })
