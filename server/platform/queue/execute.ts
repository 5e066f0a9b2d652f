import type { JobId, UserId } from '#contract/ids.ts'
import { jobEnded } from '#contract/job-events.ts'
import { announce, type SystemTx, type Tx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { emit } from '#platform/outbox/emit.ts'
import { JobFailure, judge, LeaseLost } from './failure.ts'
import type { JobContext, JobEntry } from './job.ts'
import { openProgress } from './progress.ts'
import { claimJob, endExecution, type Held, lockHeld, renewLease } from './queries.ts'

/** Executions that may end without a word before the job is given up: it kills its workers. */
const crashesTolerated = 10

export type Execution = { readonly jobId: string; readonly abort: (reason: Error) => void }

type Claimed = NonNullable<Awaited<ReturnType<typeof claimJob>>>

type Options = {
  readonly house: House
  readonly entries: ReadonlyMap<string, JobEntry>
  readonly running: Set<Execution>
}

/** Why a running job's signal fires. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}
export class ShuttingDown extends Error {
  override readonly name = 'ShuttingDown'
}

async function fenced<T extends Tx, R>(tx: T, held: Held, work: (tx: T) => Promise<R>): Promise<R> {
  if (!(await lockHeld(tx, held)))
    throw new LeaseLost(`job ${held.id} is no longer held by execution ${held.lease}`)
  return work(tx)
}

function tellJob(tx: SystemTx, claimed: Claimed): void {
  if (claimed.user_id) announce(tx, { userIds: [claimed.user_id] }, [{ topic: 'jobs' }])
}

/** Renews the lease until stopped; aborts the execution when it no longer holds the job. */
function keepHeld(house: House, held: Held, leaseMs: number, abort: (reason: Error) => void) {
  let renewing = false
  const timer = setInterval(() => {
    // A long transaction of the job holds its row, and the renewal waits for it: one of them, not all connections there are.
    if (renewing) return
    renewing = true
    house.database
      .asSystem('renew a lease', (tx) => renewLease(tx, held, leaseMs))
      .then((stillHeld) => {
        if (!stillHeld) abort(new LeaseLost(`job ${held.id} was taken over or ended`))
      })
      // A database that is away for a moment is no reason to stop: the fence decides at the next write.
      .catch((error: unknown) =>
        house.log.warn({ err: error, jobId: held.id }, 'a lease could not be renewed'),
      )
      .finally(() => {
        renewing = false
      })
  }, leaseMs / 3)
  return () => clearInterval(timer)
}

async function conclude(options: Options, claimed: Claimed, error: unknown, aborted: Error | undefined) {
  const { house, entries } = options
  const held = { id: claimed.id, lease: claimed.lease }
  const definition = entries.get(claimed.kind)?.definition
  const end = (ending: Parameters<typeof endExecution>[2]) =>
    house.database.asSystem('end a job', async (tx) => {
      const written = await endExecution(tx, held, ending)
      if (!written) return false
      tellJob(tx, claimed)
      if (ending.state === 'failed') {
        const jobId = claimed.id as JobId
        await emit(tx, jobEnded, { jobId, kind: claimed.kind, state: 'failed' }, claimed.user_id ?? undefined)
      }
      return written
    })
  if (error === undefined) return { outcome: 'completed', written: await end({ state: 'completed' }) }
  if (aborted instanceof LeaseLost || aborted instanceof Cancelled || error instanceof LeaseLost) {
    return { outcome: 'lost', written: false }
  }
  if (aborted instanceof ShuttingDown)
    return { outcome: 'handed_back', written: await end({ state: 'waiting' }) }
  const failures = claimed.attempts + 1
  const limits = {
    attempts: claimed.max_attempts,
    ...(definition?.backoffMs ? { backoffMs: definition.backoffMs } : {}),
  }
  const verdict = judge(aborted ?? error, failures, limits)
  const failure = {
    attempts: verdict.countsAttempt ? failures : claimed.attempts,
    code: verdict.code,
    message: verdict.message,
  }
  const written = verdict.final
    ? await end({ state: 'failed', ...failure })
    : await end({ state: 'retrying', ...failure, waitMs: verdict.waitMs })
  return { outcome: verdict.final ? 'failed' : 'retrying', written, errorCode: verdict.code }
}

/** Runs one delivery of a job: claims its row, does the work, records how it ended. Never throws for the job's own faults. */
export async function execute(jobId: string, options: Options): Promise<void> {
  const { house, entries, running } = options
  const leaseMs = house.config.SEOGO_LEASE_SECONDS * 1_000
  const claimed = await house.database.asSystem('claim a job', async (tx) => {
    const row = await claimJob(tx, jobId, leaseMs)
    if (row) tellJob(tx, row)
    return row
  })
  // Ended, cancelled, or with another worker; if that one is dead, the reconciler hands the job back.
  if (!claimed) return
  const startedAt = performance.now()
  const held: Held = { id: claimed.id, lease: claimed.lease }
  const controller = new AbortController()
  const execution: Execution = { jobId: claimed.id, abort: (reason) => controller.abort(reason) }
  running.add(execution)
  const stopRenewing = keepHeld(house, held, leaseMs, execution.abort)
  const progress = openProgress(house, held, claimed.user_id)
  const notes: Record<string, unknown> = {}
  let error: unknown
  try {
    if (claimed.crashes > crashesTolerated) {
      throw new JobFailure('worker_died', 'the worker died each time it ran this job', { retry: false })
    }
    const entry = entries.get(claimed.kind)
    if (!entry)
      throw new JobFailure('unknown_job', `no handler for ${claimed.kind} in this version`, { retry: true })
    const timeout = setTimeout(() => {
      execution.abort(
        new JobFailure('timeout', `not done after ${entry.definition.timeoutMs} ms`, { retry: true }),
      )
    }, entry.definition.timeoutMs)
    try {
      const handler = await entry.load()
      await handler(claimed.payload, contextOf(house, claimed, controller.signal, progress.show, notes))
    } finally {
      clearTimeout(timeout)
    }
    await progress.flush()
  } catch (thrown) {
    error = thrown ?? new Error('the handler threw nothing')
  }
  stopRenewing()
  progress.stop()
  try {
    const reason: unknown = controller.signal.reason
    const aborted = controller.signal.aborted && reason instanceof Error ? reason : undefined
    const end = await conclude(options, claimed, error, aborted)
    house.log.info({
      job: claimed.kind,
      jobId: claimed.id,
      userId: claimed.user_id,
      execution: claimed.lease,
      durationMs: Math.round(performance.now() - startedAt),
      ...end,
      ...notes,
      ...(error === undefined ? {} : { err: error }),
    })
  } finally {
    running.delete(execution)
  }
}

function contextOf(
  house: House,
  claimed: Claimed,
  signal: AbortSignal,
  progress: JobContext['progress'],
  notes: Record<string, unknown>,
): JobContext {
  const held: Held = { id: claimed.id, lease: claimed.lease }
  const userId = (claimed.user_id ?? undefined) as UserId | undefined
  return {
    house,
    jobId: claimed.id as JobId,
    userId,
    attempt: claimed.attempts + 1,
    maxAttempts: claimed.max_attempts,
    signal,
    progress,
    note: (fields) => Object.assign(notes, fields),
    asUser(work) {
      if (!userId) throw new Error(`job ${claimed.kind} has no user to act as`)
      return house.database.asUser(userId, (tx) => fenced(tx, held, work))
    },
    asSystem: (reason, work) => house.database.asSystem(reason, (tx) => fenced(tx, held, work)),
  }
}
