import { setImmediate as nextTurn } from 'node:timers/promises'
import { Problem } from '#contract/problems.ts'
import { isDatabaseAway } from '#platform/database/away.ts'
import type { Log } from '#platform/log/log.ts'
import { noteCache } from '#platform/metrics/work.ts'
import type { ChangeBook, Source } from './change-book.ts'
import type { Figures } from './figures.ts'
import type { Hearing, Hears } from './hear-changes.ts'
import { bytesOf, type Kept, type Memory, withOwnBytes } from './kept.ts'
import type { CacheNamespace } from './namespace.ts'
import type { Shared } from './shared.ts'
import { isNoOlder } from './snapshots.ts'

/** What a computation says about its own value. */
export type Computing = {
  /** Adds tags that are known only now. */
  tag(tags: readonly string[]): void
}

export type Asked = {
  readonly key: string
  /** What the monitoring page may say of the key; the namespace alone, unless given. */
  readonly label?: string
  /** Whose rows it is made of: their person's and their libraries'. */
  readonly whose?: readonly string[]
}

/** Bytes that answer a request. */
export type CachedAnswer = { readonly etag: string; readonly body: Buffer }

export function isAnswer(value: unknown): value is CachedAnswer {
  return typeof value === 'object' && value !== null && 'body' in value && value.body instanceof Buffer
}

/** While the database is away something older is better than nothing, for so long. */
const graceMs = 600_000
/** From this part of its life on a value that is asked for is read anew before it is too old. */
const refreshFrom = 0.8
/** Whoever waits for somebody else's reading that turns out old waits once more, and then reads alone. */
const mostJoins = 2

/** What is to be forgotten by name is told like a change of a table: of this one, or of that of a namespace. */
export const allOfIt = 'cache'
export const tableOf = (name: string) => `cache:${name}`
export const isPattern = (table: string) => table.startsWith(tableOf('')) && table.endsWith('*')
export const keyTag = (name: string, key: string) => encodeURIComponent(`${name} ${key}`)

const isAway = (error: unknown) =>
  error instanceof Error &&
  (isDatabaseAway(error) || (error instanceof Problem && error.code === 'unavailable'))

type Reading = { readonly namespace: CacheNamespace; readonly asked: Asked; readonly id: string }
type Load<T> = { readonly compute: (computing: Computing) => Promise<T>; readonly isAnswer: boolean }

const sourceOf = ({ name, dependsOn }: CacheNamespace, { key, whose = [] }: Asked): Source => ({
  tables: [...dependsOn, allOfIt, tableOf(name)],
  whose: [...whose, keyTag(name, key)],
})

function keptOf(
  { namespace, asked }: Reading,
  read: Pick<Kept, 'value' | 'readAt' | 'source' | 'keptAtMs'>,
): Kept {
  const label = asked.label ?? ''
  const value = withOwnBytes(read.value)
  return { ...read, value, namespace: namespace.name, label, bytes: bytesOf(value), hits: 0 }
}

type Parts = {
  readonly book: ChangeBook
  readonly changes: Hears
  readonly memory: Memory
  readonly shared: Shared | undefined
  readonly figures: Figures
  readonly log: Log
}

/**
 * Reading through the tiers. A library's tags go by when a value was stored, and its guard against a stampede lets who
 * comes late join a reading that began before a change: with both, whoever wrote could read something older. Here a value
 * is as old as the moment before it was read, and who joins checks what they were given.
 */
export function openReader({ book, changes, memory, shared, figures, log }: Parts) {
  const flights = new Map<string, Promise<Kept>>()

  async function lookShared(reading: Reading, readAt: number, hearing: Hearing): Promise<Kept | undefined> {
    const { namespace, asked, id } = reading
    if (shared === undefined || namespace.isShared !== true) return undefined
    const counted = figures.of(namespace.name)
    const startedAt = performance.now()
    const found = await shared.get(hearing.database, id)
    counted.sharedLooks += 1
    counted.sharedUs += (performance.now() - startedAt) * 1_000
    if (found === undefined || Date.now() - found.keptAtMs >= namespace.ttlMs) return undefined
    const source = sourceOf(namespace, asked)
    if (!isNoOlder(found.snapshot, hearing.from) || !book.hasSeenAll(found.snapshot, source)) return undefined
    counted.sharedHits += 1
    const value = { etag: found.etag, body: found.body }
    return keptOf(reading, { value, readAt, source, keptAtMs: found.keptAtMs })
  }

  async function compute<T>(reading: Reading, readAt: number, load: Load<T>): Promise<Kept> {
    const { namespace, asked } = reading
    const counted = figures.of(namespace.name)
    const startedAt = performance.now()
    const tags: string[] = []
    try {
      const value = await load.compute({ tag: (more) => void tags.push(...more) })
      const source = sourceOf(namespace, asked)
      return keptOf(reading, {
        value,
        readAt,
        source: { ...source, whose: [...source.whose, ...tags] },
        keptAtMs: Date.now(),
      })
    } catch (error) {
      counted.failures += 1
      throw error
    } finally {
      const us = (performance.now() - startedAt) * 1_000
      counted.loads += 1
      counted.loadUs += us
      counted.mostLoadUs = Math.max(counted.mostLoadUs, us)
    }
  }

  /** Reads, and keeps what was read unless it has become old meanwhile. */
  async function fly<T>(reading: Reading, load: Load<T>): Promise<Kept> {
    const { namespace, id } = reading
    const hearing = changes.now()
    const readAt = book.now()
    const isKept = (kept: Kept) =>
      hearing !== undefined && changes.now() === hearing && book.isCurrent(readAt, kept.source)
    if (hearing && load.isAnswer) {
      const found = await lookShared(reading, readAt, hearing)
      if (found && isKept(found)) {
        memory.set(id, found)
        return found
      }
    }
    const shares = hearing !== undefined && load.isAnswer && namespace.isShared === true && shared?.isReady()
    const snapshot = shares ? await changes.snapshot() : undefined
    const kept = await compute(reading, readAt, load)
    if (!isKept(kept)) return kept
    memory.set(id, kept)
    if (shared && hearing && snapshot !== undefined && isAnswer(kept.value))
      void shared.set(hearing.database, id, { ...kept.value, snapshot, ttlMs: namespace.ttlMs })
    return kept
  }

  function begin<T>(reading: Reading, load: Load<T>): Promise<Kept> {
    const flight = fly(reading, load)
    flights.set(reading.id, flight)
    const land = () => {
      if (flights.get(reading.id) === flight) flights.delete(reading.id)
    }
    flight.then(land, land)
    return flight
  }

  /** Joins who reads it already; what they read is taken only if nothing of it changed before it was asked for here. */
  async function readOnce<T>(reading: Reading, load: Load<T>): Promise<Kept> {
    for (let joins = 0; joins < mostJoins; joins += 1) {
      const flying = flights.get(reading.id)
      if (flying === undefined) break
      const kept = await flying
      if (book.isCurrent(kept.readAt, kept.source)) return kept
      await nextTurn()
    }
    return await begin(reading, load)
  }

  /** Still good, too old, or made of what has changed since. */
  function stateOf(
    kept: Kept | undefined,
    { ttlMs }: CacheNamespace,
  ): 'none' | 'good' | 'expired' | 'changed' {
    if (kept === undefined) return 'none'
    if (!book.isCurrent(kept.readAt, kept.source)) return 'changed'
    return Date.now() - kept.keptAtMs < ttlMs ? 'good' : 'expired'
  }

  function refreshIfDue<T>(reading: Reading, kept: Kept, load: Load<T>): void {
    const { ttlMs, name } = reading.namespace
    if (Date.now() - kept.keptAtMs < ttlMs * refreshFrom || flights.has(reading.id)) return
    figures.of(name).refreshed += 1
    begin(reading, load).catch((error: unknown) =>
      log.debug({ err: error }, 'a value could not be read anew before its time'),
    )
  }

  return async function read<T>(
    asking: Pick<Reading, 'namespace' | 'asked'>,
    load: Load<T>,
  ): Promise<unknown> {
    const id = `${asking.namespace.name} ${asking.asked.key}`
    const reading = { ...asking, id }
    const { namespace } = asking
    const counted = figures.of(namespace.name)
    counted.ttlMs = namespace.ttlMs
    const startedAt = performance.now()
    const kept = memory.get(id)
    const state = stateOf(kept, namespace)
    if (kept && state === 'good' && changes.now()) {
      kept.hits += 1
      counted.memoryHits += 1
      counted.memoryUs += (performance.now() - startedAt) * 1_000
      noteCache('hit')
      refreshIfDue(reading, kept, load)
      return kept.value
    }
    if (state === 'changed' || state === 'expired') counted[state] += 1
    if (state === 'changed') memory.delete(id)
    noteCache('miss')
    try {
      return (await readOnce(reading, load)).value
    } catch (error) {
      // No older than what anybody heard of, and only while nothing newer can be had.
      const isOld = kept === undefined || Date.now() - kept.keptAtMs > namespace.ttlMs + graceMs
      if (isOld || state === 'changed' || !isAway(error)) throw error
      counted.graced += 1
      noteCache('old')
      return kept.value
    }
  }
}
