/** The door of caching: what other features and the entry points may call. */
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { toInstant } from '#contract/time.ts'
import { recordAlone } from '#features/audit/server/audit.ts'
import type { House } from '#platform/house.ts'
import type { CacheNamespaceFigures, Caching } from '../contract.ts'
import { adviceFor } from './advice.ts'
import { dropReports, listReports, upsertReport } from './queries.ts'
import { addUp, type StoredNamespace, storedReport } from './report.ts'

const writtenEveryMs = 5_000
/** A process that did not write for so long is gone or hangs. */
const freshMs = 30_000
const mostTopKeys = 20

/** Writes down what this process keeps, as long as it runs. Never fails: the next writing says all of it. */
export async function keepCacheReports(house: House, kind: 'api' | 'worker') {
  const { cache, clock, database, log } = house
  const process = `${kind} ${hostname()} ${globalThis.process.pid}`
  const write = async () => {
    const report = JSON.stringify(cache.report())
    await database.hastily('report what is kept', (tx) =>
      upsertReport(tx, { process, kind, at: clock.now(), report }),
    )
  }
  const fail = (error: unknown) => log.warn({ err: error }, 'it could not be written down what is kept')
  const drop = () =>
    database.hastily('forget the reports of who is gone', (tx) =>
      dropReports(tx, { process, before: new Date(clock.now().getTime() - 100 * freshMs) }),
    )
  await drop().then(write).catch(fail)
  const timer = setInterval(() => void write().catch(fail), writtenEveryMs)
  return {
    async stop() {
      clearInterval(timer)
      await drop().catch(fail)
    },
  }
}

const meanMs = (us: number, times: number) => (times === 0 ? 0 : us / times / 1_000)

function toFigures(of: StoredNamespace): CacheNamespaceFigures {
  const { memoryUs, sharedUs, sharedLooks, loadUs, mostLoadUs, ttlMs, ...counted } = of
  const hits = of.memoryHits + of.sharedHits
  const looks = hits + of.loads
  return {
    ...counted,
    hitRate: looks === 0 ? null : hits / looks,
    ttlSeconds: ttlMs / 1_000,
    memoryMs: meanMs(memoryUs, of.memoryHits),
    sharedMs: meanMs(sharedUs, sharedLooks),
    loadMs: meanMs(loadUs, of.loads),
    mostLoadMs: mostLoadUs / 1_000,
    advice: adviceFor(of),
  }
}

/** What all processes keep together; of the one that answers as it is now, of the others as they wrote last. */
export async function readCaching(house: House): Promise<Caching> {
  const since = new Date(house.clock.now().getTime() - freshMs)
  const rows = await house.database.asSystem('read what is kept', (tx) => listReports(tx, since))
  const reports = rows.map(({ report, ...row }) => ({ ...row, report: storedReport.parse(report) }))
  const sums = new Map<string, StoredNamespace>()
  for (const { report } of reports)
    for (const figures of report.namespaces) {
      const sum = sums.get(figures.name)
      sums.set(figures.name, sum === undefined ? figures : addUp(sum, figures))
    }
  return {
    on: house.cache.isOn,
    processes: reports.map(({ process, kind, at, report }) => ({
      process,
      kind: kind === 'worker' ? 'worker' : 'api',
      at: toInstant(at),
      bytes: report.bytes,
      mostBytes: report.mostBytes,
      entries: report.namespaces.reduce((sum, { entries }) => sum + entries, 0),
      listening: report.listening,
      shared: report.shared,
    })),
    namespaces: [...sums.values()]
      .map(toFigures)
      .toSorted((one, other) => one.name.localeCompare(other.name, 'en')),
    topKeys: reports
      .flatMap(({ report }) => report.topKeys)
      .toSorted((one, other) => other.hits - one.hits)
      .slice(0, mostTopKeys),
  }
}

export type Cleared = { readonly pattern: string } | { readonly tag: string }

/** Has every process forget something, and leaves a trace of who wanted it. @param by null: whoever runs the machine */
export async function clearKept(house: House, what: Cleared, by: string | null): Promise<void> {
  if ('tag' in what) await house.cache.deleteByTag([what.tag])
  else if (what.pattern === '*') await house.cache.deleteAll()
  else await house.cache.deleteNamespaces(what.pattern)
  await recordAlone(house, {
    act: 'cache_cleared',
    by,
    subject: { kind: 'cache', title: 'tag' in what ? what.tag : what.pattern },
  })
}

/** Has every API process make the first answers of those who came last. */
export async function askToWarm(house: House): Promise<void> {
  await house.bus.publish('cache', { act: 'warm' })
}

const everyMs = 100
const mostWaitMs = 10_000

/** Makes the first answers ahead: now, as soon as what is made can be kept, and whenever somebody asks for it. */
export function keepWarm(house: House, warm: () => Promise<number>): () => void {
  const ending = new AbortController()
  const ask = async () => {
    if (!house.cache.isOn) return
    for (let waited = 0; !house.cache.report().listening && waited < mostWaitMs; waited += everyMs)
      await sleep(everyMs, undefined, { signal: ending.signal })
    const made = await warm()
    house.log.debug({ made }, 'first answers were made ahead')
  }
  const begin = () =>
    void ask().catch((error: unknown) => {
      if (!ending.signal.aborted) house.log.warn({ err: error }, 'no answers were made ahead')
    })
  const unsubscribe = house.bus.subscribe('cache', begin)
  return () => {
    ending.abort()
    unsubscribe()
  }
}
