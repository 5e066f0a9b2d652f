import { setImmediate as nextTurn } from 'node:timers/promises'
import type { House } from '#platform/house.ts'
import type { ToldSource } from './catch-up.ts'
import type { Listener, Listeners } from './listener.ts'

const heartbeatMs = 30_000
/** Heartbeats after which a session is looked at that nobody ended: it may have run out. */
const beatsPerLook = 10
/** A ping takes some 20 µs; after so many the loop belongs to others for a turn (10,000 pings at once held it for 0.2 s). */
const pingsPerTurn = 500

type Beating = {
  readonly house: House
  readonly listeners: Listeners
  readonly told: ToldSource | undefined
  readonly endIfDead: (listener: Listener) => Promise<void>
}

async function ping({ listeners, endIfDead }: Beating, looks: boolean): Promise<void> {
  let pinged = 0
  for (const listener of [...listeners.values()].flatMap((set) => [...set])) {
    if (!listener.alive) listener.socket.terminate()
    listener.alive = false
    listener.socket.ping()
    if (looks) void endIfDead(listener)
    pinged += 1
    if (pinged % pingsPerTurn === 0) await nextTurn()
  }
}

/** Gives everybody what a lost message of the bus kept from them. */
export async function catchUpAll({ listeners, told }: Pick<Beating, 'listeners' | 'told'>): Promise<void> {
  const following = [...listeners].filter(([, set]) =>
    [...set].some(({ follower }) => follower !== undefined),
  )
  if (!told || following.length === 0) return
  const last = await told.lastOf(following.map(([userId]) => userId))
  for (const [userId, set] of following)
    for (const { follower } of set) follower?.catchUp(last.get(userId) ?? 0)
}

/** Drops connections that are dead, ends those whose session is, and makes up for lost hints. @returns a function that ends it */
export function startHeartbeat(beating: Beating): () => void {
  let beats = 0
  const timer = setInterval(() => {
    beats += 1
    Promise.all([ping(beating, beats % beatsPerLook === 0), catchUpAll(beating)]).catch((error: unknown) =>
      beating.house.log.warn({ err: error }, 'live connections could not be looked after'),
    )
  }, heartbeatMs)
  return () => clearInterval(timer)
}
