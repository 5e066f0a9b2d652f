import type { z } from 'zod'
import { toInstant } from '#contract/time.ts'
import type { backgroundJob, JobPriority, JobState } from '../contract.ts'
import type { JobRow } from './queries.ts'

export type JobInput = z.input<typeof backgroundJob>

const waits: readonly JobState[] = ['waiting', 'delayed', 'retrying']
const priorities: readonly JobPriority[] = ['low', 'normal', 'high']

/** The number of a priority in its row. */
export const priorityNumber = (priority: JobPriority) => priorities.indexOf(priority) - 1

/** A job as it is shown, without what only its queue knows. */
export function toJob(row: JobRow): JobInput {
  return {
    id: row.id,
    kind: row.kind,
    queue: row.queue,
    state: row.state,
    priority: priorities[row.priority + 1] ?? 'normal',
    stage: row.stage,
    progressPercent: row.progress_percent,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    error: row.error_code === null ? null : { code: row.error_code, message: row.error_message ?? '' },
    subject:
      row.subject_kind && row.subject_id
        ? { kind: row.subject_kind, id: row.subject_id, title: row.subject_title }
        : null,
    requestedBy: row.user_id,
    createdAt: toInstant(row.created_at),
    startedAt: row.started_at && toInstant(row.started_at),
    finishedAt: row.finished_at && toInstant(row.finished_at),
    runAt: toInstant(row.run_at),
    heldBy: row.paused_at !== null && waits.includes(row.state) ? 'paused' : null,
    forecast: null,
  }
}
