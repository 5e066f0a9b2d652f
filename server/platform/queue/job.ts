import type { z } from 'zod'
import type { JobId, UserId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { Verdict } from './failure.ts'
import type { QueueName } from './names.ts'

/** `high` is next in line, `low` waits behind what others will ask for in the meantime. */
export type JobPriority = 'low' | 'normal' | 'high'

export type JobDefinition<Payload extends z.ZodType = z.ZodType> = {
  /** `feature.verb`, unique in the house; the job's `kind` on screen. */
  readonly name: string
  readonly queue: QueueName
  /** Ids only; parsed when asked and again when run. A new field is optional for one release. */
  readonly payload: Payload
  /** Failed executions before the job is final; those that a crash cut off do not count. */
  readonly attempts: number
  /** An execution is aborted after this long and counts as failed. */
  readonly timeoutMs: number
  /** Runs also while the disk is nearly full: it makes room. */
  readonly withoutRoom?: true
  /** First wait of the exponential backoff; 1 s unless told. */
  readonly backoffMs?: number
}

/** Declares a job once; both ends import it. */
export function job<Payload extends z.ZodType>(definition: JobDefinition<Payload>): JobDefinition<Payload> {
  return definition
}

/** What a handler is given beside its payload. */
export type JobContext = {
  readonly house: House
  readonly jobId: JobId
  /** Who asked; undefined when the house itself did. */
  readonly userId: UserId | undefined
  /** 1 on the first execution; counts failures before this one. */
  readonly attempt: number
  readonly maxAttempts: number
  /** Aborted on cancel, timeout, shutdown, or when another worker has taken over. Pass it to everything that waits. */
  readonly signal: AbortSignal
  /** What becomes of the job if this is thrown: for handlers that write down their failures themselves. */
  verdictOn(error: unknown): Verdict
  /** Shows where the job stands; at most some times a second reach the database, the last always does. */
  progress(stage: string, percent: number): void
  /** Adds typed fields to the job's one log line. */
  note(fields: Record<string, unknown>): void
  /** A transaction of the asking user that commits only while this execution still holds the job. @throws LeaseLost */
  asUser<T>(work: (tx: UserTx) => Promise<T>): Promise<T>
  /** The same as the house itself. @throws LeaseLost */
  asSystem<T>(reason: string, work: (tx: SystemTx) => Promise<T>): Promise<T>
}

export type JobHandler<Payload extends z.ZodType> = (
  payload: z.output<Payload>,
  context: JobContext,
) => Promise<void>

/** A definition with where its one handler is found; the handler's module is loaded when the first job arrives. */
export type JobEntry = {
  readonly definition: JobDefinition
  readonly load: () => Promise<(payload: unknown, context: JobContext) => Promise<void>>
}

/** Binds a job to its handler. */
export function handledBy<Payload extends z.ZodType>(
  definition: JobDefinition<Payload>,
  load: () => Promise<JobHandler<Payload>>,
): JobEntry {
  return {
    definition,
    load: async () => {
      const handler = await load()
      return (payload, context) => handler(definition.payload.parse(payload), context)
    },
  }
}
