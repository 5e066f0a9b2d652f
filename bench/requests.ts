/**
 * What a request pays for being somebody's: the same small reading through the API as a signed-in person (session, CSRF
 * token, a transaction under row-level security), the same again without its being counted for the limit of requests, and
 * as nobody's (a plain connection, the same statement), in turns of one run. `npm run bench:requests [-- --times 2000]`
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { useLink } from '#features/accounts/contract.ts'
import { findCaller, librariesOf, makeOwnerLink } from '#features/accounts/server/accounts.ts'
import { openWatch } from '#features/watch/server/watch.ts'
import { readConfig } from '#platform/config/config.ts'
import { route } from '#platform/http/route.ts'
import { buildServer } from '#platform/http/server.ts'
import { openLog } from '#platform/log/log.ts'
import { buildApi } from '#server/api.ts'
import { openHouse } from '#server/boot.ts'
import { type Latency, report, round, timeEach } from './measure.ts'

const { values } = parseArgs({ options: { times: { type: 'string', default: '2000' } } })
const times = Number(values.times)
const shape = { body: z.strictObject({ word: z.string() }), reply: z.strictObject({ count: z.int() }) }
const guarded = endpoint({
  name: 'bench.guarded',
  method: 'POST',
  path: '/api/bench/guarded',
  access: 'papers:read',
  summary: 'Counts the papers of a person.',
  ...shape,
})
const bare = endpoint({
  name: 'bench.bare',
  method: 'POST',
  path: '/api/bench/bare',
  access: 'public',
  summary: 'Counts papers without asking who asks.',
  ...shape,
})

const folder = await mkdtemp(join(tmpdir(), 'seogo-bench-'))
const config = readConfig({
  SEOGO_DATA_DIR: folder,
  SEOGO_LOG_LEVEL: 'silent',
  // Counted, and never refused.
  SEOGO_RATE_PERSON: '10000000',
  SEOGO_RATE_NETWORK: '0',
})
const log = openLog({ level: 'silent', format: 'json', process: 'bench' })
const opened = await openHouse({ config, log, migrating: true })
const { house } = opened
const counted = { text: 'select count(*)::int as count from papers where library_id = $1', name: 'bench' }
const pool = house.database.pool('seogo_system', { max: 1, searchPath: 'public' })
const claimed = await buildApi(house)
const link = (await makeOwnerLink(house))?.split('/').at(-1)
const account = { name: 'Olga', email: 'olga@example.org', password: 'correct horse battery' }
const joined = await claimed.inject({
  method: useLink.method,
  url: useLink.path,
  payload: { token: link, account },
})
const { libraries } = useLink.reply.parse(joined.json())
const libraryId = libraries[0]?.id ?? ''
const cookie = joined.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
const token = joined.cookies.find(({ name }) => name === 'XSRF-TOKEN')?.value ?? ''

const routes = [
  route(guarded, async (_request, { caller }) => ({
    count: await house.database.asUser(caller.userId, async (tx) => {
      const row = await tx
        .selectFrom('papers')
        .select((one) => one.fn.countAll<number>().as('count'))
        .where('library_id', '=', libraryId)
        .executeTakeFirstOrThrow()
      return Number(row.count)
    }),
  })),
  route(bare, async () => ({
    count: (await pool.query<{ count: number }>({ ...counted, values: [libraryId] })).rows[0]?.count ?? 0,
  })),
]
const serverOf = (served: typeof house) =>
  buildServer({
    house: served,
    routes,
    protocols: [],
    authenticate: (headers, address) => findCaller(house, headers, address),
    librariesOf: (person) => librariesOf(house, person),
    watch: openWatch(house),
    webFolder: undefined,
  })
const app = await serverOf(house)
const uncounting = await serverOf({ ...house, config: { ...house.config, SEOGO_RATE_PERSON: 0 } })

const ask = (server: typeof app, url: string, headers: Record<string, string>) => async () => {
  const answer = await server.inject({ method: 'POST', url, headers, payload: { word: 'x' } })
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`)
}
const asNobody = ask(app, bare.path, {})
const somebody = { cookie, 'x-xsrf-token': token }
const asSomebody = ask(app, guarded.path, somebody)
const asUncounted = ask(uncounting, guarded.path, somebody)

const rounds = 4
const measured: { bare: Latency; guarded: Latency; uncounted: Latency }[] = []
for (let turn = 0; turn < rounds; turn += 1) {
  const each = { times: Math.ceil(times / rounds), warmUp: turn === 0 ? 200 : 10 }
  measured.push({
    bare: await timeEach(asNobody, each),
    guarded: await timeEach(asSomebody, each),
    uncounted: await timeEach(asUncounted, each),
  })
}
const median = (of: (row: (typeof measured)[number]) => number) =>
  measured.map(of).toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN
await report(
  'requests',
  {
    rounds: measured,
    guardedToBareP50: round(median((row) => row.guarded.p50Ms) / median((row) => row.bare.p50Ms)),
    guardedToUncountedP50: round(median((row) => row.guarded.p50Ms) / median((row) => row.uncounted.p50Ms)),
  },
  { json: true },
)
await app.close()
await uncounting.close()
await claimed.close()
await pool.end()
await opened.close()
await rm(folder, { recursive: true, force: true })
