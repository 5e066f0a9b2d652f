/**
 * One installation of many processes: `npm run prove:scale [-- --seconds 10 --rounds 2 --pgbouncer /usr/sbin/pgbouncer --only rolling|throughput]`.
 * PostgreSQL with a streaming replica, PgBouncer in transaction mode, two Redis, Caddy as in deploy/, three APIs, four workers.
 * First every process is replaced in its turn, again and again, while people read, add, ask for analyses and listen: no
 * request may fail, no job and no message may be lost. Then 3 + 4 against 1 + 1 in the same run, with what the processor had
 * to do. Needs caddy. The last line is JSON; the exit code is 1 when anything was lost.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { z } from 'zod'
import { requestAnalysis } from '#features/analysis/contract.ts'
import { importText } from '#features/imports/contract.ts'
import { announceToPeople } from '#features/notifications/contract.ts'
import { listPapers } from '#features/papers/contract.ts'
import type { House } from '#platform/house.ts'
import { followLive } from '#server/testing/live-client.ts'
import { asBrowser } from '#server/testing/person.ts'
import { until, visitorOf } from '#server/testing/run-seogo.ts'
import { startAsking } from './asking.ts'
import { signIn } from './installation.ts'
import type { LoadOrder } from './load-child.ts'
import { latencyOf, report, round } from './measure.ts'
import { type Installation, openInstallation } from './scale/installation.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '10' },
    rounds: { type: 'string', default: '2' },
    imports: { type: 'string', default: '40' },
    pgbouncer: { type: 'string' },
    only: { type: 'string', default: '' },
  },
})
const perImport = 50
const mostMs = 180_000

const bibliography = (name: string, entries: number) =>
  Array.from(
    { length: entries },
    (_, n) => `@article{${name}x${n}, title = {Of ${name} and ${n}}, author = {Lee, Ann}, year = 2001}`,
  ).join('\n')

/** People at work through the proxy, until told to stop. */
function startPeople({ address }: Installation, cookie: string, paperId: string) {
  const people = startAsking({ address: () => address, cookie })
  const { ask, over } = people
  const accepted: string[] = []
  let announced = 0
  let asked = 0
  const reads = ['/api/papers?limit=20', '/api/papers?limit=5&q=study', '/api/me', '/api/tags']
  for (const path of reads) over(30, () => ask(path))
  over(150, async (count) => {
    const title = `A Study of Moving Part ${count}`
    const text = `@article{moving${count}, title = {${title}}, author = {Lee, Ann}, year = 2001}`
    if ((await ask(importText.path, { body: { text } })).isGood) accepted.push(title)
  })
  over(1_000, async () => {
    const body = { choices: ['local'], language: 'en', fresh: true }
    if ((await ask(requestAnalysis.path.replace(':paperId', paperId), { body })).isGood) asked += 1
  })
  over(500, async (count) => {
    const words = { title: `Word ${count}`, body: '' }
    const body = { words: { en: words, ko: words }, audience: { kind: 'everybody' } }
    if ((await ask(announceToPeople.path, { body })).isGood) announced += 1
  })
  return { ...people, accepted, announced: () => announced, asked: () => asked }
}

async function openJobs(house: House): Promise<number> {
  const { rows } = await house.database.asSystem('how the jobs are', (tx) =>
    sql<{ open: number }>`select count(*)::int as open from background_jobs
      where finished_at is null and run_at <= now()`.execute(tx),
  )
  return rows[0]?.open ?? 0
}

const allDone = (house: House) => until(async () => (await openJobs(house)) === 0, mostMs)

async function readFailed(house: House) {
  const { rows } = await house.database.asSystem('which jobs failed', (tx) =>
    sql`select kind, error_code, error_message from background_jobs where state = 'failed'`.execute(tx),
  )
  return rows
}

async function readTold(house: House) {
  const { rows } = await house.database.asSystem('what was told', (tx) =>
    sql<{ id: string; cursor: number }>`select id, cursor from notifications order by cursor`.execute(tx),
  )
  return rows
}

/** Replaces every process in its turn while people are at work. */
async function roll(installation: Installation, cookie: string, paperId: string) {
  const { house, address, apis, workers } = installation
  const before = new Set((await readTold(house)).map(({ id }) => id))
  const sockets = Array.from({ length: 20 }, () =>
    followLive({ address: () => address, headers: asBrowser(cookie) }),
  )
  for (const socket of sockets) socket.stay()
  await until(() => sockets.every((socket) => socket.cursor() !== undefined))
  const people = startPeople(installation, cookie, paperId)
  await sleep(3_000)
  const endings: Record<string, number> = {}
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const place of [...apis, ...workers]) {
      const ending = String(await place.stop())
      endings[ending] = (endings[ending] ?? 0) + 1
      await place.start()
    }
  }
  await sleep(3_000)
  await people.stop()
  await allDone(house)
  await sleep(2_000)
  const visitor = visitorOf(() => address, cookie)
  const titles = new Set<string>()
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await visitor.call(listPapers, { query: { limit: 200, ...(cursor && { cursor }) } })
    for (const { title } of page.items) if (title) titles.add(title)
    cursor = page.next ?? undefined
  }
  // One that grew since is told again under a new cursor: each message must have come, the last word of each is what stands.
  const rows = (await readTold(house)).filter(({ id }) => !before.has(id))
  const missing = sockets.flatMap(({ told }) => {
    const last = new Map(told.map(({ id, cursor }) => [id, cursor]))
    return rows.filter(({ id, cursor }) => last.get(id) !== cursor)
  })
  for (const socket of sockets) socket.close()
  return {
    replaced: endings,
    requests: people.statuses,
    failed: people.failures,
    longestMs: people.longestMs(),
    imports: people.accepted.length,
    importsLost: people.accepted.filter((title) => !titles.has(title)).length,
    analyses: people.asked(),
    jobsFailed: await readFailed(house),
    announced: people.announced(),
    messages: rows.length * sockets.length,
    messagesLost: missing.length,
    papersOnReplica: await installation.replica.catchUp(),
    papers: titles.size,
  }
}

/** Jiffies of all processors: at work, and all together (proc_stat(5)). */
function readProcessor(): { busy: number; all: number } {
  const [first = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
  const numbers = first.trim().split(/\s+/).slice(1, 9).map(Number)
  const all = numbers.reduce((sum, one) => sum + one, 0)
  return { busy: all - (numbers[3] ?? 0) - (numbers[4] ?? 0), all }
}

async function whileWatched<T>(work: () => Promise<T>): Promise<{ value: T; busy: number }> {
  const from = readProcessor()
  const value = await work()
  const to = readProcessor()
  return { value, busy: round((to.busy - from.busy) / (to.all - from.all)) }
}

const answerShape = z.union([z.object({ durations: z.array(z.number()) }), z.object({ failed: z.string() })])

async function load(order: LoadOrder): Promise<number[]> {
  const child = fork(join(import.meta.dirname, 'load-child.ts'), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  child.send(order)
  const [message] = await once(child, 'message')
  child.kill()
  const answer = answerShape.parse(message)
  if ('failed' in answer) throw new Error(answer.failed)
  return answer.durations
}

async function throughput(installation: Installation, cookie: string, name: string) {
  const { house, address } = installation
  const durationMs = Number(values.seconds) * 1_000
  const headers = asBrowser(cookie)
  const url = `${address}/api/papers?limit=20`
  await load({ url, headers, connections: 8, durationMs: 2_000 })
  const reading = await whileWatched(() => load({ url, headers, connections: 32, durationMs }))
  const visitor = visitorOf(() => address, cookie)
  const working = await whileWatched(async () => {
    const from = performance.now()
    for (let count = 0; count < Number(values.imports); count += 1)
      await visitor.call(importText, { body: { text: bibliography(`${name}${count}`, perImport) } })
    await allDone(house)
    return performance.now() - from
  })
  return {
    requestsPerSecond: round((reading.value.length * 1_000) / durationMs),
    ...latencyOf(reading.value),
    processorReading: reading.busy,
    entriesPerSecond: round((Number(values.imports) * perImport * 1_000) / working.value),
    processorWorking: working.busy,
  }
}

const installation = await openInstallation({ pgbouncer: values.pgbouncer })
const results: Record<string, unknown> = { pooled: installation.pooled }
let isGood = true
try {
  const { apis, workers, house, address } = installation
  await Promise.all([apis[0]?.start(), workers[0]?.start()])
  const cookie = await until(async () => (await fetch(`${address}/health/ready`)).ok).then(() =>
    signIn(house, address),
  )
  const visitor = visitorOf(() => address, cookie)
  await visitor.import(join(import.meta.dirname, '../examples/first-paper.pdf'))
  const read = async () =>
    (await visitor.call(listPapers, { query: {} })).items.find(({ fileState }) => fileState === 'read')
  await until(async () => (await read()) !== undefined, mostMs)
  const paperId = (await read())?.id ?? ''
  await allDone(house)
  if (values.only !== 'rolling') results['1 + 1'] = await throughput(installation, cookie, 'few')
  await Promise.all([...apis.slice(1), ...workers.slice(1)].map((place) => place.start()))
  // The proxy looks for new ones every few seconds.
  await sleep(6_000)
  if (values.only !== 'rolling') results['3 + 4'] = await throughput(installation, cookie, 'many')
  if (values.only !== 'throughput') {
    const rolled = await roll(installation, cookie, paperId)
    results.rolling = { ...rolled, failed: rolled.failed.length, jobsFailed: rolled.jobsFailed.length }
    for (const failure of rolled.failed.slice(0, 20)) console.log(failure)
    for (const job of rolled.jobsFailed) console.log(JSON.stringify(job))
    isGood =
      rolled.failed.length + rolled.importsLost + rolled.jobsFailed.length + rolled.messagesLost === 0 &&
      Object.keys(rolled.replaced).join() === '0' &&
      rolled.papersOnReplica === rolled.papers
    console.log(`rolling: ${JSON.stringify(results.rolling)}`)
  }
} finally {
  await installation.close()
}
await report('scale-out', results, { json: false })
console.log(JSON.stringify({ name: 'scale-out', results }))
process.exit(isGood ? 0 : 1)
