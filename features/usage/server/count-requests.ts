import type { House } from '#platform/house.ts'
import type { Answered } from '#platform/http/answered.ts'
import { networkOf } from '#platform/http/network.ts'
import { addRequests, type CountedRequests } from './request-queries.ts'

const writeEveryMs = 10_000
const hourMs = 3_600_000
// However many people and networks: what comes beyond it before the next writing is counted with the network left out.
const mostCounters = 20_000
const manyNetworks = 'many'

type Counter = { readonly userId: string; readonly address: string; readonly hourMs: number } & {
  requests: number
  failed: number
}

const hourOf = (ms: number) => ms - (ms % hourMs)

const countersOf = new WeakMap<House, RequestCounter>()

export type RequestCounter = ReturnType<typeof openRequestCounter>

/**
 * Counts the requests of people in the memory of this process, and writes them down every ten seconds: a request costs one
 * look into a map and no statement. What a process that is killed had not written is lost: at most ten seconds.
 */
export function openRequestCounter(house: House) {
  let counters = new Map<string, Counter>()
  let writing: Promise<void> = Promise.resolve()

  function add(of: Omit<Counter, 'requests' | 'failed'>, requests: number, failed: number): void {
    const isFull = counters.size >= mostCounters
    const key = `${of.userId} ${isFull ? manyNetworks : of.address} ${of.hourMs}`
    const known = counters.get(key)
    if (known) {
      known.requests += requests
      known.failed += failed
    } else counters.set(key, { ...of, ...(isFull && { address: manyNetworks }), requests, failed })
  }

  async function writeAll(): Promise<void> {
    if (counters.size === 0) return
    const taken = counters
    counters = new Map()
    const rows: CountedRequests[] = [...taken.values()].map(({ address, ...row }) => ({
      ...row,
      network: networkOf(address),
    }))
    try {
      await house.database.asSystem('requests are counted', (tx) => addRequests(tx, rows))
    } catch (error) {
      // They are written the next time.
      for (const { requests, failed, ...of } of taken.values()) add(of, requests, failed)
      throw error
    }
  }

  /** Writes down what was counted; one writing at a time. */
  async function write(): Promise<void> {
    const turn = writing.then(writeAll)
    writing = turn.catch(() => {
      // Whoever asked for this writing hears of it; the next one begins all the same.
    })
    await turn
  }

  const writeOrWarn = () =>
    write().catch((error: unknown) => house.log.warn({ err: error }, 'requests could not be counted'))
  const timer = setInterval(writeOrWarn, writeEveryMs).unref()

  const counter = {
    /** Counts a request that was answered. */
    count({ userId, address, status }: Answered): void {
      add({ userId, address, hourMs: hourOf(house.clock.now().getTime()) }, 1, status >= 400 ? 1 : 0)
    },
    write,
    async close(): Promise<void> {
      clearInterval(timer)
      await writeOrWarn()
    },
  }
  countersOf.set(house, counter)
  return counter
}

/** Writes down what this process has counted, for who wants to read it now. */
export async function writeRequestCounts(house: House): Promise<void> {
  await countersOf.get(house)?.write()
}
