import { setTimeout as sleep } from 'node:timers/promises'
import type { House } from '#platform/house.ts'
import { longestGoodbyeMs } from './backend.ts'
import { Cancelled, type Execution, execute, ShuttingDown } from './execute.ts'
import type { JobEntry } from './job.ts'
import { type QueueName, queueNames } from './names.ts'
import { type Reaction, startRelay } from './relay.ts'
import { type Schedule, startSchedules } from './schedules.ts'

type Options = {
  readonly house: House
  readonly jobs: readonly JobEntry[]
  readonly reactions: readonly Reaction[]
  readonly schedules: readonly Schedule[]
}

function concurrencyOf(house: House, queue: QueueName): number {
  if (queue === 'reading') return house.config.SEOGO_READING_CONCURRENCY
  if (queue === 'analysis') return house.config.SEOGO_ANALYSIS_CONCURRENCY
  return 4
}

export type RunningWorker = {
  ready(): Promise<void>
  /** Stops taking jobs, waits for the running ones, hands back what is not done in time. */
  stop(drainMs: number): Promise<void>
  runningCount(): number
}

/** Runs the jobs of the house in this process: takes them from every queue, relays new ones, keeps the schedules. */
export function runWorker({ house, jobs, reactions, schedules }: Options): RunningWorker {
  const { database, queue: backend, log, config } = house
  const entries = new Map(jobs.map((entry) => [entry.definition.name, entry]))
  const running = new Set<Execution>()
  const deliveries = new Set<Promise<void>>()
  const run = async (jobId: string) => {
    const delivery = execute(jobId, { house, entries, running })
    deliveries.add(delivery)
    await delivery.finally(() => deliveries.delete(delivery))
  }
  const abortWhere = (matches: (execution: Execution) => boolean, reason: Error) => {
    for (const execution of running) if (matches(execution)) execution.abort(reason)
  }
  const workers = queueNames.map((name) =>
    backend.work(name, {
      concurrency: concurrencyOf(house, name),
      lockMs: config.SEOGO_LEASE_SECONDS * 1_000,
      run: ({ id }) => run(id.slice(0, id.lastIndexOf('.'))),
      onError: (error) => log.warn({ err: error, queue: name }, 'a queue worker reports an error'),
    }),
  )
  const unsubscribe = house.bus.subscribe('cancel', ({ jobId }) =>
    abortWhere((execution) => execution.jobId === jobId, new Cancelled(`job ${jobId} was cancelled`)),
  )
  const relay = startRelay({
    database,
    backend,
    reactions,
    reconcileMs: config.SEOGO_RECONCILE_SECONDS * 1_000,
    log,
  })
  const keeper = startSchedules({ house, schedules })

  return {
    async ready() {
      await Promise.all([relay.ready(), house.bus.ready(), ...workers.map((worker) => worker.ready())])
    },
    runningCount: () => running.size,
    async stop(drainMs) {
      await keeper.stop()
      const handBack = setTimeout(
        () => abortWhere(() => true, new ShuttingDown('the worker is stopping')),
        drainMs,
      )
      const closing = Promise.all(workers.map((worker) => worker.close())).catch((error: unknown) =>
        log.warn({ err: error }, 'the queue did not let go'),
      )
      while (deliveries.size > 0) await Promise.allSettled(deliveries)
      // The queue is told of what ended, and hands out nothing more; when it is away, the rows say it all the same.
      await Promise.race([closing, sleep(longestGoodbyeMs, undefined, { ref: false })])
      while (deliveries.size > 0) await Promise.allSettled(deliveries)
      clearTimeout(handBack)
      await relay.stop()
      unsubscribe()
    },
  }
}
