import { AsyncLocalStorage } from 'node:async_hooks'
import type { Span } from './span.ts'

/** What a request or a job is doing: what it asks the database counts for it, wherever it is asked. */
export type Work = {
  /** Its name, `feature.verb`, where it has one. */
  readonly name: string | undefined
  queries: number
  queryUs: number
  /** Whether all looks into the cache found what they wanted; undefined: it did not look. */
  cache: CacheResult | undefined
  /** Measuring itself is not measured. */
  readonly silent: boolean
  /** Its span, where traces are sent somewhere. */
  readonly span: Span | undefined
  /** The trace it goes on; what it asks for goes on with it. */
  readonly traceparent: string | undefined
}

/** `old`: what was kept is given although its time is over, for the database is away. */
export type CacheResult = 'hit' | 'miss' | 'old'

const atWork = new AsyncLocalStorage<Work>()

/** Begins the account of a piece of work with such a name. */
export function openWork(
  name: string | undefined,
  { silent = false, span, traceparent }: Opening = {},
): Work {
  return {
    name,
    queries: 0,
    queryUs: 0,
    cache: undefined,
    silent,
    span,
    traceparent: span?.traceparent ?? traceparent,
  }
}

type Opening = {
  readonly silent?: boolean
  readonly span?: Span | undefined
  readonly traceparent?: string | undefined
}

/** Runs `done` and all that comes of it for the account of a piece of work. */
export const inWork = <T>(work: Work, done: () => T): T => atWork.run(work, done)

/** The piece of work that asks at this moment. */
export const currentWork = (): Work | undefined => atWork.getStore()

/** The trace that what is asked for now belongs to, for the row that carries it on. */
export const currentTrace = (): string | null => atWork.getStore()?.traceparent ?? null

const gravity: Readonly<Record<CacheResult, number>> = { hit: 0, miss: 1, old: 2 }

/** Says what came of a look into the cache, for the measurements of the request or job that looked; one miss is a miss. */
export function noteCache(result: CacheResult): void {
  const work = atWork.getStore()
  if (work && (work.cache === undefined || gravity[result] > gravity[work.cache])) work.cache = result
}
