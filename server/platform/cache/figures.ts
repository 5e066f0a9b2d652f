import type { Kept } from './kept.ts'

/** What a process counted of one namespace since it started; times are sums in microseconds. */
export type NamespaceFigures = {
  memoryHits: number
  memoryUs: number
  sharedHits: number
  sharedUs: number
  /** Looks into Redis, found or not. */
  sharedLooks: number
  loads: number
  loadUs: number
  mostLoadUs: number
  failures: number
  /** Served although too old, because the database was away. */
  graced: number
  /** Read anew before its time was over. */
  refreshed: number
  /** Dropped because what it was made of had changed, or because its time was over. */
  changed: number
  expired: number
  evictions: number
  ttlMs: number
}

const none = (): NamespaceFigures => ({
  memoryHits: 0,
  memoryUs: 0,
  sharedHits: 0,
  sharedUs: 0,
  sharedLooks: 0,
  loads: 0,
  loadUs: 0,
  mostLoadUs: 0,
  failures: 0,
  graced: 0,
  refreshed: 0,
  changed: 0,
  expired: 0,
  evictions: 0,
  ttlMs: 0,
})

export function openFigures() {
  const byName = new Map<string, NamespaceFigures>()
  return {
    of(name: string): NamespaceFigures {
      const known = byName.get(name)
      if (known) return known
      const made = none()
      byName.set(name, made)
      return made
    },
    all: () => byName,
  }
}

export type Figures = ReturnType<typeof openFigures>

/** One key among those that were asked for most. */
export type TopKey = {
  readonly namespace: string
  readonly label: string
  readonly hits: number
  readonly bytes: number
}

export type CacheReport = {
  readonly namespaces: readonly (NamespaceFigures & {
    readonly name: string
    readonly entries: number
    readonly bytes: number
  })[]
  readonly topKeys: readonly TopKey[]
  readonly bytes: number
  readonly mostBytes: number
  /** Of the tier in Redis: null where there is none. */
  readonly shared: { readonly ready: boolean; readonly failures: number } | null
  /** Whether the process hears of changes; while it does not, nothing is believed. */
  readonly listening: boolean
}

const mostTopKeys = 20

/** What is in memory at this moment, by namespace and by use. */
export function lookThrough(kept: Iterable<Kept>) {
  const held = new Map<string, { entries: number; bytes: number }>()
  const top: Kept[] = []
  for (const each of kept) {
    const sum = held.get(each.namespace) ?? { entries: 0, bytes: 0 }
    held.set(each.namespace, { entries: sum.entries + 1, bytes: sum.bytes + each.bytes })
    const last = top.at(-1)
    if (each.hits === 0 || (top.length === mostTopKeys && last && last.hits >= each.hits)) continue
    top.push(each)
    top.sort((one, other) => other.hits - one.hits)
    top.length = Math.min(top.length, mostTopKeys)
  }
  return {
    held,
    topKeys: top.map(({ namespace, label, hits, bytes }) => ({ namespace, label, hits, bytes })),
  }
}
