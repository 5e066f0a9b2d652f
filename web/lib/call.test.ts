import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { call } from './call.ts'
import { watchProof } from './confirm-first.ts'

const renamePaper = endpoint({
  name: 'papers.rename',
  method: 'PATCH',
  path: '/api/papers/:paperId',
  access: 'papers:write',
  summary: 'Renames a paper.',
  params: z.strictObject({ paperId: z.string() }),
  query: z.strictObject({ tag: z.array(z.string()).optional() }),
  body: z.strictObject({ title: z.string() }),
  reply: z.strictObject({ title: z.string() }),
})
const request = { params: { paperId: 'a/b' }, query: {}, body: { title: '서고' } }

let stop: (() => void) | undefined
afterEach(() => stop?.())

async function listen(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  stop = () => {
    server.closeAllConnections()
    server.close()
  }
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}

function answerJson(response: ServerResponse, status: number, body: unknown) {
  response.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(body))
}

test('parameters are escaped, lists repeat their name, the body is JSON, the reply is checked', async () => {
  const seen: { url?: string | undefined; method?: string | undefined; body: string } = { body: '' }
  const origin = await listen((incoming, response) => {
    seen.url = incoming.url
    seen.method = incoming.method
    incoming.on('data', (chunk: Buffer) => {
      seen.body += chunk.toString()
    })
    incoming.on('end', () => answerJson(response, 200, { title: '서고' }))
  })
  const reply = await call(renamePaper, { ...request, query: { tag: ['새 것', 'b&c'] } }, { origin })
  expect(reply).toEqual({ title: '서고' })
  expect(seen).toEqual({
    url: '/api/papers/a%2Fb?tag=%EC%83%88+%EA%B2%83&tag=b%26c',
    method: 'PATCH',
    body: '{"title":"서고"}',
  })
})

test('a refusal arrives with its code, details and request id', async () => {
  const origin = await listen((_, response) =>
    answerJson(response, 413, {
      type: 'about:blank',
      title: 'Too large',
      status: 413,
      code: 'body_too_large',
      details: { limitBytes: 10 },
      requestId: 'r1',
    }),
  )
  await expect(call(renamePaper, request, { origin })).rejects.toMatchObject({
    code: 'body_too_large',
    details: { limitBytes: 10 },
    requestId: 'r1',
    retryHelps: false,
  })
})

test("a proxy's own error page is 'unavailable' and asking again helps", async () => {
  const origin = await listen((_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'))
  await expect(call(renamePaper, request, { origin })).rejects.toMatchObject({
    code: 'unavailable',
    retryHelps: true,
  })
})

test('a code this page does not know is an unexpected problem, not a crash', async () => {
  const origin = await listen((_, response) =>
    answerJson(response, 418, { type: 'about:blank', title: 'New', status: 418, code: 'made_later' }),
  )
  await expect(call(renamePaper, request, { origin })).rejects.toMatchObject({ code: 'unexpected' })
})

test('what asks for a proof stays refused without a screen to ask, and goes on once the person proved who they are', async () => {
  let isProved = false
  const origin = await listen((_, response) =>
    isProved
      ? answerJson(response, 200, { title: '서고' })
      : answerJson(response, 403, {
          type: 'about:blank',
          title: 'x',
          status: 403,
          code: 'confirmation_needed',
        }),
  )
  await expect(call(renamePaper, request, { origin })).rejects.toMatchObject({ code: 'confirmation_needed' })
  const unwatch = watchProof((waiting) => {
    isProved = true
    waiting?.settle(true)
  })
  await expect(call(renamePaper, request, { origin })).resolves.toBeDefined()
  unwatch()
})

test('no connection is said as such', async () => {
  const origin = await listen(() => undefined)
  stop?.()
  await expect(call(renamePaper, request, { origin })).rejects.toMatchObject({ code: 'offline' })
})

test('a reply of another shape means that the page is older than the server', async () => {
  const origin = await listen((_, response) => answerJson(response, 200, { name: 'x' }))
  await expect(call(renamePaper, request, { origin })).rejects.toMatchObject({ code: 'page_outdated' })
})

test('an aborted call rejects with the abort, not with a problem', async () => {
  const origin = await listen(() => undefined)
  const abort = new AbortController()
  const asked = call(renamePaper, request, { origin, signal: abort.signal })
  abort.abort()
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
})
