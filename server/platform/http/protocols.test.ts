import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { userId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { openBareHouse } from '#server/testing/bare-house.ts'
import { asBrowser } from '#server/testing/person.ts'
import { csrfCookie, makeCsrfToken } from './csrf.ts'
import type { Protocol, ProtocolRoute } from './protocol.ts'
import { buildServer } from './server.ts'

const ann = userId.parse('01890000-0000-7000-8000-00000000000a')
const spoken: Protocol = {
  headers: { 'x-spoken': '3' },
  refusal: ({ code, status }) => ({ status, body: JSON.stringify({ error: code }) }),
}
const routes: ProtocolRoute[] = [
  {
    name: 'test.own',
    methods: ['POST'],
    path: '/test/:token/echo',
    access: 'own',
    protocol: spoken,
    handle: async ({ params, query, body, caller, note }) => {
      note({ said: 'something' })
      if (params.token === 'wrong') throw new Problem('not_signed_in')
      if (params.token === 'broken') throw new Error('a secret detail')
      const text = `${params.token} ${query.get('q')} ${caller} ${await buffer(body)}`
      return { status: 201, headers: { 'content-type': 'text/plain' }, body: text }
    },
  },
  {
    name: 'test.session',
    methods: ['HEAD', 'PATCH'],
    path: '/api/test/session',
    access: 'papers:write',
    protocol: {},
    handle: async ({ method, caller, body }) => ({
      status: 204,
      headers: { 'x-seen': `${method} ${caller.userId === ann} ${(await buffer(body)).length}` },
    }),
  },
]

let bare: Awaited<ReturnType<typeof openBareHouse>>
let app: FastifyInstance

beforeAll(async () => {
  bare = await openBareHouse()
  app = await buildServer({
    house: bare.house,
    routes: [],
    protocols: routes,
    authenticate: async (headers) =>
      headers.get('x-test-person') === 'ann' ? { userId: ann, role: 'member', sessionId: 's' } : undefined,
    librariesOf: async () => [],
    webFolder: undefined,
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await app.close()
  await bare.close()
})

const token = () => asBrowser(`${csrfCookie}=${makeCsrfToken(bare.house.secretKey, 's')}`)

const post = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url, headers, payload: Buffer.from('{"not": parsed') })

test.each(['application/json', 'application/pdf', 'multipart/form-data; boundary=x', 'text/plain'])(
  'a body of %s arrives as it was sent, with no cookie looked at, from any origin',
  async (type) => {
    const headers = { 'content-type': type, origin: 'chrome-extension://abc', 'x-test-person': 'ann' }
    const answer = await post('/test/token/echo?q=1', headers)
    expect([answer.statusCode, answer.body]).toEqual([201, 'token 1 undefined {"not": parsed'])
    expect(answer.headers).toMatchObject({ 'x-spoken': '3', 'cache-control': 'no-store' })
  },
)

test('refusals are said in the protocol’s own way, with its headers, and tell nothing of a bug', async () => {
  const refused = await post('/test/wrong/echo')
  expect([refused.statusCode, refused.json(), refused.headers['x-spoken']]).toEqual([
    401,
    { error: 'not_signed_in' },
    '3',
  ])
  const broken = await post('/test/broken/echo')
  expect([broken.statusCode, broken.json(), broken.headers['x-spoken']]).toEqual([
    500,
    { error: 'unexpected' },
    '3',
  ])
})

test('one behind a session asks for it, for its permission and for the right origin', async () => {
  const patch = (headers: Record<string, string>) =>
    app.inject({
      method: 'PATCH',
      url: '/api/test/session',
      headers: { ...token(), ...headers },
      payload: 'abc',
    })
  expect((await patch({})).json()).toMatchObject({ code: 'not_signed_in' })
  const foreign = await patch({ 'x-test-person': 'ann', origin: 'https://evil.example', host: 'seogo.lab' })
  expect(foreign.json()).toMatchObject({ code: 'cross_site_request' })
  const taken = await patch({ 'x-test-person': 'ann', 'content-type': 'application/offset+octet-stream' })
  expect([taken.statusCode, taken.headers['x-seen']]).toEqual([204, 'PATCH true 3'])
  const head = await app.inject({
    method: 'HEAD',
    url: '/api/test/session',
    headers: { 'x-test-person': 'ann' },
  })
  expect([head.statusCode, head.headers['x-seen']]).toEqual([204, 'HEAD true 0'])
  const without = { 'x-test-person': 'ann', 'x-xsrf-token': 'another' }
  expect((await patch(without)).json()).toMatchObject({ code: 'csrf_token_missing' })
})

test('a body larger than that of any endpoint is streamed', async () => {
  const { port } = app.server.address() as AddressInfo
  const sending = httpRequest({
    port,
    method: 'PATCH',
    path: '/api/test/session',
    headers: { 'x-test-person': 'ann', ...token() },
  })
  for (let sent = 0; sent < 5; sent += 1) sending.write(Buffer.alloc(1_000_000))
  sending.end()
  const [reply] = await once(sending, 'response')
  expect([reply.statusCode, reply.headers['x-seen']]).toEqual([204, 'PATCH true 5000000'])
  reply.resume()
})
