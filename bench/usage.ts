/**
 * What metering costs: the same reading through the API counted for its person and not counted, and the two transactions of
 * a provider call (asked for, answered) with what is held back and written down and without, on, off, on, off in one run.
 * `npm run bench:usage [-- --times 2000]`
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { UserId } from '#contract/ids.ts'
import { getMe, useLink } from '#features/accounts/contract.ts'
import { findCaller, librariesOf, makeOwnerLink } from '#features/accounts/server/accounts.ts'
import { openRequestCounter, periodsFor, recordCall, reserve } from '#features/usage/server/usage.ts'
import { readConfig } from '#platform/config/config.ts'
import { buildServer } from '#platform/http/server.ts'
import { openLog } from '#platform/log/log.ts'
import { buildApi } from '#server/api.ts'
import { openHouse } from '#server/boot.ts'
import { features } from '#server/features.ts'
import { type Latency, report, round, timeEach } from './measure.ts'

const { values } = parseArgs({ options: { times: { type: 'string', default: '2000' } } })
const rounds = 6
const times = Math.ceil(Number(values.times) / rounds)

const folder = await mkdtemp(join(tmpdir(), 'seogo-bench-'))
const config = readConfig({
  SEOGO_DATA_DIR: folder,
  SEOGO_LOG_LEVEL: 'silent',
  SEOGO_RATE_PERSON: '0',
  SEOGO_RATE_NETWORK: '0',
})
const log = openLog({ level: 'silent', format: 'json', process: 'bench' })
const { house, close } = await openHouse({ config, log, migrating: true })
const claimed = await buildApi(house)
const token = (await makeOwnerLink(house))?.split('/').at(-1)
const account = { name: 'Olga', email: 'olga@example.org', password: 'correct horse battery' }
const joined = await claimed.inject({
  method: useLink.method,
  url: useLink.path,
  payload: { token, account },
})
const cookie = joined.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')

const routes = (await Promise.all(features.map((feature) => feature.routes?.() ?? []))).flat()
const counter = openRequestCounter(house)
const serverOf = (metered: boolean) =>
  buildServer({
    house,
    routes,
    protocols: [],
    authenticate: (headers, address) => findCaller(house, headers, address),
    librariesOf: (person) => librariesOf(house, person),
    ...(metered && { answered: counter.count }),
    webFolder: undefined,
  })
const servers = { on: await serverOf(true), off: await serverOf(false) }
const askOf = (server: typeof servers.on) => async () => {
  const answer = await server.inject({ method: 'GET', url: getMe.path, headers: { cookie } })
  if (answer.statusCode !== 200) throw new Error(`${answer.statusCode} ${answer.body}`)
}
const request = { on: askOf(servers.on), off: askOf(servers.off) }

const me = getMe.reply.parse(
  (await servers.off.inject({ method: 'GET', url: getMe.path, headers: { cookie } })).json(),
)
const userId: UserId = me.id

/** The transaction that asks for an answer, and the one that writes down what came of it. */
async function callProvider(metered: boolean): Promise<void> {
  const subject = crypto.randomUUID()
  await house.database.asUser(userId, async (tx) => {
    await tx.selectFrom('papers').select('id').limit(1).execute()
    if (metered) await reserve(house, tx, { subject, userId, analyses: 1, tokens: 9_000, microUsd: 12_000 })
  })
  await house.database.asSystem('what came of it', async (tx) => {
    await tx.selectFrom('papers').select('id').limit(1).execute()
    if (!metered) return
    const periods = await periodsFor(house, tx, { subject, userId })
    await tx.deleteFrom('usage_reservations').where('subject', '=', subject).execute()
    const call = {
      provider: 'openai',
      model: 'a-model',
      operation: 'analysis',
      failureCode: null,
      completes: true,
    }
    const spent = { inputTokens: 8_000, outputTokens: 900, costMicroUsd: 11_000, durationMs: 5_000 }
    await recordCall(house, tx, { userId, subject, ...call, ...spent }, periods)
  })
}
const call = { on: () => callProvider(true), off: () => callProvider(false) }

/** On, off, on, off, …: whatever else this machine does meets both. */
async function inTurns(work: typeof request) {
  const measured: { on: Latency; off: Latency }[] = []
  for (let turn = 0; turn < rounds; turn += 1) {
    const each = { times, warmUp: turn === 0 ? 200 : 10 }
    measured.push({ on: await timeEach(work.on, each), off: await timeEach(work.off, each) })
  }
  const median = (of: (row: (typeof measured)[number]) => number) =>
    measured.map(of).toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN
  const [onMs, offMs] = [median(({ on }) => on.p50Ms), median(({ off }) => off.p50Ms)]
  return { rounds: measured, onP50Ms: onMs, offP50Ms: offMs, onToOff: round(onMs / offMs) }
}

const requests = await inTurns(request)
const calls = await inTurns(call)
const moreMs = round(calls.onP50Ms - calls.offP50Ms)
await report(
  'usage',
  {
    requests,
    calls: { ...calls, moreMs },
    // Percent of an answer that takes 5 s.
    percentOfFiveSeconds: round((100 * moreMs) / 5_000),
  },
  { json: true },
)
for (const server of [servers.on, servers.off, claimed]) await server.close()
await counter.close()
await close()
await rm(folder, { recursive: true, force: true })
