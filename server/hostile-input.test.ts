import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EndpointShape } from '#contract/endpoint.ts'
import { isProblemCode, problemDetails, problems } from '#contract/problems.ts'
import { getMe } from '#features/accounts/contract.ts'
import { requestAnalysis } from '#features/analysis/contract.ts'
import { makeConnectorToken } from '#features/connector/contract.ts'
import { mergePapers } from '#features/duplicates/contract.ts'
import { createLink } from '#features/exports/contract.ts'
import { createHighlight } from '#features/highlights/contract.ts'
import { listActs } from '#features/history/contract.ts'
import { getImport, importFiles } from '#features/imports/contract.ts'
import { listJobs } from '#features/jobs/contract.ts'
import { createNote } from '#features/notes/contract.ts'
import { getPaper } from '#features/papers/contract.ts'
import {
  changeTag,
  createCollection,
  createSmartCollection,
  judge,
  tagPaper,
} from '#features/reading/contract.ts'
import { saveKey } from '#features/vault/contract.ts'
import { features } from './features.ts'
import { diceOf, junkRequest, junkText, type KnownIds } from './testing/junk.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import { asBrowser, type Person } from './testing/person.ts'

/** More of them, with another seed, when a change wants to be looked at closely. */
const requestsPerEndpoint = Number(process.env.SEOGO_TEST_REQUESTS ?? 8)
const seed = Number(process.env.SEOGO_TEST_SEED ?? 20_261_123)

let seogo: TestHouse
let owner: Person
let endpoints: readonly EndpointShape[] = []
let ids: KnownIds

beforeAll(async () => {
  seogo = await openTestHouse()
  owner = await seogo.person('Olga')
  endpoints = (await Promise.all(features.map((each) => each.routes?.() ?? [])))
    .flat()
    .map(({ endpoint }) => endpoint)
    // What takes something away comes last, so that the others meet it.
    .toSorted((one, other) => Number(one.method === 'DELETE') - Number(other.method === 'DELETE'))
  ids = await prepare()
}, 180_000)
afterAll(() => seogo.close())

/** One real row of everything, so that what passes the first checks comes as far as the database. */
async function prepare(): Promise<KnownIds> {
  const bytes = readFileSync(join(import.meta.dirname, '../examples/first-paper.pdf'))
  const { id: importId, libraryId, entries } = await owner.upload(importFiles, [{ fileName: 'a.pdf', bytes }])
  await seogo.workUntilQuiet()
  const params = { paperId: entries[0]?.paperId ?? expect.fail('the example was not taken') }
  const { files } = await owner.call(getPaper, { params })
  const { items: tags } = await owner.call(tagPaper, { params, body: { names: ['one'] } })
  const run = await owner.call(requestAnalysis, { params, body: { choices: ['local'], language: 'en' } })
  const { id: keyId } = await owner.call(saveKey, {
    body: { label: 'l', provider: 'openai-compatible', baseUrl: 'http://127.0.0.1:9/v1', model: 'm' },
  })
  const { id: collectionId } = await owner.call(createCollection, { body: { name: 'shelf' } })
  const { id: noteId } = await owner.call(createNote, { body: { ...params, body: '[[one]]' } })
  const tagId = tags[0]?.id ?? expect.fail('the tag was not given')
  const { changeId } = await owner.call(changeTag, { params: { tagId }, body: { name: 'two' } })
  const { id: smartCollectionId } = await owner.call(createSmartCollection, {
    body: { name: 'smart', filter: { tagsAny: [tagId] } },
  })
  const { link } = await owner.call(createLink, { body: { libraryId, name: 'thesis' } })
  const bytesOfPair = Buffer.from('@book{a, title={One of two}}\n@book{b, title={The other of two}}')
  const pair = await owner.upload(importFiles, [{ fileName: 'pair.bib', bytes: bytesOfPair }])
  await seogo.workUntilQuiet()
  const merged = (await owner.call(getImport, { params: { importId: pair.id } })).entries
  const [one, otherId] = merged.map(({ paperId }) => paperId ?? expect.fail('no paper'))
  const toMerge = {
    params: { paperId: one ?? expect.fail('no paper') },
    body: { otherId: otherId ?? expect.fail('no paper') },
  }
  const { mergeId } = await owner.call(mergePapers, toMerge)
  await owner.call(judge, { params, body: { ratingHalves: 5 } })
  const { items: acts } = await owner.call(listActs, { query: {} })
  const { token } = await owner.call(makeConnectorToken, { body: { label: 'browser' } })
  const { items: jobs } = await owner.call(listJobs, { query: {} })
  const quote = { exact: 'most Korean nouns have two syllables' }
  const marked = { fileId: files[0]?.id ?? expect.fail('no file'), quote, colour: 'red' as const }
  const { id: highlightId } = await owner.call(createHighlight, { params, body: marked })
  const named = { fileId: files[0]?.id, jobId: jobs[0]?.id, actId: acts[0]?.id }
  return {
    ...params,
    importId,
    libraryId,
    userId: owner.userId,
    runId: run.id,
    keyId,
    choices: keyId,
    collectionId,
    highlightId,
    tagId,
    changeId,
    smartCollectionId,
    linkId: link.id,
    noteId,
    mergeId,
    otherId: toMerge.params.paperId,
    tokenId: token.id,
    ...definedOf(named),
  }
}

function definedOf(named: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(named).map(([name, id]) => [name, id ?? expect.fail(`no ${name}`)]),
  )
}

/** What is wrong with an answer to a hostile request; undefined when it is as good as any. */
function faultOf(answer: { statusCode: number; headers: Record<string, unknown>; body: string }) {
  const { statusCode, headers, body } = answer
  if (statusCode >= 500) return `${statusCode} ${body}`
  // A range that cannot be satisfied has its own header and no body.
  if (statusCode < 400 || statusCode === 416) return undefined
  if (!String(headers['content-type']).startsWith('application/problem+json')) return `no problem: ${body}`
  const { code, status } = problemDetails.parse(JSON.parse(body))
  if (!isProblemCode(code)) return `${code} is not on the list`
  return problems[code].status === status && status === statusCode ? undefined : `${code} with ${statusCode}`
}

const json = { 'content-type': 'application/json' }

async function faultsOfAsking(request: InjectOptions): Promise<string[]> {
  const fault = faultOf(await seogo.app.inject(request))
  const { method, url, headers, payload } = request
  return fault === undefined
    ? []
    : [
        `${fault.slice(0, 300)} ← ${method} ${String(url).slice(0, 300)} ${JSON.stringify([headers, payload])?.slice(0, 400)}`,
      ]
}

async function expectHouseToAnswer(): Promise<void> {
  expect((await owner.call(getMe, {})).id).toBe(owner.userId)
}

test('junk to every endpoint is refused by a code of the list, and the house answers afterwards', async () => {
  const faults: string[] = []
  const dice = diceOf(seed)
  for (const endpoint of endpoints) {
    for (let count = 0; count < requestsPerEndpoint; count += 1) {
      const { url, body } = junkRequest(dice, endpoint, ids)
      // Signing out would end the session that all the others need.
      const cookie = count % 5 === 0 || endpoint.name === 'accounts.signOut' ? '' : owner.cookie
      const headers = { ...asBrowser(cookie), ...(body !== undefined && json) }
      const payload = body === undefined ? {} : { payload: JSON.stringify(body) }
      faults.push(...(await faultsOfAsking({ method: endpoint.method, url, headers, ...payload })))
    }
  }
  expect(faults).toEqual([])
  await expectHouseToAnswer()
})

const deep = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

test.each([
  ['nothing', ''],
  ['half of a value', '{"names":["a"'],
  ['no JSON', 'names=a'],
  ['a number too large', `{"names":${'9'.repeat(400)}}`],
  ['a prototype', '{"__proto__":{"names":["a"]},"names":[]}'],
  ['a constructor with a prototype', '{"constructor":{"prototype":{"a":1}},"names":[]}'],
  ['two thousand levels', deep(2_000)],
  ['a hundred thousand levels', deep(100_000)],
  ['a hundred thousand levels behind a name', `{"names":${deep(100_000)}}`],
  ['a hundred thousand levels that are not closed', '['.repeat(100_000)],
  ['more than may be sent', `{"names":["${'x'.repeat(2_000_000)}"]}`],
  ['a byte order mark', '\ufeff{"names":[]}'],
  ['UTF-16', Buffer.from('{"names":[]}', 'utf16le')],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0xc3, 0x28])],
])(
  'a body of %s is refused by each endpoint that takes one, and by none for what it is',
  async (_, payload) => {
    const faults: string[] = []
    for (const { method, path, body, accepts } of endpoints) {
      if (!body && accepts !== 'multipart') continue
      const url = path.replaceAll(/:(\w+)/g, (_all, name: string) => ids[name] ?? name)
      for (const cookie of [owner.cookie, ''])
        faults.push(
          ...(await faultsOfAsking({ method, url, headers: { ...json, ...asBrowser(cookie) }, payload })),
        )
    }
    expect(faults).toEqual([])
    await expectHouseToAnswer()
  },
)

test.each([
  ['no type', ''],
  ['a form', 'application/x-www-form-urlencoded'],
  ['text', 'text/plain'],
  ['XML', 'text/xml'],
  ['another encoding', 'application/json; charset=utf-7'],
  ['a type that is none', ';;;'],
  ['a prototype', '__proto__'],
  ['a type of ten thousand letters', 'x'.repeat(10_000)],
])('a body said to be %s is no body of an endpoint', async (_, type) => {
  const faults: string[] = []
  for (const { method, path } of endpoints.filter((each) => each.method !== 'GET' && each.body)) {
    const url = path.replaceAll(/:(\w+)/g, (_all, name: string) => ids[name] ?? name)
    const headers = { ...asBrowser(owner.cookie), 'content-type': type }
    faults.push(...(await faultsOfAsking({ method, url, headers, payload: 'names=1' })))
  }
  expect(faults).toEqual([])
})

test('who may not is told so before the body is read', async () => {
  for (const { name, method, path, access } of endpoints.filter((each) => each.body)) {
    if (access === 'public') continue
    const answer = await seogo.app.inject({ method, url: path, headers: json, payload: '{"no JSON' })
    expect([name, answer.statusCode]).toEqual([name, 401])
  }
})

test('headers and cookies at random neither open a door nor break one', async () => {
  const dice = diceOf(seed)
  const faults: string[] = []
  const names = [
    'cookie',
    'origin',
    'host',
    'range',
    'if-none-match',
    'user-agent',
    'accept',
    'authorization',
  ]
  const more = ['x-forwarded-for', 'x-forwarded-host', 'sec-fetch-site', 'content-length', 'accept-encoding']
  for (let count = 0; count < 400; count += 1) {
    // What a connection can carry at all: Latin-1 without line ends (RFC 9110, 5.5).
    const value = junkText(dice)
      .replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '')
      .slice(0, 4_000)
    const name = dice.pick(['cookie', ...names, ...more])
    const cookie = `seogo.session=${encodeURIComponent(junkText(dice).toWellFormed()).slice(0, 3_000)}`
    const headers = name === 'cookie' && dice.once(2) ? { cookie } : { cookie: owner.cookie, [name]: value }
    const url = dice.pick(['/api/me', `/api/files/${ids.fileId}`, '/api/papers', '/', '/api/openapi.json'])
    faults.push(...(await faultsOfAsking({ method: 'GET', url, headers })))
  }
  expect(faults).toEqual([])
  for (const cookie of [
    'seogo.session=x',
    'seogo.session=%zz',
    'seogo.session=a.b',
    `seogo.session=${'a'.repeat(9_000)}`,
  ]) {
    expect((await seogo.app.inject({ url: '/api/me', headers: { cookie } })).statusCode).toBe(401)
  }
})

test.each([
  '/api/%zz',
  '/api/papers/%',
  '/api/papers/%ff',
  `/api/papers/${'x'.repeat(5_000)}`,
  '/api/papers/..%2f..%2fetc%2fpasswd',
  '/../../package.json',
  '/%2e%2e/%2e%2e/package.json',
  '/..%5c..%5cpackage.json',
  '/assets/..%2f..%2f..%2fpackage.json',
  '/index.html%00.js',
  '//evil.example/',
  '/api//me',
  '/api/me/',
  '/API/ME',
  '/%61pi/me',
  '/api/papers?cursor',
  '/api/papers?q[]=1&q[a]=2',
  '/api/papers?__proto__=1',
  '/api/papers?limit=1&limit=2',
  `/api/papers?${'a=1&'.repeat(5_000)}`,
])('the address %s tells nothing and breaks nothing', async (url) => {
  const answer = await owner.request('GET', url)
  expect(faultOf(answer)).toBeUndefined()
  expect(answer.body).not.toContain('"devDependencies"')
})
