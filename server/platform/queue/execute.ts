import type { JobId, UserId } from '#contract/ids.ts'
import type { Tx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { inWork, openWork } from '#platform/metrics/work.ts'
import { Cancelled, type Execution, ShuttingDown } from './execution.ts'
import { type Claimed, type Delivery, type Ending, type Held, lockHeld } from './execution-queries.ts'
import { HandedBack, JobFailure, judge, LeaseLost, type Verdict } from './failure.ts'
import type { JobContext, JobEntry } from './job.ts'
import type { Ledger } from './ledger.ts'
import { askedWithin } from './parent.ts'
import { openProgress } from './progress.ts'

/** Executions that may end without a word before the job is given up: it kills its workers. */
const crashesTolerated = 10
const hourMs = 3_600_000

type Options = {
  readonly house: House
  readonly ledger: Ledger
  readonly entries: ReadonlyMap<string, JobEntry>
  readonly running: Set<Execution>
}

async function fenced<T extends Tx, R>(tx: T, held: Held, work: (tx: T) => Promise<R>): Promise<R> {
  if (!(await lockHeld(tx, held)))
    throw new LeaseLost(`job ${held.id} is no longer held by execution ${held.lease}`)
  askedWithin(tx, held.id)
  return work(tx)
}

function verdictOn(error: unknown, claimed: Claimed, { house, entries }: Options): Verdict {
  const backoffMs = entries.get(claimed.kind)?.definition.backoffMs
  return judge(error, claimed.attempts + 1, {
    attempts: claimed.max_attempts,
    ...(backoffMs === undefined ? {} : { backoffMs }),
    heldBackMs: claimed.held_back_since ? Date.now() - claimed.held_back_since.getTime() : 0,
    patienceMs: house.config.SEOGO_JOB_PATIENCE_HOURS * hourMs,
  })
}

/** How an execution ended, in the row's words; undefined when it has lost the job and nothing is its to say. */
function endingOf(
  options: Options,
  claimed: Claimed,
  { error, aborted }: { error: unknown; aborted: Error | undefined },
): Ending | undefined {
  if (error === undefined) return { state: 'completed' }
  if (aborted instanceof LeaseLost || aborted instanceof Cancelled || error instanceof LeaseLost)
    return undefined
  if (aborted instanceof ShuttingDown || error instanceof HandedBack) return { state: 'waiting' }
  const { code, message, final, countsAttempt, waitMs, laneWaitMs } = verdictOn(
    aborted ?? error,
    claimed,
    options,
  )
  const failure = { attempts: claimed.attempts + (countsAttempt ? 1 : 0), code, message }
  return final
    ? { state: 'failed', ...failure }
    : { state: 'retrying', ...failure, waitMs, heldBack: !countsAttempt, laneWaitMs }
}

type Work = {
  readonly execution: Execution
  readonly signal: AbortSignal
  readonly notes: Record<string, unknown>
}

/** Runs the handler. @throws what it throws */
async function handle(options: Options, claimed: Claimed, work: Work): Promise<void> {
  const { house, entries } = options
  if (claimed.crashes > crashesTolerated)
    throw new JobFailure('worker_died', 'the worker died each time it ran this job', { retry: false })
  const entry = entries.get(claimed.kind)
  // Whoever does not know a kind leaves it to others and does not come here, unless nobody took it for very long.
  if (!entry)
    throw new JobFailure('unknown_job', `no handler for ${claimed.kind} in this version`, {
      retry: true,
      countsAttempt: false,
    })
  const { timeoutMs } = entry.definition
  const timeout = setTimeout(() => {
    work.execution.abort(new JobFailure('timeout', `not done after ${timeoutMs} ms`, { retry: true }))
  }, timeoutMs)
  const progress = openProgress(house, claimed)
  try {
    const handler = await entry.load()
    await handler(claimed.payload, contextOf(options, claimed, { ...work, progress: progress.show }))
    await progress.flush()
  } finally {
    clearTimeout(timeout)
    progress.stop()
  }
}

/**
 * Runs one delivery of a job: claims its row, does the work, records how it ended.
 * @returns when the work is done, which frees the place for the next job; `recorded` resolves when its end is written
 * @throws never for the job's own faults
 */
export async function execute(delivery: Delivery, options: Options): Promise<{ recorded: Promise<void> }> {
  const { house, ledger, running } = options
  const claimed = await ledger.claim(delivery)
  // Ended, cancelled, put back, or with another worker; if that one is dead, the reconciler hands the job back.
  if (!claimed) return { recorded: Promise.resolve() }
  const startedAt = performance.now()
  const controller = new AbortController()
  const { id, kind, lease, claim, user_id, internal } = claimed
  const abort = (reason: Error) => controller.abort(reason)
  const execution: Execution = { id, kind, lease, claim, user_id, internal, abort }
  running.add(execution)
  const notes: Record<string, unknown> = {}
  let error: unknown
  const traceparent = claimed.traceparent ?? undefined
  const span = house.tracing?.begin(kind, 'job', {
    ...(traceparent === undefined ? {} : { parent: traceparent }),
    attributes: { 'seogo.job.id': id, 'seogo.job.attempt': claimed.attempts + 1 },
  })
  const work = openWork(kind, { span, traceparent })
  try {
    await inWork(work, () => handle(options, claimed, { execution, signal: controller.signal, notes }))
  } catch (thrown) {
    error = thrown ?? new Error('the handler threw nothing')
  }
  running.delete(execution)
  const reason: unknown = controller.signal.reason
  const aborted = controller.signal.aborted && reason instanceof Error ? reason : undefined
  const ending = endingOf(options, claimed, { error, aborted })
  const durationMs = Math.round(performance.now() - startedAt)
  const { queries, queryUs } = work
  const failed = ending?.state === 'failed' || ending?.state === 'retrying'
  house.metrics.record('job', kind, { value: durationMs * 1_000, failed, queries, queryUs })
  house.metrics.record('wait', kind, { value: claimed.waited_ms * 1_000, failed: claimed.attempts > 0 })
  span?.end({ failed, attributes: { 'seogo.job.outcome': ending?.state ?? 'lost' } })
  const record = async () => {
    const written = ending !== undefined && (await ledger.end(execution, ending))
    house.log.info({
      job: kind,
      jobId: id,
      userId: user_id,
      execution: lease,
      durationMs,
      outcome: ending?.state ?? 'lost',
      written,
      ...(ending && 'code' in ending ? { errorCode: ending.code } : {}),
      ...notes,
      ...(error === undefined ? {} : { err: error }),
    })
  }
  return { recorded: record() }
}

function contextOf(
  options: Options,
  claimed: Claimed,
  { signal, progress, notes }: Pick<Work, 'signal' | 'notes'> & Pick<JobContext, 'progress'>,
): JobContext {
  const { house } = options
  const held: Held = { id: claimed.id, lease: claimed.lease, claim: claimed.claim }
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
    verdictOn: (error) => verdictOn(error, claimed, options),
    asUser(work) {
      if (!userId) throw new Error(`job ${claimed.kind} has no user to act as`)
      return house.database.asUser(userId, (tx) => fenced(tx, held, work))
    },
    asSystem: (reason, work) => house.database.asSystem(reason, (tx) => fenced(tx, held, work)),
  }
}
