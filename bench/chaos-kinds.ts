/** The kinds of work of the chaos run, with handlers that behave as Seogo's own do: look, work, record behind the fence. */
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { JobFailure } from '#platform/queue/failure.ts'
import { handledBy, type JobContext, type JobDefinition, job } from '#platform/queue/job.ts'

const payload = z.strictObject({ n: z.int(), provider: z.url() })
type Asked = z.infer<typeof payload>

const kind = (name: string, queue: JobDefinition['queue']) =>
  job({ name: `chaos.${name}`, queue, payload, attempts: 5, timeoutMs: 30_000, backoffMs: 100 })

const quick = kind('quick', 'default')
const slow = kind('slow', 'analysis')
const flaky = kind('flaky', 'analysis')
const limited = kind('limited', 'analysis')
const invalid = kind('invalid', 'default')
const malformed = kind('malformed', 'default')

/** Each kind with its share of ten and the state in which it has to end. */
export const chaosKinds = [
  { definition: quick, share: 3, ends: 'completed' },
  { definition: slow, share: 2, ends: 'completed' },
  { definition: flaky, share: 1, ends: 'completed' },
  { definition: limited, share: 2, ends: 'completed' },
  { definition: invalid, share: 1, ends: 'failed' },
  { definition: malformed, share: 1, ends: 'failed' },
] as const

/** A result is written at most once: who finds one does nothing, and who lost the job is refused by the fence. */
async function once({ n }: Asked, context: JobContext, work: () => Promise<void>): Promise<void> {
  const known = await context.asSystem('look for a result', async (tx) => {
    const found = await sql`select from chaos_results where n = ${n}`.execute(tx)
    return found.rows.length > 0
  })
  if (known) return
  await work()
  await context.asSystem('record a result', (tx) =>
    sql`insert into chaos_results (n, job_id, execution_pid) values (${n}, ${context.jobId}, ${process.pid})`.execute(
      tx,
    ),
  )
}

async function askProvider({ n, provider }: Asked, signal: AbortSignal): Promise<void> {
  const answer = await fetch(`${provider}/${n}`, { signal })
  await answer.body?.cancel()
  if (answer.status !== 429) return
  throw new JobFailure('rate_limited', 'the provider asks to wait', {
    retry: true,
    retryAfterMs: Number(answer.headers.get('retry-after-ms') ?? 200),
    countsAttempt: false,
    pausesLane: true,
  })
}

export const chaosEntries = [
  handledBy(quick, async () => (asked, context) => once(asked, context, () => sleep(asked.n % 20))),
  handledBy(
    slow,
    async () => (asked, context) =>
      once(asked, context, async () => {
        for (let step = 1; step <= 10; step += 1) {
          context.progress('working', step * 10)
          await sleep(50 + (asked.n % 100), undefined, { signal: context.signal })
        }
      }),
  ),
  handledBy(
    flaky,
    async () => (asked, context) =>
      once(asked, context, async () => {
        await sleep(10, undefined, { signal: context.signal })
        if (context.attempt <= 1 + (asked.n % 3))
          throw new JobFailure('overloaded', `not yet \u0000 (${context.attempt})`, { retry: true })
      }),
  ),
  handledBy(
    limited,
    async () => (asked, context) => once(asked, context, () => askProvider(asked, context.signal)),
  ),
  handledBy(invalid, async () => async () => {
    throw new JobFailure('invalid_key', 'the key is refused', { retry: false })
  }),
  handledBy(malformed, async () => async () => {
    throw new JobFailure('malformed_answer', 'no JSON', { retry: true, attemptsAtMost: 2 })
  }),
]
