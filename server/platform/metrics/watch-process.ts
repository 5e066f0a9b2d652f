import type { House } from '#platform/house.ts'

const tickMs = 50
const ticksPerLook = 20

/**
 * Measures the process itself until stopped: how late a timer fires (what a request waits while the event loop is busy),
 * and once a second its memory and the connections in use.
 */
export function watchProcess({ metrics, database }: House): () => void {
  let dueAt = performance.now() + tickMs
  let ticks = 0
  const timer = setInterval(() => {
    const now = performance.now()
    metrics.record('loop', 'lag', { value: Math.max(0, now - dueAt) * 1_000 })
    dueAt = now + tickMs
    ticks += 1
    if (ticks % ticksPerLook !== 0) return
    const { rss, heapUsed } = process.memoryUsage()
    metrics.record('memory', 'rss', { value: rss / 1_024 })
    metrics.record('memory', 'heap', { value: heapUsed / 1_024 })
    const { busy, waiting } = database.use()
    metrics.record('pool', 'busy', { value: busy })
    metrics.record('pool', 'waiting', { value: waiting })
  }, tickMs)
  timer.unref()
  return () => clearInterval(timer)
}
