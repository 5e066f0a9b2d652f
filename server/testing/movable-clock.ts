import type { Clock } from '#platform/clock/clock.ts'

export type MovableClock = Clock & {
  /** Moves the time forward (or back). */
  move(by: { days?: number; hours?: number; seconds?: number }): void
}

/** A clock that runs like the real one and can be moved. */
export function movableClock(): MovableClock {
  let offsetMs = 0
  return {
    now: () => new Date(Date.now() + offsetMs),
    move({ days = 0, hours = 0, seconds = 0 }) {
      offsetMs += ((days * 24 + hours) * 3_600 + seconds) * 1_000
    },
  }
}
