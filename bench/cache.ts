/**
 * Whether anybody reads something old: two API processes, so many people who write and read for so long. After each write
 * that was answered its writer reads by the same process, which must say it; and by the other one, until that says it too.
 * And how many readings a thousand make who miss at once. `npm run bench:cache [-- --seconds 60 --people 100]`
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { cacheNamespace } from '#platform/cache/namespace.ts'
import { readConfig } from '#platform/config/config.ts'
import { openLog } from '#platform/log/log.ts'
import { openHouse } from '#server/boot.ts'
import { signIn, startProcess } from './installation.ts'
import { seedPapers } from './list/seed.ts'
import { latencyOf, report, round } from './measure.ts'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, people: { type: 'string', default: '100' } },
})
const folder = await mkdtemp(join(tmpdir(), 'seogo-bench-'))
const environment = {
  SEOGO_DATA_DIR: folder,
  SEOGO_PORT: '0',
  SEOGO_LOG_LEVEL: 'silent',
  SEOGO_SOURCES: 'off',
  SEOGO_RATE_PERSON: '0',
  SEOGO_RATE_NETWORK: '0',
  PATH: process.env.PATH ?? '',
  ...(process.env.SEOGO_REDIS_URL ? { SEOGO_REDIS_URL: process.env.SEOGO_REDIS_URL } : {}),
}
const log = openLog({ level: 'silent', format: 'json', process: 'bench' })
const opened = await openHouse({ config: readConfig(environment), log, migrating: true })
const processes = [
  await startProcess('server/api.ts', environment),
  await startProcess('server/api.ts', environment),
]
const [here, there] = processes.map(({ address }) => address)
if (here === undefined || there === undefined) throw new Error('two processes were started')
const cookie = await signIn(opened.house, here)
const csrf = decodeURIComponent(/XSRF-TOKEN=([^;]+)/.exec(cookie)?.[1] ?? '')
await seedPapers(opened.house.database.address.admin, Number(values.people) * 2)

const listed = z.object({ items: z.array(z.object({ id: z.string(), ratingHalves: z.number().nullable() })) })
const detail = z.object({ ratingHalves: z.number().nullable() })

async function ask(address: string, path: string): Promise<unknown> {
  const answer = await fetch(address + path, { headers: { cookie } })
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  return await answer.json()
}

async function rate(address: string, id: string, ratingHalves: number): Promise<void> {
  const answer = await fetch(`${address}/api/papers/${id}/judgement`, {
    method: 'PATCH',
    headers: { cookie, 'content-type': 'application/json', origin: address, 'x-xsrf-token': csrf },
    body: JSON.stringify({ ratingHalves }),
  })
  if (!answer.ok) throw new Error(`rating answered ${answer.status}: ${await answer.text()}`)
  await answer.text()
}

const count = { writes: 0, reads: 0, staleForTheWriter: 0 }
/** For each write: how long after its answer somebody else could still begin a reading that gave the old value. */
const lagsMs: number[] = []

async function person(id: string, at: number, until: number): Promise<void> {
  // Half of them write by either process.
  const [own, other] = at % 2 === 0 ? [here, there] : [there, here]
  if (own === undefined || other === undefined) return
  for (let turn = 0; performance.now() < until; turn += 1) {
    const value = 1 + ((turn + at) % 10)
    await rate(own, id, value)
    const acknowledgedAt = performance.now()
    count.writes += 1
    const path = turn % 2 === 0 ? `/api/papers/${id}` : '/api/papers?sort=title&direction=asc&limit=100'
    const ratingIn = (reply: unknown) =>
      turn % 2 === 0
        ? detail.parse(reply).ratingHalves
        : // Beyond the first page it is asked for by itself.
          listed.parse(reply).items.find((paper) => paper.id === id)?.ratingHalves
    const seen = ratingIn(await ask(own, path))
    count.reads += 1
    if (seen !== value && seen !== undefined) count.staleForTheWriter += 1
    let lagMs = 0
    for (;;) {
      const begunAt = performance.now()
      const told = ratingIn(await ask(other, path))
      count.reads += 1
      if (told === value || told === undefined) break
      lagMs = begunAt - acknowledgedAt
      await sleep(1)
    }
    lagsMs.push(lagMs)
  }
}

const papers = listed.parse(await ask(here, `/api/papers?sort=title&direction=asc&limit=100`)).items
const until = performance.now() + Number(values.seconds) * 1_000
await Promise.all(
  Array.from({ length: Number(values.people) }, (_, at) =>
    person(papers[at % papers.length]?.id ?? '', at, until),
  ),
)

const { cache } = opened.house
const stampede = cacheNamespace({ name: 'bench.stampede', ttlMs: 60_000, dependsOn: [] })
let loads = 0
await Promise.all(
  Array.from({ length: 1_000 }, () =>
    cache.getOrSet(stampede, { key: 'one' }, async () => {
      loads += 1
      await sleep(50)
      return loads
    }),
  ),
)
const kept = z
  .object({ namespaces: z.array(z.object({ name: z.string(), hitRate: z.number().nullable() })) })
  .parse(await ask(here, '/api/caching'))
await report(
  'cache',
  {
    seconds: Number(values.seconds),
    people: Number(values.people),
    ...count,
    others: {
      ...latencyOf(lagsMs),
      atOnceShare: round(lagsMs.filter((lag) => lag === 0).length / lagsMs.length),
      beyond100Ms: lagsMs.filter((lag) => lag > 100).length,
    },
    stampede: { misses: 1_000, loads },
    hitRates: Object.fromEntries(
      kept.namespaces.map(({ name, hitRate }) => [name, hitRate && round(hitRate)]),
    ),
  },
  { json: true },
)
for (const { child } of processes) child.kill('SIGTERM')
await Promise.all(processes.map(({ child }) => new Promise((resolve) => child.once('exit', resolve))))
await opened.close()
await rm(folder, { recursive: true, force: true })
