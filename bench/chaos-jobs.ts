/**
 * Jobs through crashes: `node bench/chaos-jobs.ts [--jobs 2000] [--kills 20] [--backend redis|postgres|both] [--json]`.
 * Workers are killed at random (SIGKILL), the process that asks is killed, the real API is killed twice at least while it
 * takes imports, PostgreSQL is killed twice and restarted cleanly once, Redis is emptied twice, and the provider answers
 * 429 in storms. Afterwards every job must have ended in its right state, with exactly one result where there is one, and
 * every import the API had accepted must have its paper, once. The last line is JSON; the exit code is 1 when anything was lost, doubled or wrong.
 */
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Redis } from 'ioredis'
import { sql } from 'kysely'
import pg from 'pg'
import { ensureOwner, makeOwnerLink } from '#features/accounts/server/accounts.ts'
import { importText } from '#features/imports/contract.ts'
import { readConfig } from '#platform/config/config.ts'
import type { House } from '#platform/house.ts'
import { openLog } from '#platform/log/log.ts'
import { openHouse } from '#server/boot.ts'
import { startOwnRedis } from '#server/testing/own-redis.ts'
import { claim, until } from '#server/testing/run-seogo.ts'
import { judgeOutcome, readOutcome } from './chaos-outcome.ts'
import { keepProcess } from './keep-process.ts'
import { report } from './measure.ts'

const { values } = parseArgs({
  options: {
    jobs: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '20' },
    backend: { type: 'string', default: 'both' },
    json: { type: 'boolean', default: false },
  },
})
const jobs = Number(values.jobs)
const kills = Number(values.kills)
const workers = 3
const mostMs = 600_000
const say = (text: string) => void (values.json || console.log(text))

/** A provider that answers 429 for two of every five seconds. */
async function startProvider() {
  const calls = { answered: 0, limited: 0 }
  const server = createServer((_request, response) => {
    const storms = Date.now() % 5_000 < 2_000
    calls[storms ? 'limited' : 'answered'] += 1
    response.writeHead(storms ? 429 : 200, storms ? { 'retry-after-ms': '300' } : {}).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port')
  return { url: `http://127.0.0.1:${address.port}`, calls, close: () => server.close() }
}

/** A person who adds one reference after the other through the real API, however often it is killed. */
async function startImporting(house: House, api: ReturnType<typeof keepProcess>) {
  await until(() => api.address() !== '', 60_000)
  await ensureOwner(house)
  const link = await makeOwnerLink(house)
  const ann = await claim({
    get address() {
      return api.address()
    },
    ownerLink: `${api.address()}${link}`,
  })
  const accepted: string[] = []
  let asked = 0
  let atLastKill = 0
  let stopped = false
  const work = async () => {
    for (; !stopped; await sleep(300)) {
      asked += 1
      const title = `A Study of Fault ${asked} in Distributed Halls`
      const text = `@article{chaos${asked}, title = {${title}}, author = {Lee, Ann}, year = 2001}`
      // Without an answer nobody knows; it may be there, but not twice.
      await ann.call(importText, { body: { text } }).then(
        () => accepted.push(title),
        () => undefined,
      )
    }
  }
  const done = work()
  return {
    /** Kills the API, once it has taken something since it was killed last. @returns whether it did */
    killApi() {
      if (accepted.length === atLastKill || !api.kill()) return false
      atLastKill = accepted.length
      return true
    },
    async stop() {
      stopped = true
      await done
    },
    async judge() {
      const { rows } = await house.database.asSystem('look at the imports', (tx) =>
        sql<{ title: string; count: number }>`
          select title, count(*)::int as count from papers where title like 'A Study of Fault %' group by 1`.execute(
          tx,
        ),
      )
      const countOf = new Map(rows.map(({ title, count }) => [title, count]))
      return {
        asked,
        accepted: accepted.length,
        lost: accepted.filter((title) => !countOf.has(title)).length,
        duplicates: rows.reduce((total, { count }) => total + count - 1, 0),
      }
    },
  }
}

/** Kills at random until so many workers have died; spreads the other blows over the same time. */
async function wreak(blows: {
  worker: () => boolean
  asker: () => boolean
  api: () => boolean
  database: (signal: NodeJS.Signals) => void
  redis: (() => Promise<unknown>) | undefined
}) {
  const dealt = { workers: 0, asker: 0, api: 0, database: 0, databaseRestarts: 0, redis: 0 }
  for (let blow = 1; dealt.workers < kills || dealt.api < 2 || dealt.databaseRestarts < 1; blow += 1) {
    await sleep(300 + Math.random() * 900)
    if (blows.worker()) dealt.workers += 1
    if (dealt.asker < 3 && blows.asker()) dealt.asker += 1
    if (dealt.database < 2 && blow % Math.ceil(kills / 2) === Math.ceil(kills / 4)) {
      blows.database('SIGKILL')
      dealt.database += 1
    } else if (dealt.databaseRestarts < 1 && blow >= kills / 2) {
      // What `pg_ctl stop -m fast` sends: it says goodbye to everybody and writes all down.
      blows.database('SIGINT')
      dealt.databaseRestarts += 1
    }
    if (dealt.api < 4 && blow % Math.ceil(kills / 4) === 0 && blows.api()) dealt.api += 1
    if (blows.redis && dealt.redis < 2 && blow % Math.ceil(kills / 2) === Math.ceil(kills / 3)) {
      await blows.redis()
      dealt.redis += 1
    }
  }
  return dealt
}

async function untilEnded(house: House): Promise<boolean> {
  for (const until = Date.now() + mostMs; Date.now() < until; await sleep(500)) {
    const open = await house.database
      .asSystem('wait', (tx) =>
        sql<{ count: number }>`select count(*)::int as count from background_jobs
          where (kind like 'chaos.%' or kind = 'imports.readBibliographies') and finished_at is null`.execute(
          tx,
        ),
      )
      .catch(() => undefined)
    if (open?.rows[0]?.count === 0) return true
  }
  return false
}

async function chaosOn(backend: 'redis' | 'postgres') {
  const folder = mkdtempSync(join(tmpdir(), 'seogo-chaos-'))
  chmodSync(folder, 0o755)
  const redis = backend === 'redis' ? await startOwnRedis() : undefined
  const provider = await startProvider()
  const settings = {
    SEOGO_DATA_DIR: folder,
    SEOGO_LOG_LEVEL: 'silent',
    SEOGO_LEASE_SECONDS: '2',
    SEOGO_RECONCILE_SECONDS: '1',
    ...(redis ? { SEOGO_REDIS_URL: redis.url } : {}),
  }
  const config = readConfig(settings)
  const log = openLog({ level: 'silent', format: 'json', process: 'chaos' })
  const { house, close } = await openHouse({ config, log, migrating: true, embedded: 'own' })
  const admin = new pg.Client(house.database.address.admin)
  await admin.connect()
  await admin.query(`create table chaos_results (n int not null, job_id uuid not null, execution_pid int not null,
    at timestamptz not null default clock_timestamp());
    alter table chaos_results owner to seogo_owner; alter table chaos_results enable row level security;
    create policy system_all on chaos_results to seogo_system using (true) with check (true); grant select, insert on chaos_results to seogo_system`)
  await admin.end()
  const environment = { ...settings, CHAOS_JOBS: String(jobs), CHAOS_PROVIDER: provider.url }
  const startedAt = performance.now()
  const kept = Array.from({ length: workers }, () => keepProcess({ ...environment, CHAOS_ROLE: 'worker' }))
  const asker = keepProcess({ ...environment, CHAOS_ROLE: 'asker' })
  const api = keepProcess(
    { ...settings, SEOGO_PORT: '0', SEOGO_SOURCES: 'off' },
    join(import.meta.dirname, '../server/api.ts'),
  )
  try {
    const importing = await startImporting(house, api)
    const dealt = await wreak({
      worker: () => kept[Math.floor(Math.random() * workers)]?.kill() ?? false,
      asker: asker.kill,
      api: importing.killApi,
      database: (signal) =>
        process.kill(
          Number(readFileSync(join(folder, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]),
          signal,
        ),
      redis: redis
        ? async () => {
            const client = new Redis(redis.url)
            await client.flushall().finally(() => client.disconnect())
          }
        : undefined,
    })
    await importing.stop()
    await asker.done
    const ended = await untilEnded(house)
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10
    return {
      ended,
      dealt,
      ...judgeOutcome(jobs, await readOutcome(house)),
      imports: await importing.judge(),
      provider: { ...provider.calls },
      seconds,
    }
  } finally {
    await Promise.all([...kept, asker, api].map((each) => each.stop()))
    await close()
    await redis?.unplug()
    provider.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

const results: Record<string, Awaited<ReturnType<typeof chaosOn>>> = {}
for (const backend of ['postgres', 'redis'] as const) {
  if (!['both', backend].includes(values.backend)) continue
  results[backend] = await chaosOn(backend)
  say(`${backend}: ${JSON.stringify(results[backend])}`)
}
await report('chaos-jobs', results, { json: false })
console.log(JSON.stringify({ name: 'chaos-jobs', jobs, kills, results }))
const isGood = Object.values(results).every(
  ({ ended, lost, duplicates, wrongState, imports }) =>
    ended && lost + duplicates + wrongState + imports.lost + imports.duplicates === 0,
)
process.exit(isGood ? 0 : 1)
