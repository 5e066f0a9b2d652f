import { createHmac } from 'node:crypto'
import { hostname } from 'node:os'
import type { House } from '#platform/house.ts'
import type { Harvest, Use } from '#platform/metrics/metrics.ts'
import { watchProcess } from '#platform/metrics/watch-process.ts'
import { inWork, openWork } from '#platform/metrics/work.ts'
import { eventOf } from './feature-events.ts'
import { serveMetrics } from './serve-metrics.ts'
import { type CountedUse, countUses, insertRequests, insertSlice, upsertStatements } from './write-queries.ts'

/** So many are sent in one statement. */
const requestsAtOnce = 5_000

/**
 * A person of a day, as a digest that says nothing without the house's secret and is another one tomorrow. It is dropped
 * when the day is over and its people are counted.
 */
function nameOf(house: House, day: string, userId: string): Buffer {
  return createHmac('sha256', house.secretKey.reveal()).update(`feature use ${day} ${userId}`).digest()
}

function countedUses(house: House, day: string, uses: readonly Use[]): CountedUse[] {
  return uses.flatMap(({ name, userId, count }) => {
    const event = eventOf[name]
    return event === undefined ? [] : [{ event, count, name: nameOf(house, day, userId) }]
  })
}

/** Does one part of the writing; what fails is counted, logged and given up, and the other parts go on. */
async function attempt(house: House, part: () => Promise<void>, onFault: () => void): Promise<void> {
  try {
    await part()
  } catch (error) {
    house.metrics.fail()
    onFault()
    house.log.warn({ err: error }, 'measurements could not be written')
  }
}

async function write(house: House, process: string, harvest: Harvest): Promise<void> {
  const { database, metrics } = house
  const { since: at, meters, requests, statements, uses } = harvest
  if (statements.length > 0)
    await attempt(
      house,
      () => database.hastily('note statements', (tx) => upsertStatements(tx, statements, at)),
      () => metrics.statements.putBack(statements),
    )
  if (meters.length > 0)
    await attempt(
      house,
      () => database.hastily('write measurements', (tx) => insertSlice(tx, { at, process, meters })),
      () => undefined,
    )
  for (let from = 0; from < requests.length; from += requestsAtOnce) {
    const some = requests.slice(from, from + requestsAtOnce)
    await attempt(
      house,
      () => database.hastily('write requests', (tx) => insertRequests(tx, some)),
      () => metrics.lose(some.length),
    )
  }
  const day = at.toISOString().slice(0, 10)
  const counted = countedUses(house, day, uses)
  if (counted.length > 0)
    await attempt(
      house,
      () => database.hastily('count feature use', (tx) => countUses(tx, day, counted)),
      () => undefined,
    )
}

/** Writes down what this process measured since the last time. Never fails: what could not be written is counted. */
export async function writeMeasurements(house: House, process = `test ${hostname()}`): Promise<void> {
  const harvest = house.metrics.harvest()
  // Writing measurements is not measured: it would never come to an end.
  await inWork(openWork(undefined, { silent: true }), () => write(house, process, harvest))
}

/**
 * Measures this process, writes down what it measured at every whole some seconds, and serves it where a port is set, until
 * stopped. @throws when the port is taken
 */
export async function keepMeasuring(
  house: House,
  kind: 'api' | 'worker',
): Promise<{ stop(): Promise<void> }> {
  if (!house.metrics.on) return { stop: async () => undefined }
  const { SEOGO_METRICS_PORT, SEOGO_METRICS_WORKER_PORT } = house.config
  const port = kind === 'api' ? SEOGO_METRICS_PORT : SEOGO_METRICS_WORKER_PORT
  const served = port === undefined ? undefined : await serveMetrics(house, port)
  const name = `${kind} ${hostname()} ${process.pid}`
  const everyMs = house.config.SEOGO_METRICS_SECONDS * 1_000
  const stopWatching = watchProcess(house)
  let writing: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout
  // At the same moments in every process, so that a chart's step has one slice of each.
  const wait = () => {
    timer = setTimeout(
      () => {
        writing = writeMeasurements(house, name)
        void writing.then(wait)
      },
      everyMs - (Date.now() % everyMs),
    )
    timer.unref()
  }
  wait()
  return {
    async stop() {
      stopWatching()
      await served?.close()
      await writing
      clearTimeout(timer)
      await writeMeasurements(house, name)
    },
  }
}
