import { setImmediate } from 'node:timers/promises'

// Short enough that a request in the same process never waits long enough to be noticed.
const workMs = 12

/** Called inside long loops: gives the event loop its turn when enough work was done since the last time. */
export type Breathe = () => Promise<void> | undefined

/** @returns a {@link Breathe} that throws the signal's reason once it is aborted. */
export function startBreathing(signal: AbortSignal | undefined): Breathe {
  let lastTurn = performance.now()
  const yieldTurn = async () => {
    await setImmediate()
    signal?.throwIfAborted()
    lastTurn = performance.now()
  }
  return () => (performance.now() - lastTurn < workMs ? undefined : yieldTurn())
}
