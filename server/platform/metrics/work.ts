import { AsyncLocalStorage } from 'node:async_hooks'

/** What a request or a job is doing: what it asks the database counts for it, wherever it is asked. */
export type Work = {
  /** The feature whose work it is, as far as its name says. */
  readonly feature: string | undefined
  queries: number
  queryUs: number
  /** Whether all looks into the cache found what they wanted; undefined: it did not look. */
  cache: CacheResult | undefined
  /** Measuring itself is not measured. */
  readonly silent: boolean
}

export type CacheResult = 'hit' | 'miss'

const atWork = new AsyncLocalStorage<Work>()

/** Begins the account of a piece of work with such a name, `feature.verb`. */
export function openWork(name: string | undefined, { silent = false } = {}): Work {
  return { feature: name?.split('.')[0], queries: 0, queryUs: 0, cache: undefined, silent }
}

/** Runs `done` and all that comes of it for the account of a piece of work. */
export const inWork = <T>(work: Work, done: () => T): T => atWork.run(work, done)

/** The piece of work that asks at this moment. */
export const currentWork = (): Work | undefined => atWork.getStore()

/** Says what came of a look into the cache, for the measurements of the request or job that looked; one miss is a miss. */
export function noteCache(result: CacheResult): void {
  const work = atWork.getStore()
  if (work && work.cache !== 'miss') work.cache = result
}
