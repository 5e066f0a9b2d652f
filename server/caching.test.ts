import fc from 'fast-check'
import { Redis } from 'ioredis'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { EndpointShape } from '#contract/endpoint.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { getMe, savePreferences } from '#features/accounts/contract.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { listAudit } from '#features/audit/contract.ts'
import { clearCache, getCaching, warmCache } from '#features/caching/contract.ts'
import { keepCacheReports } from '#features/caching/server/caching.ts'
import { createNote, listNotes } from '#features/notes/contract.ts'
import { listNotifications } from '#features/notifications/contract.ts'
import { countPapers, getPaper, listPapers } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { createCollection, judge, listCollections, listTags, tagPaper } from '#features/reading/contract.ts'
import { listFacets } from '#features/search/contract.ts'
import { cacheNamespace } from '#platform/cache/namespace.ts'
import { Secret } from '#platform/crypto/secret.ts'
import type { House } from '#platform/house.ts'
import { inWork, openWork } from '#platform/metrics/work.ts'
import { buildApi } from './api.ts'
import { openHouse } from './boot.ts'
import { features } from './features.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import { hasRedisServer, startOwnRedis } from './testing/own-redis.ts'
import { type Person, pathOf } from './testing/person.ts'

let seogo: TestHouse
let ann: Person
let ben: Person
let annsLibrary: LibraryId
let annsPaper: PaperId
beforeAll(async () => {
  seogo = await openTestHouse({ SEOGO_CACHE: 'on', SEOGO_METRICS: 'on' })
  ann = await seogo.person('Ann')
  ben = await seogo.person('Ben')
  // The first look begins the listening.
  await ann.call(listTags, { query: {} })
  await vi.waitUntil(() => seogo.house.cache.report().listening)
  annsLibrary = await libraryOf(ann)
  annsPaper = await paperIn(annsLibrary, ann, 'Sparse graphs')
})
afterAll(async () => {
  await seogo.close()
})

async function libraryOf(person: Person): Promise<LibraryId> {
  const [own] = (await person.call(getMe, {})).libraries
  if (own === undefined) throw new Error('everybody has a library')
  return own.id
}

async function paperIn(libraryId: LibraryId, by: Person, title: string): Promise<PaperId> {
  const record = { libraryId, csl: { type: 'article-journal', title }, addedBy: by.userId } as const
  return (await seogo.house.database.asUser(by.userId, (tx) => addPaper(tx, record))).paperId
}

const figuresOf = (name: string) => {
  const found = seogo.house.cache.report().namespaces.find((each) => each.name === name)
  return { hits: found?.memoryHits ?? 0, loads: found?.loads ?? 0 }
}

/** Runs SQL as the database's administrator, on a connection of its own, as somebody at a prompt would. */
async function byHand(statements: string): Promise<void> {
  const client = new pg.Client(seogo.house.database.address.admin)
  await client.connect()
  await client.query(statements).finally(() => client.end())
}

const keptRoutes = async () =>
  (await Promise.all(features.map((feature) => feature.routes?.() ?? [])))
    .flat()
    .filter(({ kept }) => kept !== undefined)

/** Everything that narrows a list, so that it asks of all there is. */
const everyFilter = {
  q: 'graphs tag:theory rating:4.. has:notes -"never seen" grphs',
  tagsAny: '0198c0de-0000-7000-8000-000000000001',
  collectionId: '0198c0de-0000-7000-8000-000000000002',
  ratingHalvesMin: 2,
  status: 'reading',
  addedWithinDays: 30,
  hasPdf: true,
  hasNotes: true,
  hasHighlights: true,
  hasAnalysis: true,
  language: 'en',
}

/** How each kept answer is asked for, in as many ways as it has to be made. */
const calls: () => Readonly<
  Record<string, readonly [EndpointShape, ...{ query?: object; params?: object }[]]>
> = () => ({
  'papers.list': [
    listPapers,
    { query: everyFilter },
    { query: { sort: 'rating' } },
    { query: { q: 'sparse' } },
    { query: { q: '검색' } },
  ],
  'papers.count': [countPapers, { query: everyFilter }, { query: { q: 'sparse' } }],
  'papers.get': [getPaper, { params: { paperId: annsPaper } }],
  'search.facets': [listFacets, { query: everyFilter }, {}],
  'reading.listTags': [listTags, {}],
  'reading.listCollections': [listCollections, {}],
  'notes.list': [listNotes, {}, { query: { paperId: annsPaper } }],
  'notifications.list': [listNotifications, {}],
})

/** Tables whose rows decide nothing that an answer says, or cannot change while the house is open. */
const partition = /_\d{8}$/
const constants = new Set(['library_members', 'libraries'])

test('every kept answer names each table it is made of, and each of these tells of its changes', async () => {
  let read: string[] = []
  const { database } = seogo.house
  const watched: House = {
    ...seogo.house,
    cache: { ...seogo.house.cache, isOn: false },
    database: {
      ...database,
      asUser: (userId, work) =>
        database.asUser(userId, async (tx) => {
          const value = await work(tx)
          const { rows } = await sql<{ name: string }>`
            select distinct c.relname as name from pg_locks l join pg_class c on c.oid = l.relation
              join pg_namespace n on n.oid = c.relnamespace
             where l.pid = pg_backend_pid() and c.relkind in ('r', 'p') and n.nspname in ('public', 'auth')`.execute(
            tx,
          )
          read.push(...rows.map(({ name }) => name))
          return value
        }),
    },
  }
  const app = await buildApi(watched)
  const { rows: telling } = await database.asSystem('which tables tell', (tx) =>
    sql<{
      name: string
    }>`select distinct tgrelid::regclass::text as name from pg_trigger where tgname like 'changes_told%'`.execute(
      tx,
    ),
  )
  const tells = new Set(telling.map(({ name }) => name.replace('auth.', '')))
  const undeclared: Record<string, string[]> = {}
  for (const { endpoint, kept } of await keptRoutes()) {
    read = []
    const [shape, ...ways] = calls()[endpoint.name] ?? []
    if (shape === undefined) throw new Error(`${endpoint.name} is not asked for here`)
    for (const way of ways) {
      const { statusCode, body } = await app.inject({
        url: pathOf(shape, way),
        headers: { cookie: ann.cookie },
      })
      expect(`${statusCode} ${body}`).toMatch(/^200/)
    }
    expect(read.length).toBeGreaterThan(0)
    undeclared[endpoint.name] = [...new Set(read)].filter(
      (name) =>
        !constants.has(name.replace(partition, '')) && !kept?.dependsOn.includes(name.replace(partition, '')),
    )
    undeclared[`${endpoint.name}, silent`] = (kept?.dependsOn ?? []).filter((name) => !tells.has(name))
  }
  expect(Object.fromEntries(Object.entries(undeclared).filter(([, names]) => names.length > 0))).toEqual({})
  await app.close()
})

test('who wrote reads what they wrote, in whichever way it is listed', async () => {
  const asked = { query: { sort: 'rating' } } as const
  await ann.call(listPapers, asked)
  const { hits, loads } = figuresOf('papers.list')
  await ann.call(listPapers, asked)
  expect(figuresOf('papers.list')).toEqual({ hits: hits + 1, loads })
  for (const ratingHalves of [2, 4, 6, 8, 10]) {
    await ann.call(judge, { params: { paperId: annsPaper }, body: { ratingHalves } })
    expect((await ann.call(listPapers, asked)).items).toMatchObject([{ ratingHalves }])
  }
  await ann.call(tagPaper, { params: { paperId: annsPaper }, body: { names: ['theory'] } })
  expect((await ann.call(listPapers, asked)).items).toMatchObject([{ tags: [{ name: 'theory' }] }])
  expect((await ann.call(listTags, { query: {} })).items).toMatchObject([{ name: 'theory', paperCount: 1 }])
  await ann.call(createCollection, { body: { libraryId: annsLibrary, name: 'Shelf' } })
  expect((await ann.call(listCollections, { query: {} })).items).toMatchObject([{ name: 'Shelf' }])
  await ann.call(createNote, { body: { paperId: annsPaper, body: 'of mine' } })
  expect((await ann.call(listNotes, { query: {} })).items).toHaveLength(1)
  await ann.call(savePreferences, { body: { theme: 'dark' } })
  expect((await ann.call(getMe, {})).preferences.theme).toBe('dark')
})

test('a change made past the house is seen by every process of it', async () => {
  const { config, log, clock, database } = seogo.house
  const other = await openHouse({ config, log, clock, migrating: false, address: database.address })
  // The first look begins the listening.
  other.house.cache.report()
  await vi.waitUntil(() => other.house.cache.report().listening)
  const apps = [seogo.app, await buildApi(other.house)]
  const titles = () =>
    Promise.all(
      apps.map(async (app) => {
        const { body } = await app.inject({ url: '/api/papers', headers: { cookie: ann.cookie } })
        return JSON.parse(body).items.map(({ title }: { title: string }) => title)
      }),
    )
  await titles()
  await byHand(`update papers set title = 'By hand', csl = jsonb_set(csl, '{title}', '"By hand"')`)
  await vi.waitFor(async () => expect(await titles()).toEqual([['By hand'], ['By hand']]))
  await byHand(`begin; update papers set title = 'Never'; rollback`)
  expect(await titles()).toEqual([['By hand'], ['By hand']])
  await apps[1]?.close()
  await other.close()
})

test('a browser that has the answer is told so, until the answer is another one', async () => {
  const ask = (etag?: string) =>
    ann.request('GET', '/api/papers', etag ? { headers: { 'if-none-match': etag } } : {})
  const { headers, statusCode } = await ask()
  expect([statusCode, headers['cache-control'], headers.vary]).toEqual([
    200,
    'private, no-cache',
    expect.stringContaining('Cookie'),
  ])
  const etag = String(headers.etag)
  const known = await ask(`"other", W/${etag}`)
  expect([known.statusCode, known.body]).toEqual([304, ''])
  await ann.call(judge, { params: { paperId: annsPaper }, body: { status: 'read' } })
  const other = await ask(etag)
  expect(other.statusCode).toBe(200)
  expect(other.headers.etag).not.toBe(etag)
})

test('no cache between the house and its people may keep an answer, whatever is answered', async () => {
  const routes = (await Promise.all(features.map((feature) => feature.routes?.() ?? []))).flat()
  const read = routes.filter(({ endpoint }) => endpoint.method === 'GET')
  expect(read.length).toBeGreaterThan(80)
  const kept: string[] = []
  for (const { endpoint } of read) {
    const { headers } = await ann.request('GET', endpoint.path.replace(/:\w+/g, annsPaper))
    if (!/^(no-store|private, (no-cache|max-age=0, must-revalidate))$/.test(String(headers['cache-control'])))
      kept.push(`${endpoint.name}: ${headers['cache-control']}`)
  }
  expect(kept).toEqual([])
})

test('of a thousand who miss at once, one reads', async () => {
  const { cache } = seogo.house
  const namespace = cacheNamespace({ name: 'test.stampede', ttlMs: 60_000, dependsOn: ['papers'] })
  let loads = 0
  const ask = () =>
    cache.getOrSet(namespace, { key: 'one', whose: [annsLibrary] }, async () => {
      loads += 1
      await new Promise((resolve) => setTimeout(resolve, 20))
      return loads
    })
  expect(new Set(await Promise.all(Array.from({ length: 1_000 }, ask)))).toEqual(new Set([1]))
  await cache.deleteNamespaces('test.*')
  expect(new Set(await Promise.all(Array.from({ length: 1_000 }, ask)))).toEqual(new Set([2]))
})

test('a reading that began before a change is given to nobody who asks after it', async () => {
  const { cache } = seogo.house
  const namespace = cacheNamespace({ name: 'test.slow', ttlMs: 60_000, dependsOn: ['papers'] })
  const gate = Promise.withResolvers<string>()
  const ask = (value: () => Promise<string>) =>
    cache.getOrSet(namespace, { key: 'one', whose: [annsLibrary] }, value)
  const early = ask(() => gate.promise)
  await paperIn(annsLibrary, ann, 'Comes between')
  const late = ask(async () => 'after')
  gate.resolve('before')
  expect(await early).toBe('before')
  expect(await late).toBe('after')
  expect(await ask(async () => 'read again')).toBe('after')
})

test('an answer out of memory says so, and a HEAD is measured once, as itself', async () => {
  // What the test before changed is still being told.
  await vi.waitFor(async () => {
    const kept = await ann.request('GET', '/api/tags')
    expect(kept.headers['server-timing']).toBe('cache;desc="hit"')
  })
  const { metrics } = seogo.house
  metrics.harvest()
  await ann.request('HEAD', '/api/tags')
  await ann.request('GET', '/api/tags')
  const requests = metrics.harvest().meters.filter(({ kind }) => kind === 'request')
  expect(requests.map(({ subject, count }) => `${count} ${subject}`).toSorted()).toEqual([
    '1 GET /api/tags',
    '1 HEAD /api/tags',
    '2 *',
  ])
})

test('what is kept is read anew before its time is over, and is given a while longer when it cannot be', async () => {
  const { cache } = seogo.house
  const ttlMs = 60_000
  const namespace = cacheNamespace({ name: 'test.aging', ttlMs, dependsOn: ['papers'] })
  const work = openWork('test.aging')
  const ask = (read: () => Promise<string>) =>
    inWork(work, () => cache.getOrSet(namespace, { key: 'one', whose: [annsLibrary] }, read))
  const away = async () => {
    throw new Problem('unavailable')
  }
  const begin = Date.now()
  const atAge = (share: number) => vi.setSystemTime(begin + ttlMs * share)
  vi.useFakeTimers({ toFake: ['Date'], now: begin })
  try {
    expect(await ask(async () => 'first')).toBe('first')
    atAge(0.7)
    expect(await ask(async () => 'too early')).toBe('first')
    atAge(0.9)
    // Who asks does not wait for it.
    expect(await ask(async () => 'second')).toBe('first')
    await vi.waitFor(async () => expect(await ask(away)).toBe('second'))
    const figures = () => cache.report().namespaces.find(({ name }) => name === 'test.aging')
    expect(figures()).toMatchObject({ refreshed: 1, graced: 0 })
    atAge(2.5)
    expect(await ask(away)).toBe('second')
    expect([figures()?.graced, work.cache]).toEqual([1, 'old'])
    await expect(
      ask(async () => {
        throw new Error('a fault and no outage')
      }),
    ).rejects.toThrow('a fault and no outage')
    atAge(20)
    await expect(ask(away)).rejects.toMatchObject({ code: 'unavailable' })
  } finally {
    vi.useRealTimers()
  }
})

test('what one person was answered is answered to nobody else, whatever is asked and in whatever order', async () => {
  const own = new Map([
    [ann, new Set([annsPaper])],
    [ben, new Set([await paperIn(await libraryOf(ben), ben, 'Only for Ben')])],
  ])
  for (const [person, papers] of own)
    for (const { id } of (await person.call(listPapers, { query: {} })).items) papers.add(id)
  const question = fc.record({
    by: fc.constantFrom(ann, ben),
    sort: fc.constantFrom('added', 'title', 'rating'),
    q: fc.constantFrom(undefined, 'only', 'graphs'),
    // One of the two is told the other's libraries and papers, as somebody who has seen an address would ask for them.
    libraryId: fc.constantFrom(undefined, annsLibrary),
    change: fc.boolean(),
    // Kept answers are forgotten in between, and the next ones are kept under the same names.
    clear: fc.boolean(),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(question, { minLength: 2, maxLength: 6 }), async (questions) => {
      for (const { by, change, clear, sort, q, libraryId } of questions) {
        if (clear) await seogo.house.cache.deleteNamespaces('*')
        if (change)
          await by.call(judge, {
            params: { paperId: [...(own.get(by) ?? [])][0] ?? annsPaper },
            body: { status: 'reading' },
          })
        const { items } = await by.call(listPapers, { query: { sort, q, libraryId } })
        for (const { id } of items) expect(own.get(by)?.has(id)).toBe(true)
        const facets = await by.call(listFacets, { query: { libraryId } })
        if (by === ben && libraryId) expect(JSON.stringify(facets)).not.toMatch(/theory/)
      }
    }),
    { numRuns: 12 },
  )
  await expect(ben.call(getPaper, { params: { paperId: annsPaper } })).rejects.toMatchObject({
    problem: { status: 404 },
  })
})

test('who is taken out of a library sees nothing of it with the next look', async () => {
  const shared = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  const paperId = await paperIn(shared, ann, 'Of the lab')
  const sees = async () => (await ben.call(listPapers, { query: {} })).items.some(({ id }) => id === paperId)
  expect(await sees()).toBe(false)
  await addMember(seogo.house, { libraryId: shared, userId: ben.userId, membership: 'reader' })
  expect(await sees()).toBe(true)
  await byHand(`delete from library_members where library_id = '${shared}' and user_id = '${ben.userId}'`)
  await vi.waitFor(async () => expect(await sees()).toBe(false))
})

test('an administrator sees what all processes keep, and clears it by name, by pattern and by tag', async () => {
  // The first person is the owner.
  const reporting = await keepCacheReports(seogo.house, 'api')
  await ann.call(listTags, { query: {} })
  await ann.call(listTags, { query: {} })
  await reporting.stop()
  const again = await keepCacheReports(seogo.house, 'api')
  const seen = await ann.call(getCaching, {})
  const tags = seen.namespaces.find(({ name }) => name === 'reading.listTags')
  expect(seen.processes).toMatchObject([{ kind: 'api', listening: true }])
  expect(tags?.memoryHits).toBeGreaterThan(0)
  // Whoever looks after the cache learns nothing of what somebody looked for.
  expect(JSON.stringify(seen)).not.toMatch(/sparse|graphs/i)
  for (const body of [
    { pattern: 'reading.listTags' },
    { pattern: 'reading.*' },
    { pattern: '*' },
    { tag: ann.userId },
  ]) {
    await ann.call(listTags, { query: {} })
    const { loads } = figuresOf('reading.listTags')
    await ann.call(clearCache, { body })
    await ann.call(listTags, { query: {} })
    expect(figuresOf('reading.listTags').loads).toBe(loads + 1)
  }
  expect((await ann.call(listAudit, { query: { act: 'cache_cleared' } })).items).toHaveLength(4)
  await expect(ann.call(clearCache, { body: { pattern: '%' } })).rejects.toMatchObject({
    problem: { code: 'bad_request' },
  })
  // What a worker keeps stands beside it.
  const worker = await keepCacheReports(seogo.house, 'worker')
  expect((await ann.call(getCaching, {})).processes).toMatchObject([
    { kind: 'api', listening: true },
    { kind: 'worker', listening: true },
  ])
  await worker.stop()
  await again.stop()
})

test('after a start the first answers of who came last are there before anybody asks', async () => {
  await seogo.house.cache.deleteAll()
  const { loads } = figuresOf('reading.listTags')
  await ann.call(warmCache, {})
  await vi.waitFor(() => expect(figuresOf('reading.listTags').loads).toBeGreaterThan(loads))
  await vi.waitFor(async () => {
    const before = figuresOf('reading.listTags')
    await ann.call(listTags, { query: {} })
    expect(figuresOf('reading.listTags')).toEqual({ ...before, hits: before.hits + 1 })
  })
})

test.skipIf(!hasRedisServer())(
  'processes share what they made through Redis until it changes, and do without while Redis is away',
  async () => {
    const redis = await startOwnRedis()
    const { config, log, clock, database } = seogo.house
    const sharing = { ...config, SEOGO_CACHE_REDIS_URL: Secret.of(redis.url) }
    const houses = await Promise.all(
      [1, 2].map(() =>
        openHouse({ config: sharing, log, clock, migrating: false, address: database.address }),
      ),
    )
    const [one, two] = houses.map(({ house }) => house.cache)
    if (!one || !two) throw new Error('two were opened')
    const isReady = (cache: typeof one) => cache.report().shared?.ready === true && cache.report().listening
    await vi.waitUntil(() => isReady(one) && isReady(two))
    const namespace = cacheNamespace({
      name: 'test.shared',
      ttlMs: 60_000,
      dependsOn: ['papers'],
      isShared: true,
    })
    let made = 0
    const ask = async (cache: typeof one) => {
      const answer = await cache.answer(namespace, { key: 'one', whose: [annsLibrary] }, async () => {
        made += 1
        return { etag: `${made}`, body: Buffer.from(`made ${made} 검색`) }
      })
      return answer.body.toString()
    }
    expect(await ask(one)).toBe('made 1 검색')
    // It is written to Redis behind the answer.
    const look = new Redis(redis.url)
    await vi.waitUntil(async () => (await look.dbsize()) === 1)
    look.disconnect()
    expect(await ask(two)).toBe('made 1 검색')
    expect(made).toBe(1)
    await paperIn(annsLibrary, ann, 'Makes it old')
    for (const cache of [one, two])
      await vi.waitFor(async () => expect(await ask(cache)).not.toBe('made 1 검색'))
    const before = await ask(one)
    await redis.unplug()
    await vi.waitUntil(() => one.report().shared?.ready === false)
    await paperIn(annsLibrary, ann, 'While it is away')
    await vi.waitFor(async () => expect(await ask(one)).not.toBe(before))
    await redis.plug()
    await vi.waitUntil(() => isReady(one), { timeout: 20_000 })
    await Promise.all(houses.map((each) => each.close()))
    await redis.unplug()
  },
  60_000,
)
