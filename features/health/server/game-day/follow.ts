import { setTimeout as sleep } from 'node:timers/promises'
import { breakable } from '#contract/health.ts'
import type { House } from '#platform/house.ts'
import { listStanding } from './queries.ts'

const lookEveryMs = 500
/** The event loop stands so long, and then turns for a moment, in which it may hear that it is over. */
const standsMs = 900
const turnsMs = 100

/** Reads what is broken now. A process that cannot ask goes by what it knows; every break knows its end. */
export async function learnBreaks({ gameDay, database, clock }: House): Promise<void> {
  if (!gameDay) return
  const rows = await database.asSystem('what is broken on purpose', (tx) => listStanding(tx, clock.now()))
  gameDay.learn(
    rows.map(({ part, target, ends_at }) => ({ part: breakable.parse(part), target, endsAt: ends_at })),
  )
}

/** Nothing of this process turns meanwhile; the processor is left to the others. */
function standStill(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, standsMs)
}

/**
 * Has this process break what is to be broken, until it is told to stop: an API stands still, a worker dies without a word,
 * as often as it is started again. The other parts are broken where they are used.
 */
export function followGameDay(house: House, kind: 'api' | 'worker'): { stop(): Promise<void> } {
  const { gameDay, log } = house
  if (!gameDay) return { stop: async () => undefined }
  const stopping = new AbortController()
  const following = (async () => {
    while (!stopping.signal.aborted) {
      await learnBreaks(house).catch((error: unknown) =>
        log.warn({ err: error }, 'what is broken on purpose could not be read'),
      )
      if (kind === 'worker' && gameDay.isBroken('worker')) {
        log.warn({}, 'this worker is ended on purpose')
        process.kill(process.pid, 'SIGKILL')
      }
      const stands = kind === 'api' && gameDay.isBroken('event_loop')
      if (stands) standStill()
      await sleep(stands ? turnsMs : lookEveryMs, undefined, { signal: stopping.signal }).catch(
        () => undefined,
      )
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await following
    },
  }
}
