/**
 * The whole house through faults of its parts: `node bench/chaos-health.ts [--backend redis|postgres|both] [--seconds 20]
 * [--only <part of a name>] [--json]`. A real `seogo start` serves a steady stream of reads and imports, and an administrator asks `/api/health` all
 * the time, while one after the other PostgreSQL stands still (SIGSTOP, all its processes), Redis is killed, the worker is
 * killed, a provider answers 503, the disk of the files is full (tmpfs), and the API stands still. Told of each blow: when
 * the report first said it, what people saw meanwhile, when all was well again, and whether anything acknowledged was lost.
 * The last line is JSON; the exit code is 1 when something was lost, not found, or did not come back.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import type { HealthPart } from '#contract/health.ts'
import { requestAnalysis } from '#features/analysis/contract.ts'
import { getHealth, type HouseHealth } from '#features/health/contract.ts'
import { importText } from '#features/imports/contract.ts'
import { listJobs } from '#features/jobs/contract.ts'
import { listPapers } from '#features/papers/contract.ts'
import { saveKey } from '#features/vault/contract.ts'
import { replies, startFakeProvider } from '#server/testing/fake-providers.ts'
import { startOwnRedis } from '#server/testing/own-redis.ts'
import { asBrowser } from '#server/testing/person.ts'
import { claim, killHard, makeDataFolder, runSeogo, until, type Visitor } from '#server/testing/run-seogo.ts'
import { report } from './measure.ts'

const { values } = parseArgs({
  options: {
    backend: { type: 'string', default: 'both' },
    seconds: { type: 'string', default: '20' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
})
const blowMs = Number(values.seconds) * 1_000
const mostMs = 90_000
const say = (text: string) => void (values.json || console.log(text))
const elapsed = (from: number) => Math.round(performance.now() - from)

type Seen = { readonly statuses: Record<string, number>; longestMs: number }

/** Somebody who reads all the time, somebody who adds, and somebody who asks how the house is. */
function startPeople(address: string, ann: Visitor) {
  let seen: Seen = { statuses: {}, longestMs: 0 }
  let health: { readonly report: HouseHealth; readonly tookMs: number } | undefined
  let longestReportMs = 0
  let stopped = false
  const accepted: string[] = []
  const headers = { ...asBrowser(ann.cookie), 'content-type': 'application/json' }

  async function ask(path: string, body?: object): Promise<number> {
    const from = performance.now()
    const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {}
    const status = await fetch(address + path, {
      headers,
      ...sent,
      signal: AbortSignal.timeout(60_000),
    }).then(
      async (reply) => {
        await reply.arrayBuffer()
        return reply.status
      },
      // Nobody there, or nobody who answers.
      () => 0,
    )
    const name = status === 0 ? 'none' : String(status)
    seen.statuses[name] = (seen.statuses[name] ?? 0) + 1
    seen.longestMs = Math.max(seen.longestMs, elapsed(from))
    return status
  }
  async function read() {
    for (; !stopped; await sleep(100)) await ask('/api/papers')
  }
  async function add() {
    for (let count = 1; !stopped; count += 1, await sleep(400)) {
      const title = `A Study of Part ${count} in Failing Halls`
      const text = `@article{part${count}, title = {${title}}, author = {Lee, Ann}, year = 2001}`
      const status = await ask(importText.path, { text })
      if (status > 0 && status < 300) accepted.push(title)
    }
  }
  async function look() {
    for (; !stopped; await sleep(150)) {
      const from = performance.now()
      const reply = await fetch(address + getHealth.path, {
        headers,
        signal: AbortSignal.timeout(60_000),
      }).catch(() => undefined)
      if (reply?.status !== 200) continue
      health = { report: getHealth.reply.parse(await reply.json()), tookMs: elapsed(from) }
      longestReportMs = Math.max(longestReportMs, health.tookMs)
    }
  }
  const done = Promise.all([read(), add(), look()])
  return {
    accepted,
    stateOf: (part: HealthPart) => health?.report.parts?.find((each) => each.part === part)?.state,
    longestReportMs: () => longestReportMs,
    takeSeen() {
      const before = seen
      seen = { statuses: {}, longestMs: 0 }
      return before
    },
    stop: async () => {
      stopped = true
      await done
    },
  }
}

type People = ReturnType<typeof startPeople>
type Blow = {
  readonly name: string
  /** Which part has to say so; undefined where it is over before anybody looks. */
  readonly part: HealthPart | undefined
  readonly begin: () => Promise<void> | void
  readonly end: () => Promise<void> | void
  readonly lastsMs?: number
  /** When it is over for good. */
  readonly isWell?: () => Promise<boolean>
}

const isIll = (state: string | undefined) => state === 'failing' || state === 'degraded'

async function deal(blow: Blow, people: People) {
  people.takeSeen()
  const begunAt = performance.now()
  await blow.begin()
  let foundMs: number | null = null
  const { part } = blow
  while (elapsed(begunAt) < (blow.lastsMs ?? blowMs)) {
    if (foundMs === null && part && isIll(people.stateOf(part))) foundMs = elapsed(begunAt)
    await sleep(50)
  }
  await blow.end()
  const endedAt = performance.now()
  const isBack = async () => {
    if (foundMs === null && part && isIll(people.stateOf(part))) foundMs = elapsed(begunAt)
    // What cannot be told, because nobody is known while the database is away, is not well.
    const found = part === undefined || (foundMs !== null && people.stateOf(part) === 'ok')
    return found && ((await blow.isWell?.()) ?? true)
  }
  const back = await until(isBack, mostMs).then(
    () => true,
    () => false,
  )
  const result = { foundMs, backMs: back ? elapsed(endedAt) : null, ...people.takeSeen() }
  say(`${blow.name}: ${JSON.stringify(result)}`)
  return result
}

/** All processes of the database: standing still, none of them answers and none refuses. */
function signalDatabase(postmaster: number, signal: 'SIGSTOP' | 'SIGCONT') {
  const children = execFileSync('ps', ['--ppid', String(postmaster), '-o', 'pid='], { encoding: 'utf8' })
  for (const pid of [postmaster, ...children.trim().split(/\s+/).map(Number)]) {
    try {
      process.kill(pid, signal)
    } catch {
      // A server process that ended meanwhile.
    }
  }
}

/** A small disk in memory for the files; undefined where this account may not mount one. */
function mountSmallDisk(folder: string) {
  mkdirSync(folder, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  const filler = join(folder, 'filler')
  return {
    fill() {
      try {
        writeFileSync(filler, Buffer.alloc(9_000_000))
      } catch {
        // That is what it is for.
      }
    },
    empty: () => rmSync(filler, { force: true }),
    unmount: () => execFileSync('umount', [folder], { stdio: 'ignore' }),
  }
}

async function chaosOn(backend: 'redis' | 'postgres') {
  const folder = makeDataFolder()
  const redis = backend === 'redis' ? await startOwnRedis() : undefined
  const disk = mountSmallDisk(join(folder, 'files'))
  const provider = await startFakeProvider()
  const seogo = await runSeogo(folder, {
    SEOGO_LEASE_SECONDS: '2',
    SEOGO_RECONCILE_SECONDS: '1',
    SEOGO_RATE_PERSON: '0',
    SEOGO_LOG_LEVEL: 'silent',
    ...(redis ? { SEOGO_REDIS_URL: redis.url } : {}),
  })
  const ann = await claim(seogo)
  const key = {
    label: 'Fake',
    provider: 'openai-compatible',
    baseUrl: provider.url,
    model: 'fake-model',
  } as const
  const { id: keyId } = await ann.call(saveKey, { body: key })
  await ann.import(join(import.meta.dirname, '../examples/first-paper.pdf'))
  await until(async () =>
    (await ann.call(listPapers, { query: {} })).items.some((paper) => paper.fileState === 'read'),
  )
  const paperId = (await ann.call(listPapers, { query: {} })).items[0]?.id
  if (!paperId) throw new Error('the example was not taken in')
  const people = startPeople(seogo.address, ann)
  await sleep(3_000)
  let database = 0
  let worker = 0
  let api = 0
  const blows: Blow[] = [
    {
      name: 'PostgreSQL stands still',
      part: 'database',
      begin: () => {
        database = seogo.pids().database
        signalDatabase(database, 'SIGSTOP')
      },
      end: () => signalDatabase(database, 'SIGCONT'),
    },
    ...(redis
      ? [{ name: 'Redis killed', part: 'redis', begin: redis.unplug, end: redis.plug } as const]
      : []),
    {
      name: 'worker killed',
      part: undefined,
      lastsMs: 0,
      begin: async () => {
        worker = seogo.pids().worker
        await killHard(worker)
      },
      end: () => undefined,
      isWell: async () => ![0, worker].includes(seogo.pids().worker) && people.stateOf('queue') === 'ok',
    },
    {
      name: 'provider down',
      part: 'providers',
      begin: async () => {
        provider.otherwise(replies.serverError(503))
        for (let count = 0; count < 6; count += 1) {
          const body = { choices: [keyId], language: 'en' as const, fresh: true }
          await ann.call(requestAnalysis, { params: { paperId }, body })
        }
      },
      end: () => void provider.otherwise(replies.answer()),
    },
    ...(disk
      ? [{ name: 'disk of the files full', part: 'files', begin: disk.fill, end: disk.empty } as const]
      : []),
    {
      name: 'API stands still',
      part: 'event_loop',
      lastsMs: 5_000,
      begin: () => {
        api = seogo.pids().api
        process.kill(api, 'SIGSTOP')
      },
      end: () => void process.kill(api, 'SIGCONT'),
    },
  ]
  const dealt: Record<string, Awaited<ReturnType<typeof deal>>> = {}
  try {
    for (const blow of blows.filter(({ name }) => name.includes(values.only)))
      dealt[blow.name] = await deal(blow, people)
    await people.stop()
    // What was accepted is work; it may still wait its turn.
    const isDone = async () =>
      (await ann.call(listJobs, { query: { state: 'unfinished' } })).items.length === 0
    await until(isDone, 2 * mostMs)
    const titles = new Set<string>()
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await ann.call(listPapers, { query: { limit: 200, ...(cursor && { cursor }) } })
      for (const { title } of page.items) if (title) titles.add(title)
      cursor = page.next ?? undefined
    }
    const lost = people.accepted.filter((title) => !titles.has(title)).length
    const diskFull = disk ? 'tmpfs' : 'left out: this account may not mount'
    return {
      dealt,
      accepted: people.accepted.length,
      lost,
      diskFull,
      longestReportMs: people.longestReportMs(),
    }
  } finally {
    await people.stop()
    await seogo.stop()
    await provider.close()
    await redis?.unplug()
    disk?.unmount()
    rmSync(folder, { recursive: true, force: true })
  }
}

const results: Record<string, Awaited<ReturnType<typeof chaosOn>>> = {}
for (const backend of ['postgres', 'redis'] as const) {
  if (!['both', backend].includes(values.backend)) continue
  results[backend] = await chaosOn(backend)
  say(`${backend}: ${JSON.stringify(results[backend])}`)
}
await report('chaos-health', results, { json: false })
console.log(JSON.stringify({ name: 'chaos-health', results }))
const isGood = Object.values(results).every(
  ({ dealt, lost }) => lost === 0 && Object.values(dealt).every(({ backMs }) => backMs !== null),
)
process.exit(isGood ? 0 : 1)
