import { z } from 'zod'
import { type JobId, jobId, type UserId } from '#contract/ids.ts'
import { jobEnded } from '#contract/job-events.ts'
import { cursorInstant, fromCursor, toCursor } from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { announce, type UserTx, userOf } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { emit } from '#platform/outbox/emit.ts'
import type { JobState, listJobs } from '../contract.ts'
import { cancelRow, countJobs, findJobRow, type JobRow, listJobRows, reviveRow } from './queries.ts'

function toJob(row: JobRow): z.input<typeof import('../contract.ts').backgroundJob> {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
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
  }
}

export type JobInput = ReturnType<typeof toJob>

type ListQuery = z.output<typeof listJobs.query>

const position = z.tuple([cursorInstant, jobId])

function positionOf(cursor: string | undefined): { createdAt: string; id: string } | undefined {
  if (cursor === undefined) return undefined
  const [createdAt, id] = fromCursor(cursor, position) ?? []
  if (createdAt === undefined || id === undefined) throw new Problem('bad_request', { where: 'cursor' })
  return { createdAt, id }
}

/** The asking person's jobs in pages, newest first, with how many there are in each state. */
export async function listOwnJobs(tx: UserTx, { cursor, limit, state }: ListQuery) {
  const rows = await listJobRows(tx, { state, after: positionOf(cursor), limit: limit + 1 })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const counts = Object.fromEntries((await countJobs(tx)).map((row) => [row.state, row.count])) as Partial<
    Record<JobState, number>
  >
  const next = rows.length > limit && last ? toCursor([last.position, last.id]) : null
  return { items: items.map(toJob), next, counts }
}

/** @throws Problem job_not_found — also for somebody else's job. */
export async function requireJob(tx: UserTx, id: JobId): Promise<JobInput> {
  const row = await findJobRow(tx, id)
  if (!row) throw new Problem('job_not_found')
  return toJob(row)
}

/**
 * Cancels a job that has not ended; one that is running is aborted in whatever process it runs. A job that has ended
 * stays as it is.
 * @throws Problem job_not_found
 */
export async function cancelOwnJob(house: House, userId: UserId, id: JobId): Promise<JobInput> {
  const { job, cancelled } = await house.database.asUser(userId, async (tx) => {
    const ended = await cancelRow(tx, id)
    if (ended) {
      await emit(tx, jobEnded, { jobId: id, kind: ended.kind, state: 'cancelled' })
      announce(tx, { userIds: [userId] }, [{ topic: 'jobs', id }])
    }
    return { job: await requireJob(tx, id), cancelled: ended !== undefined }
  })
  // Told after the commit. Whoever misses it finds at its next write or lease renewal that it no longer holds the job.
  if (cancelled) {
    await house.bus
      .publish('cancel', { jobId: id })
      .catch((error: unknown) => house.log.warn({ err: error, jobId: id }, 'a cancelled job was not told'))
  }
  return job
}

/**
 * Runs a failed or cancelled job again, from its first attempt, within the caller's transaction.
 * @throws Problem job_not_found | job_not_retryable
 */
export async function retryOwnJob(tx: UserTx, id: JobId): Promise<JobInput> {
  const before = await requireJob(tx, id)
  const revived = await reviveRow(tx, id)
  if (!revived) throw new Problem('job_not_retryable', { state: before.state })
  const userId = userOf(tx)
  if (userId) announce(tx, { userIds: [userId] }, [{ topic: 'jobs', id }])
  return requireJob(tx, id)
}
