/**
 * The whole house through faults of its parts: `node bench/chaos-health.ts [--backend redis|postgres|both] [--seconds 20]
 * [--by outside|game-day] [--only <part of a name>] [--json]`. A real `seogo start` serves a steady stream of reads and
 * imports, and an administrator asks `/api/health` all the time, while one after the other PostgreSQL stands still (SIGSTOP,
 * all its processes), Redis is killed, the worker is killed, a provider answers 503, the disk of the files is full (tmpfs),
 * and the API stands still; or, by `game-day`, everything is broken that an administrator may break on purpose. Told of each
 * blow: when the report first said it, what people saw meanwhile, when all was well again, how soon the next provider was
 * asked, and whether anything acknowledged was lost. The last line is JSON; the exit code is 1 when something was lost, not
 * found, or did not come back.
 */
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { listJobs } from '#features/jobs/contract.ts'
import { listPapers } from '#features/papers/contract.ts'
import { startOwnRedis } from '#server/testing/own-redis.ts'
import { claim, makeDataFolder, runSeogo, until, type Visitor } from '#server/testing/run-seogo.ts'
import { startProviders } from './chaos-health/asked-providers.ts'
import { blowsFromOutside, mountSmallDisk } from './chaos-health/blows.ts'
import { deal } from './chaos-health/deal.ts'
import { blowsOfGameDay } from './chaos-health/game-day.ts'
import { startPeople } from './chaos-health/people.ts'
import { report } from './measure.ts'

const { values } = parseArgs({
  options: {
    backend: { type: 'string', default: 'both' },
    seconds: { type: 'string', default: '20' },
    by: { type: 'string', default: 'outside' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
  },
})
const blowMs = Number(values.seconds) * 1_000
const mostMs = 90_000
const say = (text: string) => void (values.json || console.log(text))
/** How many of these titles are not in the library, once everything that waits has ended. */
async function countLost(ann: Visitor, accepted: readonly string[]): Promise<number> {
  // What was accepted is work; it may still wait its turn.
  const isDone = async () => (await ann.call(listJobs, { query: { state: 'unfinished' } })).items.length === 0
  await until(isDone, 2 * mostMs)
  const titles = new Set<string>()
  for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
    const page = await ann.call(listPapers, { query: { limit: 200, ...(cursor && { cursor }) } })
    for (const { title } of page.items) if (title) titles.add(title)
    cursor = page.next ?? undefined
  }
  return accepted.filter((title) => !titles.has(title)).length
}

async function takePaper(ann: Visitor) {
  await ann.import(join(import.meta.dirname, '../examples/first-paper.pdf'))
  const isRead = async () =>
    (await ann.call(listPapers, { query: {} })).items.some(({ fileState }) => fileState === 'read')
  await until(isRead)
  const paperId = (await ann.call(listPapers, { query: {} })).items[0]?.id
  if (!paperId) throw new Error('the example was not taken in')
  return paperId
}

async function chaosOn(backend: 'redis' | 'postgres') {
  const folder = makeDataFolder()
  const redis = backend === 'redis' ? await startOwnRedis() : undefined
  const isGameDay = values.by === 'game-day'
  const disk = isGameDay ? undefined : mountSmallDisk(join(folder, 'files'))
  const seogo = await runSeogo(folder, {
    SEOGO_LEASE_SECONDS: '2',
    SEOGO_RECONCILE_SECONDS: '1',
    SEOGO_RATE_PERSON: '0',
    SEOGO_LOG_LEVEL: 'silent',
    ...(isGameDay && { SEOGO_GAME_DAY: 'true' }),
    ...(redis ? { SEOGO_REDIS_URL: redis.url } : {}),
  })
  const ann = await claim(seogo)
  const providers = await startProviders(ann, await takePaper(ann))
  const people = startPeople(seogo.address, ann)
  await sleep(3_000)
  const struck = { seogo, people, providers, redis, disk, lastsMs: blowMs }
  const blows = isGameDay ? blowsOfGameDay(struck, ann) : blowsFromOutside(struck)
  const dealt: Record<string, Awaited<ReturnType<typeof deal>>> = {}
  try {
    for (const blow of blows.filter(({ name }) => name.includes(values.only))) {
      const result = await deal(blow, people)
      dealt[blow.name] = result
      say(`${blow.name}: ${JSON.stringify(result)}`)
    }
    await people.stop()
    return {
      dealt,
      accepted: people.accepted.length,
      lost: await countLost(ann, people.accepted),
      diskFull: disk ? 'tmpfs' : isGameDay ? 'on purpose' : 'left out: this account may not mount',
      longestReportMs: people.longestReportMs(),
    }
  } finally {
    await people.stop()
    await seogo.stop()
    await providers.close()
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
