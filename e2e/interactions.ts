import type { Page } from '@playwright/test'
import { round } from '../bench/measure.ts'

/** Milliseconds; `paint` from the press to the next picture (PerformanceEventTiming), `done` until what was asked for is there. */
export type Interactions = { n: number; paint: Percentiles; done?: Percentiles }
type Percentiles = { p50Ms: number; p75Ms: number; p98Ms: number; maxMs: number }

/** The browser tells of nothing shorter. */
const shortestMs = 16

/** Begins to listen for interactions in every document of the page. */
export async function listen(page: Page): Promise<void> {
  await page.addInitScript((threshold) => {
    const longest = new Map<number, number>()
    Reflect.set(globalThis, 'interactionsMs', longest)
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const id: unknown = Reflect.get(entry, 'interactionId')
        if (typeof id !== 'number' || id === 0) continue
        longest.set(id, Math.max(longest.get(id) ?? 0, entry.duration))
      }
    })
    const kinds = [{ type: 'event', durationThreshold: threshold }, { type: 'first-input' }]
    for (const kind of kinds) observer.observe({ ...kind, buffered: true })
  }, shortestMs)
}

/** The longest interaction since the last time, in milliseconds; one that was too short to be told of counts as the shortest. */
async function takeLongest(page: Page): Promise<number> {
  // An entry comes after the picture that ends it.
  await page.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 60))),
      ),
  )
  const longest = await page.evaluate(() => {
    const seen: unknown = Reflect.get(globalThis, 'interactionsMs')
    if (!(seen instanceof Map)) return 0
    const most = Math.max(0, ...seen.values())
    seen.clear()
    return most
  })
  return Math.max(longest, shortestMs)
}

type Step = {
  /** The presses: what is measured. */
  readonly act: () => Promise<unknown>
  /** Resolves when what was asked for is on screen. */
  readonly until?: () => Promise<unknown>
  /** Back to where the next one can begin; not measured. */
  readonly after?: () => Promise<unknown>
}

/** Does a step so many times and measures each. */
export async function measure(
  page: Page,
  times: number,
  stepOf: (run: number) => Step,
): Promise<Interactions> {
  const paints: number[] = []
  const dones: number[] = []
  for (let run = 0; run < times; run += 1) {
    const { act, until, after } = stepOf(run)
    const start = performance.now()
    await act()
    if (until !== undefined) {
      await until()
      dones.push(performance.now() - start)
    }
    paints.push(await takeLongest(page))
    await after?.()
    if (after !== undefined) await takeLongest(page)
  }
  return {
    n: times,
    paint: percentilesOf(paints),
    ...(dones.length > 0 && { done: percentilesOf(dones) }),
  }
}

/** By nearest rank. */
export function percentilesOf(valuesMs: readonly number[]): Percentiles {
  const sorted = valuesMs.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN)
  return { p50Ms: at(0.5), p75Ms: at(0.75), p98Ms: at(0.98), maxMs: at(1) }
}

/** The gaps between pictures while `work` runs, in milliseconds. */
export async function frameGaps(page: Page, work: () => Promise<unknown>): Promise<Percentiles> {
  await page.evaluate(() => {
    const gaps: number[] = []
    Reflect.set(globalThis, 'frameGapsMs', gaps)
    let before = performance.now()
    const next = () => {
      const now = performance.now()
      gaps.push(now - before)
      before = now
      if (Reflect.get(globalThis, 'frameGapsMs') === gaps) requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
  })
  await work()
  const gaps = await page.evaluate(() => {
    const taken: unknown = Reflect.get(globalThis, 'frameGapsMs')
    Reflect.set(globalThis, 'frameGapsMs', undefined)
    return Array.isArray(taken) ? taken.map(Number) : []
  })
  return percentilesOf(gaps)
}

/** What the page's scripts hold after a collection, in megabytes. */
export async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.enable')
  await session.send('HeapProfiler.collectGarbage')
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return round(usedSize / 1e6)
}
