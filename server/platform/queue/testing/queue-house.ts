import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { JobId } from '#contract/ids.ts'
import { openBareHouse } from '#server/testing/bare-house.ts'
import { enqueue } from '../enqueue.ts'
import { handledBy, type JobContext, type JobDefinition, type JobEntry, job } from '../job.ts'
import type { Reaction } from '../relay.ts'
import { type RunningWorker, runWorker } from '../run-worker.ts'
import type { Schedule } from '../schedules.ts'

export const ids = z.strictObject({ n: z.int() })
export type Kind = JobDefinition<typeof ids>

let kinds = 0

/** A kind of its own for every test, so that one test's worker never takes another's jobs. */
export function kind(overrides: Partial<Kind> = {}): Kind {
  kinds += 1
  return job({
    name: `test.kind${kinds}`,
    queue: 'analysis',
    payload: ids,
    attempts: 3,
    timeoutMs: 20_000,
    backoffMs: 20,
    ...overrides,
  })
}

export const handle = (
  definition: Kind,
  handler: (payload: z.infer<typeof ids>, context: JobContext) => Promise<void>,
): JobEntry => handledBy(definition, async () => handler)

/** The mechanisms of a house with workers in this process, for tests of the queue. */
export async function openQueueHouse(extra: Record<string, string> = {}) {
  const bare = await openBareHouse({ SEOGO_ANALYSIS_CONCURRENCY: '8', ...extra })
  const { house } = bare
  const workers: RunningWorker[] = []

  async function rowOf(id: string) {
    return house.database.asSystem('test', (tx) =>
      tx.selectFrom('background_jobs').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    )
  }

  return {
    ...bare,
    rowOf,
    ask: (definition: Kind, n: number, options?: Parameters<typeof enqueue>[3]): Promise<JobId> =>
      house.database.asSystem('test', (tx) => enqueue(tx, definition, { n }, options)),
    /** Starts a worker that knows these kinds. */
    async work(
      jobs: readonly JobEntry[],
      {
        reactions = [],
        schedules = [],
      }: { reactions?: readonly Reaction[]; schedules?: readonly Schedule[] } = {},
    ): Promise<RunningWorker> {
      const worker = runWorker({ house, jobs, reactions, schedules })
      workers.push(worker)
      await worker.ready()
      return worker
    },
    async stop(worker: RunningWorker, drainMs = 1_000): Promise<void> {
      workers.splice(workers.indexOf(worker), 1)
      await worker.stop(drainMs)
    },
    /** The row of a job that has ended. */
    async ended(id: string) {
      for (let waited = 0; waited < 20_000; waited += 20) {
        const row = await rowOf(id)
        if (['completed', 'failed', 'cancelled'].includes(row.state)) return row
        await sleep(20)
      }
      throw new Error(`job ${id} did not end: ${JSON.stringify(await rowOf(id))}`)
    },
    async attemptsOf(id: string) {
      return house.database.asSystem('test', (tx) =>
        tx.selectFrom('job_attempts').selectAll().where('job_id', '=', id).orderBy('execution').execute(),
      )
    },
    async close() {
      await Promise.all(workers.map((worker) => worker.stop(100)))
      await bare.close()
    },
  }
}
