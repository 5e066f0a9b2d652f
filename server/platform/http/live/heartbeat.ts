import { setImmediate as nextTurn } from 'node:timers/promises'
import type { UserId } from '#contract/ids.ts'
import type { House } from '#platform/house.ts'
import type { ToldSource } from './catch-up.ts'
import type { Listener, Listeners } from './listener.ts'

/** Each connection is looked after once in this time. */
const heartbeatMs = 30_000
/** Spread over so many parts of it: all of 10,000 at once held a targeted message up by 0.2 s (`npm run bench:live`). */
const slicesPerBeat = 60
/** Heartbeats after which a session is looked at that nobody ended: it may have run out. */
const beatsPerLook = 10
/** A ping takes some 20 µs; after so many the loop belongs to others for a turn. */
const pingsPerTurn = 25

/** People with their connections. */
type Slice = readonly (readonly [UserId, ReadonlySet<Listener>])[]

type Beating = {
  readonly house: House
  readonly listeners: Listeners
  readonly told: ToldSource | undefined
  readonly endIfDead: (listener: Listener) => Promise<void>
}

async function ping(slice: Slice, endIfDead: Beating['endIfDead'] | undefined): Promise<void> {
  let pinged = 0
  for (const listener of slice.flatMap(([, set]) => [...set])) {
    if (!listener.alive) listener.socket.terminate()
    listener.alive = false
    listener.socket.ping()
    void endIfDead?.(listener)
    pinged += 1
    if (pinged % pingsPerTurn === 0) await nextTurn()
  }
}

/** Gives these people what a lost message of the bus kept from them. */
export async function catchUp(slice: Slice, told: ToldSource | undefined): Promise<void> {
  const following = slice.filter(([, set]) => [...set].some(({ follower }) => follower !== undefined))
  if (!told || following.length === 0) return
  const last = await told.lastOf(following.map(([userId]) => userId))
  for (const [userId, set] of following)
    for (const { follower } of set) follower?.catchUp(last.get(userId) ?? 0)
}

/** Drops connections that are dead, ends those whose session is, and makes up for lost hints. @returns a function that ends it */
export function startHeartbeat({ house, listeners, told, endIfDead }: Beating): () => void {
  let beats = 0
  let at = 0
  let everybody: Slice = []
  const timer = setInterval(() => {
    if (at === 0) {
      beats += 1
      everybody = [...listeners]
    }
    const length = Math.ceil(everybody.length / slicesPerBeat)
    const slice = everybody.slice(at * length, (at + 1) * length)
    at = (at + 1) % slicesPerBeat
    const looks = beats % beatsPerLook === 0
    Promise.all([ping(slice, looks ? endIfDead : undefined), catchUp(slice, told)]).catch((error: unknown) =>
      house.log.warn({ err: error }, 'live connections could not be looked after'),
    )
  }, heartbeatMs / slicesPerBeat)
  return () => clearInterval(timer)
}
