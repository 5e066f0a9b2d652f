import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { EndpointShape } from '#contract/endpoint.ts'
import {
  askReset,
  followLink,
  getMe,
  makeToken,
  revokeToken,
  signIn,
  signOut,
  useLink,
} from '#features/accounts/contract.ts'
import { lockAccount, makeSignInLink } from '#features/accounts/server/accounts.ts'
import { importFiles } from '#features/imports/contract.ts'
import { listJobs } from '#features/jobs/contract.ts'
import { createNote } from '#features/notes/contract.ts'
import { changeFile, getPaper } from '#features/papers/contract.ts'
import { createCollection, createTag } from '#features/reading/contract.ts'
import { saveKey } from '#features/vault/contract.ts'
import { askOutside } from '#platform/http-client/ask-outside.ts'
import { features } from '../features.ts'
import { partsOf, startMailServer } from '../testing/mail-server.ts'
import { openTestHouse, type TestHouse } from '../testing/open-house.ts'
import { asBrowser, formOf, type Person, pathOf } from '../testing/person.ts'
import { attackTally } from './test-tally-attacks.ts'

// Attacks on a whole Seogo with its watch on. `npm run attack` runs them with their table, and those that need a browser.

const password = 'correct horse battery'
const tally = attackTally()

let seogo: TestHouse
let mail: Awaited<ReturnType<typeof startMailServer>>
let ann: Person
let bob: Person
let address = ''
let endpoints: readonly EndpointShape[] = []
/** What is Ann's, by the name of the parameter that would name it. */
let anns: Readonly<Record<string, string>> = {}

beforeAll(async () => {
  mail = await startMailServer()
  seogo = await openTestHouse({
    SEOGO_WATCH: 'on',
    SEOGO_SMTP_URL: mail.url,
    // Probing is what is tried here, all of it, and not only until it is slowed down.
    SEOGO_WATCH_PROBES: '100000',
    SEOGO_WATCH_ENDED_SESSIONS: '100000',
    SEOGO_TRUSTED_PROXIES: '127.0.0.1',
    SEOGO_SLOW_REQUEST_SECONDS: '1',
  })
  await seogo.person('Olga')
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  address = await seogo.app.listen({ host: '127.0.0.1', port: 0 })
  endpoints = (await Promise.all(features.map((each) => each.routes?.() ?? [])))
    .flat()
    .map(({ endpoint }) => endpoint)
  anns = await thingsOf(ann)
}, 120_000)
afterAll(async () => {
  tally.report()
  await seogo.close()
  await mail.close()
})

async function thingsOf(person: Person): Promise<Record<string, string>> {
  const bytes = readFileSync(join(import.meta.dirname, '../../examples/first-paper.pdf'))
  const {
    id: importId,
    libraryId,
    entries,
  } = await person.upload(importFiles, [{ fileName: 'a.pdf', bytes }])
  const paperId = entries[0]?.paperId ?? expect.fail('the example was not taken')
  await seogo.workUntilQuiet()
  const { files } = await person.call(getPaper, { params: { paperId } })
  const { items: jobs } = await person.call(listJobs, { query: {} })
  const { token } = await person.call(makeToken, { body: { label: 'x', scope: 'read' } })
  const ids = {
    importId,
    libraryId,
    paperId,
    fileId: files[0]?.id,
    jobId: jobs[0]?.id,
    userId: person.userId,
    apiTokenId: token.id,
    tagId: (await person.call(createTag, { body: { libraryId, name: 'secret' } })).id,
    collectionId: (await person.call(createCollection, { body: { libraryId, name: 'secret' } })).id,
    noteId: (await person.call(createNote, { body: { libraryId, body: 'secret' } })).id,
  }
  return Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, id ?? expect.fail(name)]))
}

type Attempt = {
  readonly email: string
  readonly password: string
  readonly from: string
  readonly cookie?: string
}
const enter = ({ from, cookie, ...payload }: Attempt) =>
  seogo.app.inject({
    method: signIn.method,
    url: signIn.path,
    headers: { 'x-forwarded-for': from, ...(cookie && { cookie }) },
    payload,
  })
const cookiesOf = ({ cookies }: { cookies: { name: string; value: string }[] }) =>
  cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
const meOf = (headers: Record<string, string>) =>
  seogo.app.inject({ method: getMe.method, url: getMe.path, headers })

test('brute force: forty guesses at one account end before the right one', async () => {
  const attempts = []
  for (let guess = 0; guess < 40; guess += 1) {
    const typed = guess === 39 ? password : `guess number ${guess}`
    const { statusCode } = await enter({ email: ann.email, password: typed, from: '203.0.113.5' })
    attempts.push({ tried: typed, stopped: statusCode === 401 || statusCode === 429 })
  }
  tally.note('brute force', attempts)
})

test('stuffing: a list of leaked passwords ends before the one that fits', async () => {
  const attempts = []
  for (let pair = 0; pair < 40; pair += 1) {
    const isRight = pair === 39
    const email = isRight ? bob.email : `leaked-${pair}@example.org`
    const typed = isRight ? password : 'hunter2hunter2'
    const { statusCode } = await enter({ email, password: typed, from: '203.0.114.5' })
    attempts.push({ tried: email, stopped: statusCode === 401 || statusCode === 429 })
  }
  tally.note('credential stuffing', attempts)
  // The victim was not the one who paid.
  expect((await enter({ email: bob.email, password, from: '198.51.100.5' })).statusCode).toBe(200)
})

test('session fixation: a session somebody planted is never the one that is signed in', async () => {
  const planted = [`seogo.session=${'a'.repeat(32)}.c2lnbmF0dXJl`, bob.cookie, 'seogo.session=']
  const attempts = []
  for (const cookie of planted) {
    const entered = await enter({ email: ann.email, password, from: '198.51.100.6', cookie })
    const fresh = entered.cookies.find(({ name }) => name === 'seogo.session')?.value
    const now = (await meOf({ cookie })).json<{ id?: string }>().id
    attempts.push({
      tried: cookie,
      stopped: fresh !== undefined && !cookie.includes(fresh) && now !== ann.userId,
    })
  }
  tally.note('session fixation', attempts)
})

test('requests forged from another site change nothing', async () => {
  const attempts = []
  const bobs = asBrowser(bob.cookie)['x-xsrf-token'] ?? ''
  const forged: Record<string, Record<string, string>> = {
    'another origin': { ...asBrowser(ann.cookie), origin: 'https://evil.example', host: 'seogo.lab' },
    'a sandboxed page': { ...asBrowser(ann.cookie), origin: 'null', host: 'seogo.lab' },
    'no token': { cookie: ann.cookie },
    'the token of somebody else': {
      cookie: ann.cookie.replace(/XSRF-TOKEN=[^;]+/, `XSRF-TOKEN=${bobs}`),
      'x-xsrf-token': bobs,
    },
    'a form': { cookie: ann.cookie, 'content-type': 'text/plain', origin: 'https://evil.example' },
  }
  for (const endpoint of endpoints.filter(({ method, access }) => method !== 'GET' && access !== 'public'))
    for (const [tried, headers] of Object.entries(forged)) {
      const url = pathOf(endpoint, { params: new Proxy({}, { get: (_, name) => anns[String(name)] ?? 'x' }) })
      const { statusCode } = await seogo.app.inject({ method: endpoint.method, url, headers })
      attempts.push({ tried: `${endpoint.name}: ${tried}`, stopped: statusCode === 403 })
    }
  tally.note('cross-site requests', attempts)
})

test('replay: what ended opens nothing any more', async () => {
  const attempts = []
  const session = cookiesOf(await enter({ email: bob.email, password, from: '198.51.100.7' }))
  expect((await meOf({ cookie: session })).statusCode).toBe(200)
  await seogo.app.inject({ method: signOut.method, url: signOut.path, headers: asBrowser(session) })
  attempts.push({ tried: 'session', stopped: (await meOf({ cookie: session })).statusCode === 401 })

  const { token, secret } = await bob.call(makeToken, { body: { label: 'y', scope: 'read' } })
  const bearer = { authorization: `Bearer ${secret}` }
  expect((await meOf(bearer)).statusCode).toBe(200)
  await bob.call(revokeToken, { params: { apiTokenId: token.id } })
  attempts.push({ tried: 'access token', stopped: (await meOf(bearer)).statusCode === 401 })

  const used = { token: (await makeSignInLink(seogo.house, bob.email)).split('/').at(-1) }
  const use = () => seogo.app.inject({ method: useLink.method, url: useLink.path, payload: used })
  expect((await use()).statusCode).toBe(200)
  attempts.push({ tried: 'one-time link', stopped: (await use()).statusCode === 410 })
  tally.note('replay after the end', attempts)
})

const post = ({ path: url }: EndpointShape, from: string, payload: object) =>
  seogo.app.inject({ method: 'POST', url, headers: { 'x-forwarded-for': from }, payload })

test('links of letters: none is guessed, and none works twice or for something else', async () => {
  const guesses = []
  for (let guess = 0; guess < 40; guess += 1) {
    const token = randomBytes(32).toString('base64url')
    const { statusCode } = await post(followLink, '203.0.116.5', { token, password: 'a password of mine' })
    guesses.push({ tried: token, stopped: statusCode === 410 || statusCode === 429 })
  }
  const { statusCode: last } = await post(followLink, '203.0.116.77', { token: 'a'.repeat(43) })
  guesses.push({ tried: 'guessing without end', stopped: last === 429 })
  tally.note('guessing links of letters', guesses)

  const carl = await seogo.person('Carl')
  const letterTo = async ({ email }: Person) => {
    await seogo.workUntilQuiet()
    const letter = mail.letters.findLast(({ to }) => to.includes(email)) ?? expect.fail('no letter')
    return /\/link\/([\w-]{43})/.exec(partsOf(letter).join())?.[1] ?? expect.fail('no link')
  }
  await lockAccount(seogo.house, carl.userId, { until: new Date(Date.now() + 600_000) })
  const token = await letterTo(carl)
  const asSignIn = await post(useLink, '198.51.100.9', { token })
  const asReset = await post(followLink, '198.51.100.9', { token, password: 'a password of mine' })
  expect((await post(followLink, '198.51.100.9', { token })).statusCode).toBe(200)
  const again = await post(followLink, '198.51.100.9', { token })
  expect((await enter({ email: carl.email, password, from: '198.51.100.9' })).statusCode).toBe(200)
  await lockAccount(seogo.house, carl.userId, { until: new Date(Date.now() + 600_000) })
  const later = await post(followLink, '198.51.100.9', { token })
  tally.note('replay of an unlock link', [
    { tried: 'as a sign-in', stopped: asSignIn.statusCode === 410 },
    { tried: 'as a new password', stopped: asReset.statusCode === 400 },
    { tried: 'again', stopped: again.statusCode === 410 },
    { tried: 'for a later lock', stopped: later.statusCode === 410 },
  ])
})

test('enumeration: neither the answer nor its time nor its work tells whether an address is somebody’s', async () => {
  const times: Record<string, number[]> = { known: [], unknown: [] }
  const answers = new Set<string>()
  for (let time = 0; time < 36; time += 1) {
    const whose = time % 2 === 0 ? 'known' : 'unknown'
    const name = ['olga', 'ann', 'bob'][Math.floor(time / 2) % 3]
    const email = `${whose === 'known' ? '' : 'no-'}${name}@example.org`
    const begunMs = performance.now()
    const { statusCode, body } = await post(askReset, `203.${time}.118.5`, { email })
    times[whose]?.push(performance.now() - begunMs)
    answers.add(`${statusCode} ${body}`)
  }
  const medianOf = (whose: string) => times[whose]?.toSorted((one, other) => one - other)[9] ?? 0
  const ratio = medianOf('known') / medianOf('unknown')
  // As long as nobody may even look at the table of people, the answer is the same: it needs no look.
  const admin = new pg.Client(seogo.house.database.address.admin)
  await admin.connect()
  await admin.query('begin; lock table auth.users in access exclusive mode')
  const { statusCode: isAnswered } = await post(askReset, '203.99.118.5', { email: 'somebody@example.org' })
  await admin.end()
  tally.note('whose address it is', [
    { tried: `by the answer: ${[...answers].join()}`, stopped: answers.size === 1 },
    // The medians of eighteen in turn are within a factor of three.
    { tried: `by the time: a ratio of ${ratio.toFixed(2)}`, stopped: ratio > 1 / 3 && ratio < 3 },
    { tried: 'by the work', stopped: isAnswered === 202 },
  ])
})

test('others’ ids: every route of the description that names one gives nothing of Ann’s to Bob', async () => {
  const { paths } = (await seogo.app.inject('/api/openapi.json')).json<{
    paths: Record<string, Record<string, { operationId: string }>>
  }>()
  const attempts = []
  for (const [path, methods] of Object.entries(paths)) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
    if (named.length === 0 || named.some((name) => name === 'queue' || name === 'schedule')) continue
    const url = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => anns[name] ?? crypto.randomUUID())
    for (const [method, { operationId }] of Object.entries(methods)) {
      if (method === 'head') continue
      for (const payload of method === 'get' || method === 'delete' ? [undefined] : [undefined, {}]) {
        const answer = await bob.request(method.toUpperCase(), url, payload ? { body: payload } : {})
        // Where in a list a paper stands is answered for any id, and must say of Ann's what it says of nothing.
        const nothing = url.replace(anns.paperId ?? '', crypto.randomUUID())
        const isNothing =
          answer.statusCode === 200 && answer.body === (await bob.request(method.toUpperCase(), nothing)).body
        const isRefused = answer.statusCode >= 400 && answer.statusCode < 500
        const stopped = (isRefused || isNothing) && !answer.body.includes('secret')
        attempts.push({ tried: `${operationId} ${answer.statusCode}`, stopped })
      }
    }
  }
  tally.note('others’ ids', attempts)
})

test('uploads: no name leaves the store, and no file is served as a page', async () => {
  const pdf = readFileSync(join(import.meta.dirname, '../../examples/first-paper.pdf'))
  const names = [
    '../../../../tmp/seogo-escaped.pdf',
    '..\\..\\seogo-escaped.pdf',
    '/tmp/seogo-escaped.pdf',
    '....//....//seogo-escaped.pdf',
    '%2e%2e%2fseogo-escaped.pdf',
    'seogo-escaped.pdf\u0000.html',
    'C:\\seogo-escaped.pdf',
    'a\r\nX-Injected: seogo-escaped.pdf',
  ]
  const script = Buffer.from('<html><script>alert(1)</script></html>')
  const polyglots = [
    Buffer.concat([pdf, script]),
    Buffer.concat([Buffer.from('%PDF-1.4\n'), script]),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
    Buffer.concat([Buffer.from('GIF89a'), script]),
    Buffer.concat([script, pdf]),
  ]
  const attempts = []
  const parts = [
    ...names.map((fileName, index) => ({
      fileName,
      bytes: Buffer.concat([pdf, Buffer.from(`\n%${index}`)]),
    })),
    ...polyglots.map((bytes, index) => ({
      fileName: `polyglot-${index}.pdf`,
      bytes,
      mediaType: 'text/html',
    })),
  ]
  for (const part of parts) {
    const { body, type } = formOf([part])
    const answer = await bob.request('POST', importFiles.path, { headers: { 'content-type': type }, body })
    const taken = answer.statusCode < 400 ? importFiles.reply.parse(answer.json()).entries : []
    const served = []
    for (const { paperId } of taken) {
      if (!paperId) continue
      const { files } = await bob.call(getPaper, { params: { paperId } })
      for (const { id } of files) served.push(await bob.request('GET', `/api/files/${id}`))
    }
    const isSafe = served.every(
      ({ headers }) =>
        headers['content-type'] === 'application/pdf' &&
        headers['x-content-type-options'] === 'nosniff' &&
        headers['x-injected'] === undefined,
    )
    attempts.push({ tried: part.fileName, stopped: answer.statusCode < 500 && isSafe })
  }
  const kept = readdirSync(seogo.house.config.SEOGO_DATA_DIR, { recursive: true }).map(String)
  const escaped = [...kept, ...readdirSync('/tmp')].filter((name) => name.includes('seogo-escaped'))
  expect(escaped).toEqual([])
  tally.note('uploads: traversal and polyglots', attempts)
})

test('headers: no line break of a name becomes a header', async () => {
  const attempts = []
  const { fileId = '' } = anns
  for (const name of [
    'a\r\nX-Injected: 1.pdf',
    'a"; X-Injected=1.pdf',
    'a\nSet-Cookie: x=1.pdf',
    '한글\u2028x.pdf',
  ]) {
    await ann.request(changeFile.method, `/api/files/${fileId}`, { body: { name } })
    const { headers } = await ann.request('GET', `/api/files/${fileId}`)
    const stopped = headers['x-injected'] === undefined && headers['set-cookie'] === undefined
    attempts.push({ tried: JSON.stringify(name), stopped })
  }
  tally.note('header injection', attempts)
})

test('prototypes: no body reaches an object’s ancestors', async () => {
  const bodies = [
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"a":{"__proto__":{"polluted":true}}}',
    '{"theme":"dark","__proto__":{"role":"owner"}}',
  ]
  const attempts = []
  for (const endpoint of endpoints) {
    if (endpoint.body === undefined || endpoint.accepts === 'multipart') continue
    const url = pathOf(endpoint, { params: new Proxy({}, { get: (_, name) => anns[String(name)] ?? 'x' }) })
    for (const body of bodies) {
      const headers = { ...asBrowser(ann.cookie), 'content-type': 'application/json' }
      const { statusCode } = await seogo.app.inject({ method: endpoint.method, url, headers, payload: body })
      const clean = Reflect.get({}, 'polluted') === undefined && Reflect.get({}, 'role') === undefined
      attempts.push({
        tried: `${endpoint.name} ${body} ${statusCode}`,
        stopped: clean && statusCode >= 400 && statusCode < 500,
      })
    }
  }
  tally.note('prototype pollution', attempts)
})

const credentialAddresses = [
  'http://169.254.169.254/latest/meta-data',
  'http://2852039166/latest',
  'http://0xa9fea9fe/',
  'http://0251.0376.0251.0376/',
  'http://169.254.43518/',
  'http://[::ffff:169.254.169.254]/',
  'http://[::ffff:a9fe:a9fe]/',
  'http://[fd00:ec2::254]/',
  'http://[fe80::1]/',
  'http://0.0.0.0:7350/',
  'http://[::]/',
  'http://user:password@example.org/',
  'file:///etc/passwd',
  'gopher://127.0.0.1:6379/_FLUSHALL',
  'ftp://127.0.0.1/',
  'javascript:alert(1)',
]
const insideAddresses = [
  'http://127.0.0.1:1/',
  'http://localhost:1/',
  'http://127.1:1/',
  'http://2130706433:1/',
  'http://0x7f000001:1/',
  'http://[::1]:1/',
  'http://[::ffff:127.0.0.1]:1/',
  'http://10.0.0.1/',
  'http://172.16.0.1/',
  'http://192.168.0.1/',
  'http://100.64.0.1/',
  'http://[fc00::1]/',
  'http://[64:ff9b::7f00:1]/',
]

test('server-side requests: no address somebody gives leads to where it must not', async () => {
  const attempts = []
  for (const baseUrl of credentialAddresses) {
    const body = {
      label: crypto.randomUUID(),
      provider: 'openai-compatible',
      model: 'm',
      key: 'sk-x',
      baseUrl,
    }
    const { statusCode } = await bob.request('POST', saveKey.path, { body })
    attempts.push({ tried: `${baseUrl} ${statusCode}`, stopped: statusCode >= 400 && statusCode < 500 })
  }
  for (const inside of [...insideAddresses, ...credentialAddresses.slice(0, 11)]) {
    const asked = await askOutside(inside, { bytesMax: 1_000, timeoutMs: 2_000 }).catch(
      (error: Error) => error.name,
    )
    attempts.push({ tried: `${inside} ${String(asked)}`, stopped: asked === 'AddressRefused' })
  }
  tally.note('server-side requests', attempts)
})

test('the live socket opens to our own pages only', async () => {
  const url = `${address.replace('http', 'ws')}/api/live`
  const open = (headers: Record<string, string>) =>
    new Promise<string>((resolve) => {
      const socket = new WebSocket(url, { headers })
      socket.on('open', () => {
        socket.terminate()
        resolve('open')
      })
      socket.on('unexpected-response', (_request, response) => resolve(String(response.statusCode)))
      socket.on('error', () => resolve('error'))
    })
  expect(await open({ cookie: ann.cookie, origin: address })).toBe('open')
  const attempts = []
  for (const headers of [
    { cookie: ann.cookie, origin: 'https://evil.example' },
    { cookie: ann.cookie, origin: address.replace('http:', 'https:').replace(/\d+$/, '1') },
    { cookie: ann.cookie, origin: 'null' },
    { cookie: ann.cookie },
    { origin: address },
  ]) {
    const outcome = await open(headers as Record<string, string>)
    attempts.push({ tried: JSON.stringify(headers), stopped: outcome !== 'open' })
  }
  tally.note('WebSocket from a foreign origin', attempts)
})

test('slow-loris: connections that never finish their request are closed, and others are served meanwhile', async () => {
  const { port } = new URL(address)
  const closed: Promise<boolean>[] = []
  const slow = [
    'GET /api/me HTTP/1.1\r\nHost: seogo.lab\r\nX-Slow: ',
    `POST /api/session HTTP/1.1\r\nHost: seogo.lab\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"email"`,
  ]
  for (let number = 0; number < 40; number += 1) {
    const socket = connect(Number(port), '127.0.0.1')
    closed.push(
      new Promise((resolve) => socket.on('close', () => resolve(true)).on('error', () => resolve(true))),
    )
    socket.resume().write(slow[number % slow.length] ?? '')
  }
  const served = await fetch(`${address}/health/live`)
  expect(served.status).toBe(200)
  const attempts = (await Promise.all(closed)).map((stopped, number) => ({
    tried: `connection ${number}`,
    stopped,
  }))
  tally.note('slow-loris', attempts)
})
