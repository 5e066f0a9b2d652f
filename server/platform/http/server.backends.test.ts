import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { libraryId, userId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { announce } from '#platform/database/transactions.ts'
import { openBareHouse } from '#server/testing/bare-house.ts'
import { asBrowser } from '#server/testing/person.ts'
import { csrfCookie, makeCsrfToken } from './csrf.ts'
import { route } from './route.ts'
import { buildServer } from './server.ts'

const ann = userId.parse('01890000-0000-7000-8000-00000000000a')
const bob = userId.parse('01890000-0000-7000-8000-00000000000b')
const shared = libraryId.parse('01890000-0000-7000-8000-0000000000aa')

const open = endpoint({
  name: 'test.open',
  method: 'GET',
  path: '/api/test/open',
  access: 'public',
  summary: 'Anybody.',
  query: z.strictObject({ n: z.coerce.number().int().max(9) }),
  reply: z.strictObject({ n: z.int() }),
})
const write = endpoint({
  name: 'test.write',
  method: 'POST',
  path: '/api/test/write',
  access: 'papers:write',
  summary: 'Members.',
  body: z.strictObject({ word: z.string() }),
  reply: z.strictObject({ word: z.string() }),
})
const bytes = endpoint({
  name: 'test.bytes',
  method: 'GET',
  path: '/api/test/bytes',
  access: 'public',
  summary: 'Bytes.',
})

let bare: Awaited<ReturnType<typeof openBareHouse>>
let app: FastifyInstance
let port: number

beforeAll(async () => {
  bare = await openBareHouse()
  app = await buildServer({
    house: bare.house,
    routes: [
      route(open, async ({ query }) => {
        if (query.n === 7) throw new Error('a secret detail of the machine')
        if (query.n === 8) throw new Problem('paper_not_found', { hint: 8 })
        return { n: query.n }
      }),
      route(write, async ({ body }) => ({ word: body.word })),
      route(bytes, async () => ({
        stream: (range) =>
          Readable.from([Buffer.from('0123456789').subarray(range?.start ?? 0, (range?.end ?? 9) + 1)]),
        sizeBytes: 10,
        mediaType: 'application/pdf',
        fileName: '논문.pdf',
        etag: 'abc',
      })),
    ],
    protocols: [],
    authenticate: async (headers) => {
      const name = headers.get('x-test-person')
      if (name === 'ann') return { userId: ann, role: 'member', sessionId: 's' }
      return name === 'bob' ? { userId: bob, role: 'reader', sessionId: 't' } : undefined
    },
    librariesOf: async (id) => (id === ann ? [shared] : []),
    webFolder: undefined,
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  port = (app.server.address() as AddressInfo).port
})
afterAll(async () => {
  await app.close()
  await bare.close()
})

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers })
/** What a browser of this session sends along. */
const tokenOf = (sessionId: string) =>
  asBrowser(`${csrfCookie}=${makeCsrfToken(bare.house.secretKey, sessionId)}`)
const post = (
  headers: Record<string, string>,
  payload: unknown = { word: '서고' },
  token: Record<string, string> = tokenOf('s'),
) =>
  app.inject({
    method: 'POST',
    url: '/api/test/write',
    headers: { ...token, ...headers },
    payload: payload as object,
  })

test('a parameter that does not fit is refused with where and why', async () => {
  const answer = await get('/api/test/open?n=12')
  expect(answer.statusCode).toBe(400)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.json()).toMatchObject({
    code: 'bad_request',
    status: 400,
    details: { faults: [{ at: '/n' }] },
  })
})

test('an unexpected error says nothing of itself, a refusal says its code and details', async () => {
  const bug = await get('/api/test/open?n=7')
  expect(bug.statusCode).toBe(500)
  expect(bug.body).not.toContain('secret')
  expect(bug.json()).toMatchObject({ code: 'unexpected', requestId: expect.any(String) })
  expect((await get('/api/test/open?n=8')).json()).toMatchObject({
    code: 'paper_not_found',
    status: 404,
    details: { hint: 8 },
  })
})

test('a stranger is asked to sign in and a reader may not write, before the body is looked at', async () => {
  expect((await post({}, { nonsense: 1 })).json()).toMatchObject({ code: 'not_signed_in', status: 401 })
  expect((await post({ 'x-test-person': 'bob' }, { nonsense: 1 })).json()).toMatchObject({
    code: 'not_permitted',
    status: 403,
  })
  expect((await post({ 'x-test-person': 'ann' })).json()).toEqual({ word: '서고' })
})

test.each([
  ['another origin', { origin: 'https://evil.example' }],
  ['a null origin', { origin: 'null' }],
  ['another site by Fetch Metadata', { 'sec-fetch-site': 'cross-site' }],
  ['a sibling site by Fetch Metadata', { 'sec-fetch-site': 'same-site' }],
])('a write from %s is refused', async (_, headers) => {
  const answer = await post({ 'x-test-person': 'ann', host: 'seogo.lab', ...headers })
  expect(answer.json()).toMatchObject({ code: 'cross_site_request', status: 403 })
})

test('a write by a session needs the token of that very session, in its header and in its cookie', async () => {
  const own = tokenOf('s')
  const { cookie = '', 'x-xsrf-token': header = '' } = own
  for (const token of [
    {},
    { cookie },
    { 'x-xsrf-token': header },
    { ...own, 'x-xsrf-token': `${header}a` },
    { cookie, 'x-xsrf-token': tokenOf('s')['x-xsrf-token'] ?? '' },
    tokenOf('t'),
    asBrowser(`${csrfCookie}=.`),
    asBrowser(`${csrfCookie}=a.b.c`),
  ]) {
    const answer = await post({ 'x-test-person': 'ann' }, undefined, token)
    expect(answer.json()).toMatchObject({ code: 'csrf_token_missing', status: 403 })
  }
  expect((await post({ 'x-test-person': 'ann' }, undefined, own)).statusCode).toBe(200)
})

test('a write from the own origin and one of a program without Origin pass', async () => {
  expect(
    (await post({ 'x-test-person': 'ann', host: 'seogo.lab', origin: 'http://seogo.lab' })).statusCode,
  ).toBe(200)
  expect((await post({ 'x-test-person': 'ann' })).statusCode).toBe(200)
})

test('bytes come whole, in part, or not at all when the client has them', async () => {
  const whole = await get('/api/test/bytes')
  expect(whole.body).toBe('0123456789')
  expect(whole.headers['content-disposition']).toContain("filename*=UTF-8''%EB%85%BC%EB%AC%B8.pdf")
  expect(whole.headers['cache-control']).toContain('private')
  const part = await get('/api/test/bytes', { range: 'bytes=2-4' })
  expect([part.statusCode, part.body, part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/10'])
  const tail = await get('/api/test/bytes', { range: 'bytes=-3' })
  expect(tail.body).toBe('789')
  expect((await get('/api/test/bytes', { range: 'bytes=50-' })).statusCode).toBe(416)
  expect((await get('/api/test/bytes', { 'if-none-match': '"abc"' })).statusCode).toBe(304)
})

test('an unknown path is a problem and JSON answers are never cached', async () => {
  expect((await get('/api/nothing')).json()).toMatchObject({ code: 'route_not_found', status: 404 })
  expect((await get('/api/test/open?n=1')).headers['cache-control']).toBe('no-store')
})

test('the API describes itself', async () => {
  const description = (await get('/api/openapi.json')).json()
  expect(description.openapi).toMatch(/^3\.1/)
  expect(description.paths['/api/test/write'].post.operationId).toBe('test.write')
})

function connect(headers: Record<string, string>) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/live`, { headers })
  const heard: unknown[] = []
  socket.on('message', (data) => heard.push(JSON.parse(String(data))))
  return { socket, heard }
}

test('a change reaches the people it is for, over the bus, after the commit, and nobody else', async () => {
  const origin = `http://127.0.0.1:${port}`
  const forAnn = connect({ origin, 'x-test-person': 'ann' })
  const forBob = connect({ origin, 'x-test-person': 'bob' })
  await Promise.all([once(forAnn.socket, 'open'), once(forBob.socket, 'open'), bare.house.bus.ready()])
  await expect(
    bare.house.database.asSystem('test', async (tx) => {
      announce(tx, { userIds: [ann] }, [{ topic: 'jobs', id: bob }])
      throw new Error('rolled back')
    }),
  ).rejects.toThrow('rolled back')
  await bare.house.database.asSystem('test', async (tx) => {
    announce(tx, { userIds: [bob] }, [{ topic: 'keys' }])
    announce(tx, { libraryId: shared }, [{ topic: 'papers' }])
  })
  await expect
    .poll(() => [forAnn.heard, forBob.heard])
    .toEqual([[{ changed: [{ topic: 'papers' }] }], [{ changed: [{ topic: 'keys' }] }]])
  forAnn.socket.terminate()
  forBob.socket.terminate()
})

test.each([
  ['a stranger', { origin: 'own' }, 401],
  ['a foreign origin', { origin: 'https://evil.example', 'x-test-person': 'ann' }, 403],
  ['no origin at all', { 'x-test-person': 'ann' }, 403],
])('the live socket is refused to %s', async (_, headers: Record<string, string>, status) => {
  const { socket } = connect({
    ...headers,
    ...(headers.origin === 'own' ? { origin: `http://127.0.0.1:${port}` } : {}),
  })
  socket.on('error', () => undefined)
  const [, response] = await once(socket, 'unexpected-response')
  expect(response.statusCode).toBe(status)
  socket.terminate()
})

// The last one: it does not come back.
test('a server that is to end is not ready any more, and still answers, with the end of the connection', async () => {
  expect((await get('/health/ready')).statusCode).toBe(200)
  await app.leave(0)
  expect((await get('/health/ready')).json()).toMatchObject({
    code: 'unavailable',
    details: { parts: ['process'] },
  })
  const answer = await get('/api/test/open?n=1')
  expect(answer).toMatchObject({ statusCode: 200, headers: { connection: 'close' } })
})
