import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'

const askEveryMs = 1_000
const mostMs = 1_500
/** One answer that is late is a busy machine. */
const missesOfOutage = 2

type Outage = { controller: AbortController }

const outages = new WeakMap<House, Outage>()

function outageOf(house: House): Outage {
  const known = outages.get(house) ?? { controller: new AbortController() }
  outages.set(house, known)
  return known
}

/**
 * The same, for who should not hang with a database that does: what waits for it is given up, and what comes is refused,
 * from the moment the process knows. A database that refuses needs none of this: that is an error, and soon.
 * @throws Problem unavailable; what was asked may nevertheless come about
 */
export async function unlessDatabaseHangs<T>(house: House, work: () => Promise<T>): Promise<T> {
  const { signal } = outageOf(house).controller
  if (signal.aborted) throw new Problem('unavailable', { part: 'database' })
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const leave = () => reject(new Problem('unavailable', { part: 'database' }))
  signal.addEventListener('abort', leave)
  work().then(resolve, reject)
  // Not by a race: that would keep a reaction of every request for as long as the process lives.
  return promise.finally(() => signal.removeEventListener('abort', leave))
}

/** Asks the database all the time, on a connection of its own, whether it answers, until stopped. */
export function watchDatabase(house: House): { stop(): Promise<void> } {
  const pool = house.database.pool('seogo_system', { max: 1 })
  const stopping = new AbortController()
  const outage = outageOf(house)
  let misses = 0
  let asking: Promise<unknown> | undefined

  async function look(): Promise<void> {
    asking ??= pool.query('select 1').then(
      () => undefined,
      // A refusal is an answer too.
      () => undefined,
    )
    const answered = asking.then(() => true)
    const enough = new AbortController()
    const late = sleep(mostMs, false, { signal: enough.signal }).catch(() => false)
    let hears = await Promise.race([answered, late])
    // This process itself may have stood still: then the answer lies there and is read in the next turn.
    if (!hears) hears = await Promise.race([answered, sleep(100, false)])
    enough.abort()
    if (hears) asking = undefined
    misses = hears ? 0 : misses + 1
  }

  const watching = (async () => {
    while (!stopping.signal.aborted) {
      await look()
      const isAway = misses >= missesOfOutage
      if (isAway && !outage.controller.signal.aborted) {
        house.log.error({}, 'the database hangs: requests are refused until it answers')
        outage.controller.abort()
      } else if (!isAway && outage.controller.signal.aborted) {
        house.log.info({}, 'the database answers again')
        outage.controller = new AbortController()
      }
      await sleep(askEveryMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await watching
    },
  }
}
