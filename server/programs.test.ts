import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { Validator as OpenApiValidator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { PaperId } from '#contract/ids.ts'
import { getMe, makeToken } from '#features/accounts/contract.ts'
import { requestAnalysis } from '#features/analysis/contract.ts'
import { importFiles } from '#features/imports/contract.ts'
import * as mcp from '#features/mcp/contract/tools.ts'
import { mcpPath } from '#features/mcp/contract.ts'
import { cataloguePath } from '#features/opds/contract.ts'
import { correctPaper, getPage, getPaper } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { createCollection, fileInCollection, tagPaper } from '#features/reading/contract.ts'
import { parseXml, type XmlElement } from '#platform/xml.ts'
import { type FakeSources, startFakeSources } from './testing/fake-sources.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import { asBrowser, type Person } from './testing/person.ts'

/** What programs speak with Seogo that others laid down: the Model Context Protocol, and OPDS. */
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
    new StreamableHTTPClientTransport(new URL(mcpPath, address), { requestInit: { headers } }),
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
  const worker = await seogo.startWorker()
  const asked = await use(writer, mcp.addTool, {
    identifiers: ['10.5555/mcp.1', 'nonsense'],
    waitSeconds: 30,
  })
  await worker.stop(1_000)
  expect(asked.items).toMatchObject([
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
        url: mcpPath,
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
      url: mcpPath,
      headers: { ...spoken, authorization },
      payload,
    })
    const got = { payload: String(payload).slice(0, 80), status: answer.statusCode, body: answer.body }
    expect(got.status, JSON.stringify(got)).toBeLessThan(500)
    expect(got.body).not.toMatch(/unexpected|at .*\.ts:/)
  }
  for (const method of ['GET', 'DELETE'] as const) {
    const headers = { ...spoken, authorization }
    expect((await seogo.app.inject({ method, url: mcpPath, headers })).statusCode).toBe(405)
  }
  expect(await use(await clientOf(ann, 'read'), mcp.searchTool, { question: 'syllables' })).toMatchObject({
    total: 1,
  })
})

const basic = (secret: string, name = 'ann@example.org') => ({
  authorization: `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`,
})

async function shelf(person: Person, path = '', accept: Record<string, string> = {}) {
  const headers = { ...basic(await readToken(person)), ...accept }
  return seogo.app.inject({ method: 'GET', url: path === '' ? cataloguePath : path, headers })
}

const tokens = new Map<Person, string>()
async function readToken(person: Person): Promise<string> {
  const secret = tokens.get(person) ?? (await secretOf(person, 'read'))
  tokens.set(person, secret)
  return secret
}

type FeedLink = { readonly rel: string; readonly href: string; readonly type: string }

function linksOf(node: XmlElement): FeedLink[] {
  return node.all('link').map((link) => ({
    rel: link.attribute('rel') ?? '',
    href: link.attribute('href') ?? '',
    type: link.attribute('type') ?? '',
  }))
}

/** What OPDS 1.2 and Atom (RFC 4287) ask of a feed and each of its entries. @returns the faults */
function faultsOfAtom(feed: XmlElement, type: string): string[] {
  const rels = new Map(linksOf(feed).map((link) => [link.rel, link]))
  const faults = ['id', 'title', 'updated', 'author']
    .filter((name) => feed.first(name) === undefined)
    .map((name) => `the feed has no ${name}`)
  if (rels.get('self')?.type !== type) faults.push('self is not of the feed’s own type')
  if (!rels.get('start')?.type.includes('kind=navigation')) faults.push('start is no navigation feed')
  if (!rels.get('search')?.type.includes('opensearchdescription')) faults.push('no search')
  for (const entry of feed.all('entry')) {
    const title = entry.textAt('title') ?? ''
    for (const name of ['id', 'title', 'updated'])
      if (!entry.textAt(name)) faults.push(`${title} has no ${name}`)
    if (!z.iso.datetime().safeParse(entry.textAt('updated')).success) faults.push(`${title} has no instant`)
    const links = linksOf(entry)
    const isPaper = type.includes('kind=acquisition')
    const acquired = links.filter(({ rel }) => rel.startsWith('http://opds-spec.org/acquisition'))
    if (isPaper && acquired.length === 0) faults.push(`${title} has nothing to fetch`)
    if (isPaper && links.some(({ rel, type: kind }) => rel.includes('/image') && !/gif|jpeg|png/.test(kind)))
      faults.push(`${title} has a picture readers do not know`)
    if (
      !isPaper &&
      !links.every(({ type: kind }) => kind.startsWith('application/atom+xml;profile=opds-catalog'))
    )
      faults.push(`${title} leads out of the catalogue`)
  }
  const ids = feed.all('entry').map((entry) => entry.textAt('id'))
  if (new Set(ids).size !== ids.length) faults.push('an id stands twice')
  return faults
}

async function atomAt(person: Person, path?: string): Promise<XmlElement> {
  const answer = await shelf(person, path)
  expect(answer.statusCode).toBe(200)
  const type = String(answer.headers['content-type']).replace(';charset=utf-8', '')
  const feed = parseXml(answer.body) ?? expect.fail('no XML')
  expect(faultsOfAtom(feed, type)).toEqual([])
  return feed
}

const entryNamed = (feed: XmlElement, part: string) =>
  feed.all('entry').find((entry) => entry.textAt('title')?.includes(part)) ?? expect.fail(`no ${part}`)
const hrefIn = (entry: XmlElement) => linksOf(entry)[0]?.href ?? expect.fail('no link')

const oddTitle = '한국어 & <“논문”> ]]> 0\u000b1 한글 제목'

test('a reader app goes through the whole catalogue, and each page keeps to OPDS 1.2', async () => {
  const { files, libraryId } = await ann.call(getPaper, { params: { paperId } })
  const { id: collectionId } = await ann.call(createCollection, { body: { libraryId, name: 'A & B' } })
  await ann.call(fileInCollection, { params: { collectionId }, body: { add: [paperId] } })
  await ann.call(tagPaper, { params: { paperId }, body: { names: ['방법/<통계>'] } })
  await ann.call(correctPaper, { params: { paperId }, body: { title: oddTitle } })
  const root = await atomAt(ann)
  for (const part of ['Newest', 'All', 'tag', 'collection']) {
    const feed = await atomAt(ann, hrefIn(entryNamed(root, part)))
    expect(feed.all('entry').length).toBeGreaterThan(0)
  }
  const tags = await atomAt(ann, hrefIn(entryNamed(root, 'tag')))
  const within = entryNamed(tags, '방법/<통계>')
  const ofTag = await atomAt(ann, hrefIn(within))
  const collections = await atomAt(ann, hrefIn(entryNamed(root, 'collection')))
  const ofCollection = await atomAt(ann, hrefIn(entryNamed(collections, 'A & B')))
  const description = await shelf(ann, linksOf(root).find(({ rel }) => rel === 'search')?.href)
  const template = /template="([^"]+)"/.exec(description.body)?.[1] ?? ''
  expect(template).toContain('http://seogo.lab/api/opds/1.2/search?q={searchTerms}')
  const searched = template
    .replace('http://seogo.lab', '')
    .replace('{searchTerms}', encodeURIComponent('한글 제목'))
  for (const feed of [ofTag, ofCollection, await atomAt(ann, searched)]) {
    const entry = entryNamed(feed, '한국어')
    expect(entry.textAt('title')).toBe(oddTitle.replace('\u000b', ''))
    expect(entry.textAt('id')).toBe(`urn:uuid:${paperId}`)
    const { href = '' } = linksOf(entry).find(({ rel }) => rel.endsWith('/acquisition')) ?? {}
    const pdf = await shelf(ann, href, { range: 'bytes=0-4' })
    expect([pdf.statusCode, pdf.body, href]).toEqual([206, '%PDF-', `/api/opds/files/${files[0]?.id}`])
    const picture = await shelf(ann, linksOf(entry).find(({ rel }) => rel.endsWith('/image'))?.href)
    expect([picture.headers['content-type'], picture.rawPayload.subarray(0, 2)]).toEqual([
      'image/jpeg',
      Buffer.from([0xff, 0xd8]),
    ])
  }
})

test('the same catalogue as OPDS 2.0 has what its schema asks for', async () => {
  const link = z.looseObject({ href: z.string(), type: z.string() })
  const linkTo = (rel: string) => (links: { rel?: unknown }[]) => links.some((each) => each.rel === rel)
  const links = z.array(link.extend({ rel: z.string() })).refine(linkTo('self'), 'no self link')
  // After feed.schema.json and publication.schema.json of drafts.opds.io.
  const publication = z.looseObject({
    metadata: z.looseObject({ title: z.string().min(1), identifier: z.url(), modified: z.iso.datetime() }),
    links: links.refine(linkTo('http://opds-spec.org/acquisition'), 'nothing to fetch'),
    images: z.array(link.extend({ type: z.enum(['image/jpeg', 'image/png', 'image/gif']) })).min(1),
  })
  const feed = z.looseObject({ metadata: z.looseObject({ title: z.string() }), links })
  const navigating = feed.extend({ navigation: z.array(link.extend({ title: z.string() })).min(1) })
  const { title } = await ann.call(getPaper, { params: { paperId } })
  const root = navigating.parse((await shelf(ann, '/api/opds/2.0')).json())
  for (const { href } of root.navigation) {
    const page = (await shelf(ann, href)).json()
    if ('publications' in page) {
      const { publications } = feed.extend({ publications: z.array(publication) }).parse(page)
      expect(publications.map(({ metadata }) => metadata.title)).toContain(title)
    } else navigating.parse(page)
  }
})

test('pages of a long shelf follow each other, and no paper is missed or told twice', async () => {
  const libraryId = (await ben.call(getMe, {})).libraries[0]?.id ?? expect.fail('no library')
  await seogo.house.database.asUser(ben.userId, async (tx) => {
    for (let at = 0; at < 120; at += 1) {
      const csl = { type: 'article' as const, title: `Paper ${at}` }
      const paper = await addPaper(tx, { libraryId, csl, addedBy: ben.userId })
      const file = { sha256: createHash('sha256').update(`${at}`).digest('hex'), size_bytes: 9 }
      const named = { name: 'a.pdf', media_type: 'application/pdf' }
      const place = { library_id: libraryId, paper_id: paper.paperId }
      await tx
        .insertInto('files')
        .values({ ...place, ...file, ...named })
        .execute()
    }
  })
  const seen: string[] = []
  let path: string | undefined = '/api/opds/1.2/new'
  for (let pages = 0; path !== undefined && pages < 9; pages += 1) {
    const feed: XmlElement = await atomAt(ben, path)
    seen.push(...feed.all('entry').flatMap((entry) => entry.textAt('id') ?? []))
    path = linksOf(feed).find(({ rel }) => rel === 'next')?.href
  }
  expect([seen.length, new Set(seen).size]).toEqual([120, 120])
})

test('the catalogue opens to a token as a password and to nothing else, and shows each only their own', async () => {
  const status = async (headers: Record<string, string>, url = cataloguePath) =>
    (await seogo.app.inject({ method: 'GET', url, headers })).statusCode
  const refused = await seogo.app.inject({ method: 'GET', url: cataloguePath })
  expect([refused.statusCode, refused.headers['www-authenticate']]).toEqual([
    401,
    'Basic realm="Seogo", charset="UTF-8"',
  ])
  expect(refused.json().authentication[0].type).toBe('http://opds-spec.org/auth/basic')
  const secret = await readToken(ann)
  expect(await status(basic(secret, '아무나'))).toBe(200)
  expect(await status({ authorization: `Bearer ${secret}` })).toBe(200)
  for (const wrong of ['correct horse battery', `${secret}x`, '', 'a\u0000b'])
    expect(await status(basic(wrong))).toBe(401)
  // No other route takes a password so: a browser keeps it and sends it by itself.
  expect(await status(basic(secret), '/api/papers')).toBe(401)
  const [file] = (await ann.call(getPaper, { params: { paperId } })).files
  for (const path of [`files/${file?.id}`, `covers/${file?.id}`])
    expect(await status(basic(await readToken(ben)), `${cataloguePath}/${path}`)).toBe(404)
  for (const path of [
    '1.1',
    '1.2/none',
    '1.2/tags/x',
    '1.2/collections/x',
    '1.2/new/x',
    'files/x',
    'covers/x',
  ])
    expect([path, await status(basic(secret), `${cataloguePath}/${path}`)]).toEqual([path, 404])
  for (const query of ['cursor=x', `q=${'x'.repeat(2_000)}`])
    expect(await status(basic(secret), `${cataloguePath}/1.2/search?${query}`)).toBe(400)
  expect(await status(basic(secret), `${cataloguePath}/1.2/search?q=%00%ed%a0%80`)).toBe(200)
})

/** What a program that reads the description has to find at each operation. @returns what is missing */
function faultsOfOperation(name: string, operation: unknown): string[] {
  const described = z
    .looseObject({
      operationId: z.string().regex(/^[a-z]+\.\w+$/i),
      summary: z.string().min(10).regex(/\.$/, 'no sentence'),
      description: z.string().min(10),
      tags: z.array(z.string()).length(1),
      security: z.array(z.record(z.string(), z.array(z.string()))),
      responses: z.record(
        z.string(),
        z.looseObject({
          description: z.string().min(3),
          content: z.record(z.string(), z.object({ schema: z.unknown() })).optional(),
        }),
      ),
    })
    .safeParse(operation)
  if (!described.success) return [`${name}: ${z.prettifyError(described.error)}`]
  const { responses, security } = described.data
  const statuses = Object.keys(responses)
  return [
    ...(statuses.some((status) => status.startsWith('2')) ? [] : [`${name} never succeeds`]),
    ...(responses['429'] ? [] : [`${name} is never refused`]),
    ...(security.length === 0 || responses['401'] ? [] : [`${name} has no 401`]),
    ...Object.entries(responses)
      .filter(([status, { content }]) => status !== '204' && content === undefined)
      .map(([status]) => `${name}: ${status} has no content`),
  ]
}

test('the description of the API is OpenAPI 3.1 by its schema, and tells of each operation what a program has to know', async () => {
  const answer = await seogo.app.inject({ method: 'GET', url: '/api/openapi.json' })
  const document = answer.json<{
    paths: Record<
      string,
      Record<string, { operationId: string; parameters?: { name: string; in: string }[] }>
    >
  }>()
  const checked = await new OpenApiValidator().validate(structuredClone(document))
  expect(checked.errors ?? []).toEqual([])
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, name: `${method} ${path}`, operation })),
  )
  expect(operations.length).toBeGreaterThan(150)
  expect(operations.flatMap(({ name, operation }) => faultsOfOperation(name, operation))).toEqual([])
  const ids = operations.map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { path, operation } of operations) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const told = (operation.parameters ?? [])
      .filter((parameter) => parameter.in === 'path')
      .map(({ name }) => name)
    expect([path, told.toSorted()]).toEqual([path, inPath.toSorted()])
  }
})

test('the example client finds a paper and writes its bibliography', async () => {
  const script = join(import.meta.dirname, '../examples/api/client.ts')
  const env = { PATH: process.env.PATH, SEOGO_ADDRESS: address, SEOGO_TOKEN: await readToken(ann) }
  const { stdout } = await promisify(execFile)(process.execPath, [script, 'syllables'], { env })
  expect(stdout).toMatch(/^.+ \(\d{4}|n\.d\.\) .*한국어/m)
  expect(stdout).toContain('@')
  const wrong = promisify(execFile)(process.execPath, [script, 'x'], {
    env: { ...env, SEOGO_TOKEN: 'seogo_x' },
  })
  await expect(wrong).rejects.toThrow(/401 not_signed_in/)
})
