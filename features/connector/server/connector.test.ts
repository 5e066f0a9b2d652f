import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { getPaper, listPapers, removePaper } from '#features/papers/contract.ts'
import { createCollection, listPaperCollections, tagPaper } from '#features/reading/contract.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { listConnectorTokens, revokeConnectorToken } from '../contract.ts'
import { type Browser, browserOf, type SentBytes, selected, targetNamed } from './testing/browser.ts'

/** Enough of a PDF to be taken for one; nobody reads it here. */
const pdf = (name: string) => Buffer.from(`%PDF-1.7\n% ${name}`)

const example = readFileSync(join(import.meta.dirname, '../../../examples/first-paper.pdf'))

let seogo: TestHouse
let ann: Person
let bob: Person
let lab: LibraryId
let chrome: Browser
let sessions = 0

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  lab = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: bob.userId })
  await addMember(seogo.house, { libraryId: lab, userId: ann.userId, membership: 'editor' })
  chrome = await browserOf(seogo, ann)
})
afterAll(() => seogo.close())

const newSession = () => {
  sessions += 1
  return `session-${sessions}`
}

const article = (title: string, more: object = {}) => ({
  id: 'item-a',
  itemType: 'journalArticle',
  title,
  creators: [
    { firstName: '민지', lastName: '김', creatorType: 'author' },
    { name: 'The Consortium', creatorType: 'author', fieldMode: 1 },
  ],
  date: '2024-03-05',
  publicationTitle: '한국정보과학회논문지',
  abstractNote: 'An abstract.',
  tags: ['from the page', { tag: '자동', type: 1 }],
  notes: [{ note: '<p>A first <b>note</b>.</p><p>둘째 단락</p>' }],
  attachments: [],
  seeAlso: [],
  ...more,
})

const save = (sessionID: string, ...items: object[]) =>
  chrome.say('saveItems', { sessionID, uri: 'https://journal.example/1', proxy: null, items })
const attach = (
  sessionID: string,
  bytes: SentBytes = example,
  type = 'application/pdf',
  metadata: object | string = {},
) =>
  chrome.send(
    'saveAttachment',
    { sessionID },
    {
      bytes,
      type,
      metadata:
        typeof metadata === 'string'
          ? metadata
          : {
              id: 'att',
              url: 'https://journal.example/1.pdf',
              title: 'Full Text PDF',
              parentItemID: 'item-a',
              ...metadata,
            },
    },
  )

async function paperCalled(title: string, libraryId?: LibraryId) {
  const query = libraryId ? { libraryId } : {}
  const found = (await ann.call(listPapers, { query })).items.filter((each) => each.title === title)
  expect(found.map((each) => each.title)).toEqual([title])
  return ann.call(getPaper, { params: { paperId: found[0]?.id as PaperId } })
}
const collectionsOf = async (paperId: PaperId) =>
  (await ann.call(listPaperCollections, { params: { paperId } })).items.map(({ name }) => name)

test('a paper saved from a page stands in the library with its people, date, tags, notes and file', async () => {
  const sessionID = newSession()
  expect(
    (await save(sessionID, article('서고: 연구 논문의 집', { DOI: 'https://doi.org/10.1234/ABC' }))).status,
  ).toBe(201)
  expect((await attach(sessionID)).status).toBe(201)
  await seogo.workUntilQuiet()
  const paper = await paperCalled('서고: 연구 논문의 집')
  expect(paper).toMatchObject({
    authors: ['김민지', 'The Consortium'],
    year: 2024,
    venue: '한국정보과학회논문지',
    doi: '10.1234/abc',
    origins: { title: { source: 'connector', confidence: 1 } },
    csl: {
      type: 'article-journal',
      annote: 'A first note.\n\n둘째 단락',
      issued: { 'date-parts': [[2024, 3, 5]] },
    },
    files: [{ name: 'Full Text PDF.pdf', state: 'read', mediaType: 'application/pdf' }],
  })
  expect(paper.tags.map(({ name }) => name)).toEqual(['from the page', '자동'])
})

test('a PDF saved from its own tab is read, and the extension is told what it is', async () => {
  const sessionID = newSession()
  const bytes = Buffer.concat([example, Buffer.from('\n% alone')])
  const metadata =
    '{"url":"https://arxiv.example/x.pdf","title":"=?UTF-8?Q?=EC=84=9C=EA=B3=A0?=","contentType":"application/pdf"}'
  expect(
    await chrome.send(
      'saveStandaloneAttachment',
      { sessionID },
      { bytes, type: 'application/pdf', metadata },
    ),
  ).toMatchObject({
    status: 201,
    body: { canRecognize: true },
  })
  const [paper] = (await ann.call(listPapers, { query: {} })).items
  expect(paper?.title).toBe('서고')
  const worker = await seogo.startWorker()
  const recognised = await chrome.say('getRecognizedItem', { sessionID })
  await worker.stop(1_000)
  expect(recognised).toMatchObject({ status: 200, body: { itemType: 'document' } })
  const read = await ann.call(getPaper, { params: { paperId: paper?.id as PaperId } })
  expect(recognised.body).toMatchObject({ title: read.title })
  expect(
    await chrome.send(
      'saveStandaloneAttachment',
      { sessionID },
      { bytes, type: 'application/pdf', metadata },
    ),
  ).toMatchObject({
    status: 409,
    body: { error: 'SESSION_EXISTS' },
  })
})

test('a PDF that nothing can be recognised in is kept and answered with nothing', async () => {
  const sessionID = newSession()
  const metadata = { url: 'https://x.example/broken.pdf' }
  await chrome.send(
    'saveStandaloneAttachment',
    { sessionID },
    { bytes: '%PDF-1.4 and no more', type: 'application/pdf', metadata },
  )
  await seogo.workUntilQuiet()
  expect((await chrome.say('getRecognizedItem', { sessionID })).status).toBe(204)
  expect((await paperCalled('broken')).files[0]?.state).toBe('unreadable')
})

test('what the person picks after the press moves every item of it: collection, tags, note', async () => {
  await ann.call(createCollection, { body: { name: '읽을 것' } })
  await ann.call(createCollection, { body: { name: 'Other' } })
  const sessionID = newSession()
  await save(sessionID, article('Picked one'), article('Picked two', { id: 'item-b' }))
  const [first, second] = [await paperCalled('Picked one'), await paperCalled('Picked two')]
  const update = (change: object) => chrome.say('updateSession', { sessionID, ...change })
  const target = await targetNamed(chrome, '읽을 것')
  expect(await update({ target, tags: ['mine', 'from the page'], note: '<p>왜 저장했나</p>' })).toMatchObject(
    {
      status: 200,
      body: {},
    },
  )
  for (const { id: paperId } of [first, second]) {
    expect(await collectionsOf(paperId)).toEqual(['읽을 것'])
    const paper = await ann.call(getPaper, { params: { paperId } })
    expect(paper.tags.map(({ name }) => name)).toEqual(['from the page', 'mine', '자동'])
    expect(paper.csl.annote).toBe('A first note.\n\n둘째 단락\n\n왜 저장했나')
  }
  // Another thought: the first choice is undone, the page's own tags stay.
  await update({ target: await targetNamed(chrome, 'Other'), tags: 'later, second', note: '' })
  expect(await collectionsOf(first.id)).toEqual(['Other'])
  const paper = await ann.call(getPaper, { params: { paperId: first.id } })
  expect(paper.tags.map(({ name }) => name)).toEqual(['from the page', 'later', 'second', '자동'])
  expect(paper.csl.annote).toBe('A first note.\n\n둘째 단락')
  await update({ target: await targetNamed(chrome, 'My library'), tags: [] })
  expect(await collectionsOf(first.id)).toEqual([])
})

test('another library picked after the press gets the paper with its file, and the first one keeps nothing', async () => {
  const sessionID = newSession()
  await save(sessionID, article('Goes to the lab'))
  expect((await attach(sessionID, pdf('moved'))).status).toBe(201)
  expect(
    (
      await chrome.say('updateSession', {
        sessionID,
        target: await targetNamed(chrome, 'Lab'),
        tags: ['lab'],
      })
    ).status,
  ).toBe(200)
  const paper = await paperCalled('Goes to the lab')
  expect(paper.libraryId).toBe(lab)
  expect(paper.files).toHaveLength(1)
  expect(paper.tags.map(({ name }) => name)).toEqual(['from the page', 'lab', '자동'])
  // What comes still later finds it there.
  await attach(sessionID, pdf('later'), 'application/pdf', {
    title: 'Supplement',
  })
  expect((await paperCalled('Goes to the lab')).files.map(({ name }) => name)).toContain('Supplement.pdf')
  // This browser saved there last, so it is where the next press goes; and back.
  expect(selected.parse((await chrome.say('getSelectedCollection')).body).libraryName).toBe('Lab')
  await chrome.say('updateSession', { sessionID, target: await targetNamed(chrome, 'My library') })
  expect((await paperCalled('Goes to the lab')).libraryId).not.toBe(lab)
})

test('a paper that stands already is not doubled: it gets the file, and the tags and notes it lacks', async () => {
  const [one, two] = [newSession(), newSession()]
  await save(one, article('Known work', { DOI: '10.5555/known' }))
  const { id: paperId } = await paperCalled('Known work')
  await ann.call(tagPaper, { params: { paperId }, body: { names: ['own'] } })
  const again = article('Known Work!', { DOI: '10.5555/KNOWN', notes: ['a new note'], tags: ['new'] })
  expect((await save(two, again)).status).toBe(201)
  expect((await attach(two, pdf('known'))).status).toBe(201)
  const paper = await paperCalled('Known work')
  expect(paper.files).toHaveLength(1)
  expect(paper.tags.map(({ name }) => name)).toEqual(['new', 'own'])
  expect(paper.csl.annote).toBe('A first note.\n\n둘째 단락\n\na new note')
})

test('a page without a translator is saved with the page itself, which never runs', async () => {
  const sessionID = newSession()
  const page = { sessionID, url: 'https://blog.example/post', title: '블로그 글', referrer: '' }
  expect(await chrome.say('saveSnapshot', page)).toMatchObject({
    status: 201,
    body: { saveSingleFile: true },
  })
  const html = '<html><script>alert(1)</script><p>글</p></html>'
  expect((await chrome.say('saveSingleFile', { ...page, snapshotContent: html })).status).toBe(201)
  const paper = await paperCalled('블로그 글')
  expect(paper.csl).toMatchObject({ type: 'webpage', URL: 'https://blog.example/post' })
  expect(paper.files).toMatchObject([{ mediaType: 'text/html', name: '블로그 글.html', state: 'read' }])
  const shown = await ann.request('GET', `/api/files/${paper.files[0]?.id}`)
  expect(shown.body).toBe(html)
  expect(shown.headers['content-type']).toMatch(/^text\/html/)
  expect(shown.headers['content-security-policy']).toMatch(/default-src 'none';.*; sandbox$/)
})

test('two pages of one title are two', async () => {
  for (const url of ['https://one.example/', 'https://two.example/'])
    expect((await chrome.say('saveSnapshot', { sessionID: newSession(), url, title: 'Home' })).status).toBe(
      201,
    )
  const found = (await ann.call(listPapers, { query: {} })).items.filter(({ title }) => title === 'Home')
  expect(found.map(({ venue }) => venue).toSorted()).toEqual(['one.example', 'two.example'])
})

test('a page sent as a form is streamed to the item that it belongs to', async () => {
  const sessionID = newSession()
  await save(sessionID, article('First of two'), article('Second of two', { id: 'item-b' }))
  const form = new FormData()
  form.append(
    'payload',
    JSON.stringify({ sessionID, title: 'Page', url: 'https://x.example', items: [{ id: 'item-b' }] }),
  )
  form.append('snapshotContent', new Blob(['<html>form</html>'], { type: 'text/html' }), 'page.html')
  const response = new Response(form)
  const type = response.headers.get('content-type') ?? ''
  const bytes = await response.arrayBuffer()
  expect((await chrome.send('saveSingleFile', {}, { bytes, type })).status).toBe(201)
  expect((await paperCalled('Second of two')).files.map(({ name }) => name)).toEqual(['Page.html'])
  expect((await paperCalled('First of two')).files).toEqual([])
  const broken = await chrome.send('saveSingleFile', {}, { bytes: bytes.slice(0, 80), type })
  expect([broken.status, broken.body]).toEqual([400, { error: 'BAD_REQUEST' }])
})

test('a bibliography that the browser was about to download is taken with its keywords', async () => {
  const ris = 'TY  - JOUR\nTI  - Ready for RIS\nAU  - Kim, Minji\nPY  - 2020\nKW  - ris word\nER  - \n'
  const answer = await chrome.send(
    'import',
    { session: newSession() },
    { bytes: ris, type: 'application/x-research-info-systems' },
  )
  expect(answer).toMatchObject({
    status: 201,
    body: [{ itemType: 'journalArticle', title: 'Ready for RIS' }],
  })
  expect((await paperCalled('Ready for RIS')).tags.map(({ name }) => name)).toEqual(['ris word'])
  expect(await chrome.send('import', {}, { bytes: 'no bibliography', type: 'text/plain' })).toMatchObject({
    status: 400,
  })
})

test('a browser that is killed between a paper and its file loses nothing, and another process can go on', async () => {
  const sessionID = newSession()
  await save(sessionID, article('Before the crash'))
  const slow = new ReadableStream({
    pull: (controller) => controller.error(new Error('the browser was closed')),
  })
  await expect(attach(sessionID, slow)).rejects.toThrow()
  expect((await paperCalled('Before the crash')).files).toEqual([])
  const bytes = pdf('after')
  expect((await attach(sessionID, bytes)).status).toBe(201)
  expect((await paperCalled('Before the crash')).files).toHaveLength(1)
})

test('a file for a paper that was put in the trash meanwhile is refused, and the saving stays usable', async () => {
  const sessionID = newSession()
  await save(sessionID, article('Thrown away'), article('Stays', { id: 'item-b' }))
  await ann.call(removePaper, { params: { paperId: (await paperCalled('Thrown away')).id } })
  expect(await attach(sessionID)).toMatchObject({ status: 400, body: { error: 'ITEM_NOT_FOUND' } })
  expect((await chrome.say('updateSession', { sessionID, tags: ['kept'] })).status).toBe(200)
  expect((await paperCalled('Stays')).tags.map(({ name }) => name)).toContain('kept')
})

test('savings are forgotten after a day, their papers are not', async () => {
  const sessionID = newSession()
  await save(sessionID, article('Remembered'))
  const { sweep } = await import('./sweep.ts')
  seogo.clock.move({ days: 1 })
  await sweep({}, { house: seogo.house, note: () => undefined } as never)
  expect(await chrome.say('updateSession', { sessionID, tags: [] })).toMatchObject({
    status: 400,
    body: { error: 'SESSION_NOT_FOUND' },
  })
  expect((await paperCalled('Remembered')).title).toBe('Remembered')
})

test('a token taken back in the middle of a saving saves nothing more', async () => {
  const firefox = await browserOf(seogo, ann, 'Firefox')
  const sessionID = newSession()
  expect((await firefox.say('saveItems', { sessionID, items: [article('Saved in time')] })).status).toBe(201)
  const mine = (await ann.call(listConnectorTokens, {})).items
  expect(mine.find(({ label }) => label === 'Firefox')?.lastUsedAt).not.toBeNull()
  await ann.call(revokeConnectorToken, { params: { tokenId: firefox.token.id } })
  const file = { bytes: example, type: 'application/pdf', metadata: { parentItemID: 'item-a' } }
  const late = await firefox.send('saveAttachment', { sessionID }, file)
  expect([late.status, late.body, late.headers.get('x-zotero-connector-api-version')]).toEqual([
    403,
    { error: 'TOKEN_INVALID' },
    '3',
  ])
  expect((await paperCalled('Saved in time')).files).toEqual([])
})

test('an address whose person is locked saves nothing until they are let in again', async () => {
  const { address } = seogo.house.database
  const admin = new pg.Client(address.admin)
  await admin.connect()
  try {
    // The clock of this house has been moved on by a day.
    await admin.query("update auth.users set locked_until = now() + interval '9 days' where id = $1", [
      ann.userId,
    ])
    expect((await save(newSession(), article('Saved while locked'))).status).toBe(403)
    await admin.query('update auth.users set locked_until = null where id = $1', [ann.userId])
    expect((await save(newSession(), article('Saved when let in again'))).status).toBe(201)
  } finally {
    await admin.end()
  }
  const { items } = await ann.call(listPapers, { query: { q: 'Saved while locked' } })
  expect(items).toEqual([])
})
