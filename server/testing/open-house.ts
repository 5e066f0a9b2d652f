import type { Config } from '#platform/config/config.ts'
import type { Log } from '#platform/log/log.ts'
import { buildApi } from '#server/api.ts'
import type { OpenedHouse } from '#server/boot.ts'
import { runHouseWorker } from '#server/worker.ts'
import { openBareHouse, type Through } from './bare-house.ts'
import type { MovableClock } from './movable-clock.ts'
import { joinPerson, type Person } from './person.ts'

export type TestHouse = {
  readonly house: OpenedHouse['house']
  readonly clock: MovableClock
  /** The HTTP server; `inject` asks it without a socket. */
  readonly app: Awaited<ReturnType<typeof buildApi>>
  /** A signed-in person with a library of their own. The first one is the owner. */
  person(name: string, role?: 'admin' | 'member' | 'reader'): Promise<Person>
  /** Runs a worker in this process until every due job has ended. */
  workUntilQuiet(options?: { timeoutMs?: number; config?: Partial<Config> }): Promise<void>
  /** Starts a worker in this process and leaves it to the test; with a log or settings of its own when they are the question. */
  startWorker(options?: { log?: Log; config?: Partial<Config> }): Promise<ReturnType<typeof runHouseWorker>>
  /** Another API process on the same house, without a socket until it listens; the test closes it. */
  startApi(house?: OpenedHouse['house']): ReturnType<typeof buildApi>
  close(): Promise<void>
}

// One statement, one snapshot: between two, an event that becomes a job would be seen as neither.
// A schedule that was due when the waiting began is a job that the worker has still to ask for.
async function unfinishedJobs(opened: OpenedHouse, begunAt: Date): Promise<number> {
  const { count } = await opened.house.database.asSystem('wait for quiet', (tx) =>
    tx
      .selectFrom('background_jobs')
      .select((one) => one.fn.countAll<number>().as('id'))
      .where('state', 'in', ['waiting', 'delayed', 'active', 'retrying'])
      // What a person has paused is as quiet as it will be.
      .where((row) => row.or([row('paused_at', 'is', null), row('state', '=', 'active')]))
      .unionAll(tx.selectFrom('outbox').select((one) => one.fn.countAll<number>().as('id')))
      .unionAll(
        tx
          .selectFrom('schedules')
          .select((one) => one.fn.countAll<number>().as('id'))
          .where('next_run_at', '<=', begunAt),
      )
      .$call((counts) => tx.selectFrom(counts.as('counts')))
      .select((one) => one.fn.sum<number>('id').as('count'))
      .executeTakeFirstOrThrow(),
  )
  return Number(count)
}

/**
 * Opens a whole Seogo on a database of its own: real PostgreSQL, real queue, real HTTP, with a clock that can be moved.
 * @param extra settings that win over those of the tests
 */
export async function openTestHouse(
  extra: Record<string, string> = {},
  through?: Through,
): Promise<TestHouse> {
  const bare = await openBareHouse(extra, through)
  const { opened, clock } = bare
  const app = await buildApi(opened.house)
  await app.ready()
  const workers: ReturnType<typeof runHouseWorker>[] = []

  const startWorker = async ({ log, config }: { log?: Log; config?: Partial<Config> } = {}) => {
    const { house } = opened
    const own =
      log || config ? { ...house, ...(log && { log }), config: { ...house.config, ...config } } : house
    const worker = runHouseWorker(own)
    workers.push(worker)
    await worker.ready()
    return worker
  }

  return {
    house: opened.house,
    clock,
    app,
    person: (name, role = 'member') => joinPerson({ house: opened.house, app, name, role }),
    startWorker,
    startApi: (house = opened.house) => buildApi(house),
    async workUntilQuiet({ timeoutMs = 150_000, config } = {}) {
      const begunAt = clock.now()
      const worker = await startWorker(config ? { config } : {})
      const until = Date.now() + timeoutMs
      while ((await unfinishedJobs(opened, begunAt)) > 0) {
        if (Date.now() > until) throw new Error(`the house is not quiet after ${timeoutMs} ms`)
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      await worker.stop(1_000)
      workers.splice(workers.indexOf(worker), 1)
    },
    async close() {
      for (const worker of workers) await worker.stop(100)
      await app.close()
      await bare.close()
    },
  }
}
