import type { Database } from '#platform/database/database.ts'
import type { Log } from '#platform/log/log.ts'
import { openChangeBook, toRowsChanged } from './change-book.ts'
import { type CacheReport, lookThrough, openFigures } from './figures.ts'
import { hearChanges } from './hear-changes.ts'
import { openMemory } from './kept.ts'
import { type CacheNamespace, isMeant } from './namespace.ts'
import {
  type Asked,
  allOfIt,
  type CachedAnswer,
  type Computing,
  isAnswer,
  isPattern,
  keyTag,
  openReader,
  tableOf,
} from './read.ts'
import { openShared } from './shared.ts'

export type { CachedAnswer }

export type Cache = {
  /**
   * The value under the key, computed once however many ask at the same time. A value is never `undefined`, and whoever
   * gets it must not change it.
   * @throws what `compute` throws
   */
  getOrSet<T>(
    namespace: CacheNamespace,
    asked: Asked,
    compute: (computing: Computing) => Promise<T>,
  ): Promise<T>
  /** The same for an answer, which processes may share. */
  answer(namespace: CacheNamespace, asked: Asked, compute: () => Promise<CachedAnswer>): Promise<CachedAnswer>
  delete(namespace: CacheNamespace, key: string): Promise<void>
  /** Forgets every value that carries one of the tags, in every process. */
  deleteByTag(tags: readonly string[]): Promise<void>
  /** Forgets what is kept under the names that a pattern means (`papers.*`), in every process. */
  deleteNamespaces(pattern: string): Promise<void>
  /** Forgets everything, in every process: what it was computed from is not there any more. */
  deleteAll(): Promise<void>
  /** Whatever of theirs was kept in this process before now may be old. */
  noteOwner(owner: string): void
  /** Names that can be cleared, also before anything is kept under them. */
  know(namespaces: readonly CacheNamespace[]): void
  names(): readonly string[]
  report(): CacheReport
  /** Whether this process keeps anything at this moment. */
  readonly isOn: boolean
  close(): Promise<void>
}

/** Changes that are remembered; beyond, all is forgotten once: a page of memory is dearer than a reading. */
const mostNames = 50_000

type Options = {
  readonly database: Database
  readonly redisUrl: string | undefined
  readonly prefix: string
  readonly log: Log
  readonly mostBytes: number
  /** False: answers are computed each time; what the house itself remembers is kept all the same. */
  readonly keepsAnswers: boolean
}

/** Opens the cache of one process. */
export function openCache(options: Options): Cache {
  const { database, log, keepsAnswers } = options
  const book = openChangeBook()
  const figures = openFigures()
  const known = new Set<string>()
  const memory = openMemory({
    mostBytes: options.mostBytes,
    onEvict: ({ namespace }) => {
      figures.of(namespace).evictions += 1
    },
  })
  const shared = options.redisUrl
    ? openShared({ url: options.redisUrl, prefix: options.prefix, log })
    : undefined

  function forgetAll(): void {
    book.forgetAll()
    memory.clear()
  }

  function note(told: string): void {
    const change = toRowsChanged(told)
    if (change === undefined) return
    if (isPattern(change.table)) {
      for (const name of known)
        if (isMeant(change.table, tableOf(name))) book.note({ ...change, table: tableOf(name) })
    } else book.note(change)
    if (book.size() <= mostNames) return
    forgetAll()
    changes.again()
  }

  const changes = hearChanges({ database, log, hear: note, onGap: forgetAll })
  database.onRowsChanged((told) => told.forEach(note))

  async function tell(table: string, whose: readonly string[]): Promise<void> {
    try {
      note(await changes.tell(table, whose))
    } catch (error) {
      // The others hear of a gap when the database is back.
      log.warn({ err: error }, 'other processes were not told what to forget')
      note(`${table} 0 ${whose.join(',')}`)
    }
  }

  const read = openReader({ book, changes, memory, shared, figures, log })

  return {
    getOrSet: async <T>(
      namespace: CacheNamespace,
      asked: Asked,
      compute: (computing: Computing) => Promise<T>,
    ) => {
      if (namespace.isAnswer === true && !keepsAnswers) return await compute({ tag: () => undefined })
      known.add(namespace.name)
      // What is under a key was put there by the same computation.
      return (await read({ namespace, asked }, { compute, isAnswer: false })) as T
    },
    async answer(namespace, asked, compute) {
      if (!keepsAnswers) return await compute()
      const value = await read({ namespace, asked }, { compute, isAnswer: true })
      if (!isAnswer(value)) throw new Error(`${namespace.name} keeps something that is no answer`)
      return value
    },
    delete: ({ name }, key) => tell(allOfIt, [keyTag(name, key)]),
    deleteByTag: (tags) => tell(allOfIt, tags),
    deleteNamespaces: (pattern) => tell(tableOf(pattern), ['*']),
    deleteAll: () => tell(allOfIt, ['*']),
    noteOwner: (owner) => book.noteOwner(owner),
    know: (namespaces) => {
      for (const { name } of namespaces) known.add(name)
    },
    names: () => [...known].toSorted(),
    report() {
      const { held, topKeys } = lookThrough(memory.values())
      return {
        namespaces: [...figures.all()].map(([name, counted]) => ({
          name,
          ...counted,
          ...(held.get(name) ?? { entries: 0, bytes: 0 }),
        })),
        topKeys,
        bytes: memory.bytes(),
        mostBytes: options.mostBytes,
        shared: shared ? { ready: shared.isReady(), failures: shared.failures() } : null,
        listening: changes.now() !== undefined,
      }
    },
    isOn: keepsAnswers,
    async close() {
      shared?.close()
      await changes.close()
    },
  }
}
