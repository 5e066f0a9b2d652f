import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { z } from 'zod'
import type { PaperId } from '#contract/ids.ts'
import { makeToken } from '#features/accounts/contract.ts'
import { requestAnalysis } from '#features/analysis/contract.ts'
import { importFiles } from '#features/imports/contract.ts'
import * as mcp from '#features/mcp/contract.ts'
import { getPage, getPaper } from '#features/papers/contract.ts'
import { type FakeSources, startFakeSources } from './testing/fake-sources.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import { asBrowser, type Person } from './testing/person.ts'

/** What programs speak with Seogo that others laid down: the Model Context Protocol. */
let seogo: TestHouse
let fake: FakeSources
let address: string
let ann: Person
let ben: Person
let paperId: PaperId
const clients: Client[] = []

beforeAll(async () => {
  fake = await startFakeSources()
  seogo = await openTestHouse(fake.settings({ SEOGO_PUBLIC_URL: 'http://seogo.lab' }))
  await seogo.person('Olga')
  ann = await seogo.person('Ann')
  ben = await seogo.person('Ben')
  address = await seogo.app.listen({ host: '127.0.0.1', port: 0 })
  const bytes = readFileSync(join(import.meta.dirname, '../examples/first-paper.pdf'))
  const { entries } = await ann.upload(importFiles, [{ fileName: 'first-paper.pdf', bytes }])
  paperId = entries[0]?.paperId ?? expect.fail('the example was not taken')
  await seogo.workUntilQuiet()
  const body = { choices: ['local' as const], language: 'en' as const }
  await ann.call(requestAnalysis, { params: { paperId }, body })
  await seogo.workUntilQuiet()
}, 120_000)
afterAll(async () => {
  for (const client of clients) await client.close()
  await seogo.close()
  await fake.close()
})

const secretOf = async (person: Person, scope: 'read' | 'write') =>
  (await person.call(makeToken, { body: { label: `a ${scope} program`, scope, days: 30 } })).secret

/** The library's own client, with a token of this scope. */
async function clientOf(person: Person, scope: 'read' | 'write', era: 'auto' | 'legacy' = 'auto') {
  const client = new Client({ name: 'a test', version: '1' }, { versionNegotiation: { mode: era } })
  const headers = { authorization: `Bearer ${await secretOf(person, scope)}` }
  await client.connect(
    new StreamableHTTPClientTransport(new URL(mcp.mcpPath, address), { requestInit: { headers } }),
  )
  clients.push(client)
  return client
}

async function use<T extends mcp.ToolShape>(client: Client, tool: T, given: object) {
  const { structuredContent, content, isError } = await client.callTool({
    name: tool.name,
    arguments: { ...given },
  })
  if (isError) throw new Error(JSON.stringify(content))
  return tool.output.parse(structuredContent) as z.output<T['output']>
}

const flat = (text: string) => text.replaceAll(/\s+/gu, ' ')

async function textOfPage(page: number): Promise<string> {
  const { files } = await ann.call(getPaper, { params: { paperId } })
  const fileId = files[0]?.id ?? expect.fail('no file')
  return (await ann.call(getPage, { params: { fileId, number: page } })).text
}

test.each(['auto', 'legacy'] as const)(
  'a client of the protocol (%s) finds a paper, reads its claims and passages, and each quote stands on its page',
  async (era) => {
    const client = await clientOf(ann, 'read', era)
    expect(client.getServerVersion()).toMatchObject({ name: 'seogo', version: '0.1.0' })
    const found = await use(client, mcp.searchTool, { question: 'syllables' })
    expect(found).toMatchObject({ total: 1, next: null, items: [{ id: paperId }] })
    const match = found.items[0]?.matches.find(({ page }) => page !== null) ?? expect.fail('no page')
    expect(match.address).toBe(`http://seogo.lab/papers/${paperId}?page=${match.page}`)

    const paper = await use(client, mcp.getPaperTool, { paperId })
    expect(paper.claims.length).toBeGreaterThan(3)
    for (const { quote, page } of paper.claims) expect(flat(await textOfPage(page))).toContain(flat(quote))

    const question = 'Why do most Korean nouns have two syllables?'
    const { passages, text } = await use(client, mcp.getPassagesTool, { paperId, question, limit: 3 })
    expect(text).toBe('ready')
    expect(flat(passages[0]?.quote ?? '')).toContain('most Korean nouns have two syllables')
    for (const { quote, page } of passages) expect(await textOfPage(page)).toContain(quote)

    const whole = await use(client, mcp.getPassagesTool, { paperId, pages: { from: 1, to: 1 } })
    expect(whole.passages).toMatchObject([{ page: 1, quote: await textOfPage(1) }])

    const cited = await use(client, mcp.citeTool, { paperId, style: 'apa' })
    expect(cited.text).toContain(paper.title)
    expect(cited.bibtex).toContain(cited.key)
  },
)

test('a token that may write adds by identifier; one that may only read has no such tool', async () => {
  fake.knows(['crossref'], {
    title: 'Lanterns in Quiet Warehouses',
    authors: [{ family: 'Kim', given: 'Ada' }],
    year: 2021,
    doi: '10.5555/mcp.1',
  })
  const names = async (client: Client) => (await client.listTools()).tools.map(({ name }) => name)
  const reader = await clientOf(ann, 'read')
  expect(await names(reader)).toEqual(['search', 'get_paper', 'get_passages', 'cite'])
  await expect(use(reader, mcp.addTool, { identifiers: ['10.5555/mcp.1'], waitSeconds: 0 })).rejects.toThrow(
    /add_by_identifier/,
  )
  const writer = await clientOf(ann, 'write')
  expect(await names(writer)).toContain('add_by_identifier')
  const asked = use(writer, mcp.addTool, { identifiers: ['10.5555/mcp.1', 'nonsense'], waitSeconds: 30 })
  await seogo.workUntilQuiet()
  expect((await asked).items).toMatchObject([
    { outcome: 'added', title: 'Lanterns in Quiet Warehouses' },
    { outcome: 'refused', problem: 'identifier_unknown_kind' },
  ])
})

test('somebody else finds nothing of it: another’s paper is not found, whatever the tool', async () => {
  const client = await clientOf(ben, 'write')
  expect(await use(client, mcp.searchTool, { question: 'syllables' })).toMatchObject({ items: [], total: 0 })
  const passages = { paperId, question: 'syllables' }
  for (const [tool, given] of [
    [mcp.getPaperTool, { paperId }],
    [mcp.getPassagesTool, passages],
    [mcp.citeTool, { paperId }],
  ] as const)
    await expect(use(client, tool, given)).rejects.toThrow(/paper_not_found/)
})

const call = { jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }
const spoken = { accept: 'application/json, text/event-stream', 'content-type': 'application/json' }

test('nobody speaks to it without a token, another site’s page never, and a session only with its own CSRF token', async () => {
  const ask = async (headers: Record<string, string>) =>
    (
      await seogo.app.inject({
        method: 'POST',
        url: mcp.mcpPath,
        headers: { ...spoken, ...headers },
        payload: call,
      })
    ).statusCode
  const authorization = `Bearer ${await secretOf(ann, 'read')}`
  expect(await ask({})).toBe(401)
  expect(await ask({ authorization: 'Bearer seogo_made-up' })).toBe(401)
  expect(await ask({ authorization, origin: 'https://evil.example' })).toBe(403)
  expect(await ask({ cookie: ann.cookie })).toBe(403)
  expect(await ask(asBrowser(ann.cookie))).toBe(200)
  expect(await ask({ authorization })).toBe(200)
})

test('what is no call of the protocol is refused in its words or by a code, and the house answers afterwards', async () => {
  const authorization = `Bearer ${await secretOf(ann, 'write')}`
  const callOf = (name: unknown, given: unknown) =>
    JSON.stringify({ ...call, method: 'tools/call', params: { name, arguments: given } })
  const bodies = [
    '',
    '{"half":',
    'null',
    '7',
    '[]',
    JSON.stringify([call, call]),
    `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${'['.repeat(2_000)}${']'.repeat(2_000)}}`,
    'x'.repeat(300_000),
    callOf('search', { question: 'x'.repeat(2_000) }),
    callOf('search', { question: 'a\u0000b', limit: 25 }),
    callOf('search', { question: '\ud800', cursor: 'nonsense' }),
    callOf('search', { question: { $ne: 1 } }),
    callOf('get_paper', { paperId: "' or 1=1 --" }),
    callOf('get_passages', { paperId, pages: { from: 9, to: 1 } }),
    callOf('get_passages', { paperId }),
    callOf('cite', { paperId, style: '../../etc/passwd' }),
    callOf('cite', { paperId, style: 'no-such-style' }),
    callOf('add_by_identifier', { identifiers: ['\u0000'], waitSeconds: 0 }),
    callOf('__proto__', {}),
    callOf({}, []),
    Buffer.from([0xff, 0xfe, 0x00]),
  ]
  for (const payload of bodies) {
    const answer = await seogo.app.inject({
      method: 'POST',
      url: mcp.mcpPath,
      headers: { ...spoken, authorization },
      payload,
    })
    const got = { payload: String(payload).slice(0, 80), status: answer.statusCode, body: answer.body }
    expect(got.status, JSON.stringify(got)).toBeLessThan(500)
    expect(got.body).not.toMatch(/unexpected|at .*\.ts:/)
  }
  for (const method of ['GET', 'DELETE'] as const) {
    const headers = { ...spoken, authorization }
    expect((await seogo.app.inject({ method, url: mcp.mcpPath, headers })).statusCode).toBe(405)
  }
  expect(await use(await clientOf(ann, 'read'), mcp.searchTool, { question: 'syllables' })).toMatchObject({
    total: 1,
  })
})
