/**
 * Live messages through crashes: `node bench/chaos-live.ts [--events 2000] [--clients 200] [--backend redis|postgres|both]`.
 * A worker tells people things as jobs, in two processes; the clients are spread over two API processes, which are killed
 * (SIGKILL) again and again while single connections are cut. Each client names its last cursor when it comes back. At the
 * end every client must have been given exactly what stands in the rows of its person, once, in the order of the cursors.
 * The last line is JSON; the exit code is 1 when anything was lost, said twice, out of order or somebody else's.
 */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { House } from '#platform/house.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { addPeople, personHeader } from '#server/testing/live-api.ts'
import { followLive, type LiveClient } from '#server/testing/live-client.ts'
import { until } from '#server/testing/run-seogo.ts'
import { keepProcess } from './keep-process.ts'
import { type Backend, openLiveHouse } from './live-house.ts'
import { tellJob } from './live-kinds.ts'
import { report } from './measure.ts'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '2000' },
    clients: { type: 'string', default: '200' },
    backend: { type: 'string', default: 'both' },
  },
})
const events = Number(values.events)
const clientCount = Number(values.clients)
const mostMs = 300_000

const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(Math.random() * from.length)]

/** Asks for the events over some time, so that there is time to break things. */
async function askForEvents(house: House, people: readonly UserId[]): Promise<void> {
  for (let n = 1; n <= events; n += 1) {
    const userId = pick(people)
    if (userId !== undefined)
      await house.database.asSystem('ask', (tx) => enqueue(tx, tellJob, { n, userId }, { internal: true }))
    if (n % 10 === 0) await sleep(40)
  }
}

async function openEvents(house: House): Promise<number> {
  const { rows } = await house.database.asSystem('wait', (tx) =>
    sql<{ count: number }>`select count(*)::int as count from background_jobs
      where kind = ${tellJob.name} and finished_at is null`.execute(tx),
  )
  return rows[0]?.count ?? 0
}

async function readRows(house: House): Promise<Map<string, { id: string; cursor: number }[]>> {
  const { rows } = await house.database.asSystem('what everybody was told', (tx) =>
    sql<{
      user_id: string
      id: string
      cursor: number
    }>`select user_id, id, cursor from notifications order by user_id, cursor`.execute(tx),
  )
  return Map.groupBy(rows, ({ user_id }) => user_id)
}

/** Cuts and kills until told to stop. */
async function wreak(
  clients: readonly LiveClient[],
  apis: readonly ReturnType<typeof keepProcess>[],
  on: () => boolean,
) {
  const dealt = { cuts: 0, apis: 0 }
  for (let blow = 1; on(); blow += 1) {
    await sleep(10 + Math.random() * 20)
    pick(clients)?.cut()
    dealt.cuts += 1
    if (blow % 80 === 0 && pick(apis)?.kill()) dealt.apis += 1
  }
  return dealt
}

async function chaosOn(backend: Backend) {
  const { house, settings, close } = await openLiveHouse(backend, {
    SEOGO_LEASE_SECONDS: '2',
    SEOGO_RECONCILE_SECONDS: '1',
  })
  const script = join(import.meta.dirname, 'live-child.ts')
  const apis = [1, 2].map(() => keepProcess({ ...settings, LIVE_ROLE: 'api' }, script))
  const workers = [1, 2].map(() => keepProcess({ ...settings, LIVE_ROLE: 'worker' }, script))
  const clients: LiveClient[] = []
  const startedAt = performance.now()
  try {
    await until(() => apis.every((api) => api.address() !== ''), 60_000)
    const people = await addPeople(house, clientCount)
    for (const person of people)
      clients.push(
        followLive({ address: () => pick(apis)?.address() ?? '', headers: { [personHeader]: person } }),
      )
    for (const client of clients) client.stay()
    await until(() => clients.every((client) => client.cursor() !== undefined), 60_000)
    let breaking = true
    const wreaking = wreak(clients, apis, () => breaking)
    await askForEvents(house, people)
    for (const end = Date.now() + mostMs; (await openEvents(house)) > 0 && Date.now() < end; )
      await sleep(200)
    breaking = false
    const dealt = await wreaking
    const rows = await readRows(house)
    const expected = people.map((person) => rows.get(person) ?? [])
    await until(
      () => clients.every((client, index) => client.told.length >= (expected[index]?.length ?? 0)),
      60_000,
    ).catch(() => undefined)
    // Time enough for one too many.
    await sleep(1_000)
    const wrong = clients.filter(
      ({ told }, index) =>
        JSON.stringify(told) !== JSON.stringify(expected[index]?.map(({ id, cursor }) => ({ id, cursor }))),
    )
    return {
      events: expected.flat().length,
      told: clients.reduce((total, { told }) => total + told.length, 0),
      clients: clients.length,
      clientsWrong: wrong.length,
      dealt,
      seconds: Math.round((performance.now() - startedAt) / 100) / 10,
    }
  } finally {
    for (const client of clients) client.close()
    await Promise.all([...apis, ...workers].map((each) => each.stop()))
    await close()
  }
}

const results: Record<string, Awaited<ReturnType<typeof chaosOn>>> = {}
for (const backend of ['postgres', 'redis'] as const) {
  if (!['both', backend].includes(values.backend)) continue
  results[backend] = await chaosOn(backend)
  console.log(`${backend}: ${JSON.stringify(results[backend])}`)
}
await report('chaos-live', results, { json: false })
console.log(JSON.stringify({ name: 'chaos-live', results }))
const isGood = Object.values(results).every((result) => result.clientsWrong === 0 && result.events >= events)
process.exit(isGood ? 0 : 1)
