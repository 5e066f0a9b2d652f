import type { JobId, UserId } from '#contract/ids.ts'
import { jobEnded } from '#contract/job-events.ts'
import { may } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import { record } from '#features/audit/server/audit.ts'
import { idsPerMessage } from '#platform/bus/bus.ts'
import { announce, type SystemTx, type Tx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { Caller } from '#platform/http/route.ts'
import { emit } from '#platform/outbox/emit.ts'
import type { JobPriority } from '../contract.ts'
import { type ControlledRow, cancelRows, putPriority, reviveRows } from './control-queries.ts'
import { findJobRow, isAmong, type JobFilter } from './queries.ts'
import { requireJob } from './read-jobs.ts'
import { type JobInput, priorityNumber } from './to-job.ts'

type Asker = Pick<Caller, 'userId' | 'role'>

/**
 * Runs `work` where the job is seen: as the person who asked for it, or as the house for one who looks after everybody's.
 * @throws Problem job_not_found
 */
export async function whereSeen<T>(
  house: House,
  { userId, role }: Asker,
  id: JobId,
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  const isOwn = await house.database.asUser(userId, async (tx) => (await findJobRow(tx, id)) !== undefined)
  if (isOwn) return house.database.asUser(userId, work)
  if (!may(role, 'jobs:administer')) throw new Problem('job_not_found')
  return house.database.asSystem(`job ${id} is looked after by ${userId}`, work)
}

function tell(tx: Tx, rows: readonly ControlledRow[]): void {
  for (const userId of new Set(rows.map(({ user_id }) => user_id)))
    announce(tx, { ...(userId ? { userIds: [userId] } : {}), administrators: true }, [{ topic: 'jobs' }])
}

async function cancelAmong(tx: Tx, filter: JobFilter, ids?: readonly JobId[]): Promise<ControlledRow[]> {
  const rows = await cancelRows(tx, isAmong(tx, filter), ids)
  for (const { id, kind, user_id } of rows)
    await emit(tx, jobEnded, { jobId: id, kind, state: 'cancelled' }, user_id ?? undefined)
  tell(tx, rows)
  return rows
}

/** Tells the processes to abort. Whoever misses it finds at its next write or lease renewal that it lost the job. */
async function abortRunning(house: House, rows: readonly ControlledRow[]): Promise<void> {
  const running = rows.filter(({ was_active }) => was_active).map(({ id }) => id)
  for (let from = 0; from < running.length; from += idsPerMessage) {
    const jobIds = running.slice(from, from + idsPerMessage)
    await house.bus
      .publish('cancel', { jobIds })
      .catch((error: unknown) => house.log.warn({ err: error, jobIds }, 'cancelled jobs were not told'))
  }
}

/**
 * Cancels a job that has not ended; one that is running is aborted in whatever process it runs. A job that has ended
 * stays as it is.
 * @throws Problem job_not_found
 */
export async function cancelJobOf(house: House, asker: Asker, id: JobId): Promise<JobInput> {
  const { rows, job } = await whereSeen(house, asker, id, async (tx) => ({
    rows: await cancelAmong(tx, {}, [id]),
    job: await requireJob(tx, id),
  }))
  await abortRunning(house, rows)
  return job
}

/**
 * Runs a failed or cancelled job again, from its first attempt, within the caller's transaction.
 * @throws Problem job_not_found | job_not_retryable
 */
export async function retryOwnJob(tx: Tx, id: JobId): Promise<JobInput> {
  const before = await requireJob(tx, id)
  const rows = await reviveRows(tx, isAmong(tx, {}), [id])
  if (rows.length === 0) throw new Problem('job_not_retryable', { state: before.state })
  tell(tx, rows)
  return requireJob(tx, id)
}

type Many = JobFilter & {
  readonly action: 'cancel' | 'retry'
  readonly jobIds?: readonly JobId[] | undefined
}

/** Somebody who looks after everybody's jobs; null is the command line. */
export type Keeper = { readonly by: UserId | null; readonly address?: string }

/**
 * Cancels or repeats all that the filters leave, or those named; of everybody's it leaves a trace.
 * @param whose one person's, or everybody's, with who asks for it
 */
export async function controlMany(
  house: House,
  whose: UserId | Keeper,
  { action, jobIds, ...filter }: Many,
): Promise<{ changed: number }> {
  const control = async (tx: Tx) => {
    if (action === 'cancel') return cancelAmong(tx, filter, jobIds)
    const revived = await reviveRows(tx, isAmong(tx, filter), jobIds)
    tell(tx, revived)
    return revived
  }
  const leavingTrace = (keeper: Keeper) => async (tx: SystemTx) => {
    const controlled = await control(tx)
    const { kind, errorCode: error } = filter
    const facts = { count: controlled.length, ...(kind && { kind }), ...(error && { error }) }
    const act = action === 'cancel' ? 'jobs_cancelled' : 'jobs_retried'
    if (controlled.length > 0) await record(tx, { act, ...keeper, userId: null, facts })
    return controlled
  }
  const rows =
    typeof whose === 'string'
      ? await house.database.asUser(whose, control)
      : await house.database.asSystem('jobs of everybody are looked after', leavingTrace(whose))
  if (action === 'cancel') await abortRunning(house, rows)
  return { changed: rows.length }
}

/** @throws Problem job_not_found */
export async function setPriorityOf(
  house: House,
  asker: Asker,
  { id, priority }: { id: JobId; priority: JobPriority },
): Promise<JobInput> {
  return whereSeen(house, asker, id, async (tx) => {
    await putPriority(tx, id, priorityNumber(priority))
    const job = await requireJob(tx, id)
    announce(tx, { ...(job.requestedBy ? { userIds: [job.requestedBy] } : {}), administrators: true }, [
      { topic: 'jobs' },
    ])
    return job
  })
}
