import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { event } from '#contract/event.ts'
import { problems } from '#contract/problems.ts'
import { en as jobsEn } from '#features/jobs/web/text.en.ts'
import { ko as jobsKo } from '#features/jobs/web/text.ko.ts'
import { namedEndpoints } from '#features/watch/server/signals.ts'
import { feature } from '#platform/feature.ts'
import type { ProtocolRoute } from '#platform/http/protocol.ts'
import { route } from '#platform/http/route.ts'
import { handledBy, job } from '#platform/queue/job.ts'
import { keep } from '#platform/queue/schedules.ts'
import { problemsEn } from '#web/lib/words/problems.en.ts'
import { problemsKo } from '#web/lib/words/problems.ko.ts'
import { features } from './features.ts'
import { featureFaults, type IncompleteHouse, requireCompleteHouse } from './house-rules.ts'
import { openBareHouse } from './testing/bare-house.ts'

const root = join(import.meta.dirname, '..')
const nothing = z.strictObject({})
const orphan = job({ name: 'test.orphan', queue: 'default', payload: nothing, attempts: 1, timeoutMs: 1_000 })

test('every feature in the house is on the list, and the list is whole', async () => {
  const routes = (await Promise.all(features.map((each) => each.routes?.() ?? []))).flat()
  const protocols = (await Promise.all(features.map((each) => each.protocols?.() ?? []))).flat()
  expect(featureFaults(features, routes, protocols)).toEqual([])
  const folders = readdirSync(join(root, 'features'))
  expect(features.map(({ name }) => name).toSorted()).toEqual(folders.toSorted())
})

test('every endpoint of every contract has its handler', async () => {
  const routes = (await Promise.all(features.map((each) => each.routes?.() ?? []))).flat()
  const handled = routes.map(({ endpoint: { name } }) => name)
  const declared = features.flatMap(({ name }) => {
    const folder = join(root, 'features', name)
    const files = existsSync(join(folder, 'contract')) ? readdirSync(join(folder, 'contract')) : []
    const source = ['contract.ts', ...files.map((file) => join('contract', file))]
      .map((file) => join(folder, file))
      .map((path) => (existsSync(path) ? readFileSync(path, 'utf8') : ''))
      .join('\n')
    return [...source.matchAll(/endpoint\(\{\s*name: '([^']+)'/g)].map(([, each]) => each)
  })
  expect(handled.toSorted()).toEqual(declared.toSorted())
})

test('every problem has its words in both languages', () => {
  const codes = Object.keys(problems)
  expect(Object.keys(problemsEn)).toEqual(expect.arrayContaining(codes))
  expect(Object.keys(problemsKo)).toEqual(expect.arrayContaining(codes))
})

test('every job has a name that people read, in both languages', () => {
  const kinds = features.flatMap(({ jobs = [] }) => jobs.map(({ definition }) => definition.name))
  expect(Object.keys(jobsEn.kinds)).toEqual(expect.arrayContaining(kinds))
  expect(Object.keys(jobsKo.kinds)).toEqual(expect.arrayContaining(kinds))
})

test('each kind of gap is found', () => {
  const twice = endpoint({
    name: 'test.twice',
    method: 'GET',
    path: '/api/test/:a',
    access: 'public',
    summary: 'x',
    reply: nothing,
  })
  const same = endpoint({
    name: 'test.other',
    method: 'GET',
    path: '/api/test/:b',
    access: 'public',
    summary: 'x',
    reply: nothing,
  })
  const routes = [
    route(twice, async () => ({})),
    route(twice, async () => ({})),
    route(same, async () => ({})),
  ]
  const foreign: ProtocolRoute = {
    name: 'test.foreign',
    methods: ['POST', 'GET'],
    path: '/api/test/:c',
    access: 'own',
    protocol: {},
    handle: async () => ({ status: 200 }),
  }
  const entry = handledBy(job({ ...orphan, name: 'test.known' }), async () => async () => undefined)
  const undoers = features.flatMap((each) => each.undoers ?? [])
  const others = undoers.filter(({ kind }) => kind !== 'rating' && kind !== 'status')
  const rating = undoers.find(({ kind }) => kind === 'rating') ?? expect.fail('nobody takes ratings back')
  const broken = [
    feature({
      name: 'one',
      jobs: [entry, entry],
      undoers: [rating, rating, ...others],
      reactions: [{ event: event('test.happened', nothing), job: orphan }],
    }),
    feature({ name: 'one', schedules: [keep({ name: 'daily', everyMs: 1, job: orphan, payload: {} })] }),
  ]
  expect(featureFaults(broken, routes, [foreign])).toEqual([
    'feature one is declared twice',
    'job test.known is declared twice',
    'reaction to test.happened asks for test.orphan, which has no handler',
    'schedule daily asks for test.orphan, which has no handler',
    'undoer of rating is declared twice',
    'a change of status is taken back by nobody',
    'endpoint test.twice is declared twice',
    'path GET /api/test/: is declared twice',
  ])
})

test('a house whose database lost a policy, gained a right or is behind does not start', async () => {
  const { house, close, admin } = await openBareHouse()
  try {
    await requireCompleteHouse(house, features)
    await admin(`alter table papers disable row level security; grant truncate on tags to seogo_app;
      create view leak as select * from files; create table stray (id int);
      delete from seogo_migrations where number = (select max(number) from seogo_migrations)`)
    const faults = await requireCompleteHouse(house, features).catch((error: IncompleteHouse) => error.faults)
    expect(faults?.toSorted()).toEqual([
      expect.stringMatching(/^role seogo_app may truncate .*tags/),
      expect.stringMatching(/^table public.papers has no row-level security/),
      expect.stringMatching(/^table public.stray belongs to/),
      expect.stringMatching(/^table public.stray has no row-level security/),
      expect.stringMatching(/^the database is at migration .*seogo migrate/),
      expect.stringMatching(/^view public.leak/),
    ])
  } finally {
    await close()
  }
})

test('every endpoint the watch names is one of the house', async () => {
  const routes = (await Promise.all(features.map((feature) => feature.routes?.() ?? []))).flat()
  const protocols = (await Promise.all(features.map((feature) => feature.protocols?.() ?? []))).flat()
  const names = [...routes.map(({ endpoint }) => endpoint.name), ...protocols.map(({ name }) => name)]
  expect(namedEndpoints.filter((name) => !names.includes(name))).toEqual([])
})
