import { readFileSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LibraryId } from '#contract/ids.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { listStyles } from '#features/exports/contract.ts'
import { getPaper, listPapers } from '#features/papers/contract.ts'
import { createCollection, listPaperCollections } from '#features/reading/contract.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { revokeConnectorToken } from '../contract.ts'
import {
  type Answer,
  addressOf,
  askAs,
  type Browser,
  browserOf,
  selected,
  targetNamed,
} from './testing/browser.ts'

// What the extension and Zotero agree on, case by case: chrome/content/zotero/xpcom/server and its tests.

const mozilla = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'
const example = readFileSync(join(import.meta.dirname, '../../../examples/first-paper.pdf'))
const pdf = (name: string) => Buffer.from(`%PDF-1.7\n% ${name}`)

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
  return `protocol-${sessions}`
}
const item = (title: string, id = 'item-a') => ({ id, itemType: 'journalArticle', title })
const save = (browser: Browser, sessionID: string, ...items: object[]) =>
  browser.say('saveItems', { sessionID, uri: 'https://journal.example/1', proxy: null, items })
const attach = (sessionID: string, metadata: string | object, bytes = pdf(sessionID)) =>
  chrome.send('saveAttachment', { sessionID }, { bytes, type: 'application/pdf', metadata })
const brief = ({ status, body }: Answer) => [status, body]

async function papersCalled(person: Person, title: string) {
  const { items } = await person.call(listPapers, { query: {} })
  const ids = items.filter((each) => each.title === title).map(({ id }) => id)
  return Promise.all(ids.map((paperId) => person.call(getPaper, { params: { paperId } })))
}

/** An address asked by somebody who is not the extension. */
async function askPlainly(
  verb: string,
  headers: Record<string, string>,
  method = 'POST',
  secret = chrome.secret,
) {
  const address = `${await addressOf(seogo)}/zc/${secret}/connector/${verb}`
  return askAs(address, { method, headers, ...(method === 'POST' ? { body: '{}' } : {}) })
}

test('every answer says which Zotero and which protocol it is, refusals above all', async () => {
  const sessionID = newSession()
  const answers = {
    fine: await chrome.say('ping'),
    saved: await save(chrome, sessionID, item('Said with headers')),
    'known session': await save(chrome, sessionID, item('Said with headers')),
    'unknown verb': await chrome.say('getTranslators'),
    'unknown session': await chrome.say('updateSession', { sessionID: 'nobody' }),
    'no JSON': await chrome.send('saveItems', {}, { bytes: '{"sessionID":', type: 'application/json' }),
    'wrong method': await chrome.get('saveItems'),
    'wrong token': await askPlainly(
      'ping',
      { 'x-zotero-connector-api-version': '3' },
      'POST',
      'x'.repeat(43),
    ),
    'old extension': await chrome.say('ping', {}, { 'x-zotero-connector-api-version': '2' }),
    'another site': await askPlainly('ping', { 'user-agent': mozilla }),
  }
  const seen = Object.entries(answers).map(([name, { status, headers }]) => [
    name,
    status,
    /^\d+\.\d+\.\d+$/.test(headers.get('x-zotero-version') ?? ''),
    headers.get('x-zotero-connector-api-version'),
    headers.get('access-control-allow-origin'),
  ])
  expect(seen).toEqual([
    ['fine', 200, true, '3', null],
    ['saved', 201, true, '3', null],
    ['known session', 409, true, '3', null],
    ['unknown verb', 404, true, '3', null],
    ['unknown session', 400, true, '3', null],
    ['no JSON', 400, true, '3', null],
    ['wrong method', 400, true, '3', null],
    ['wrong token', 403, true, '3', null],
    ['old extension', 400, true, '3', null],
    ['another site', 403, true, '3', null],
  ])
  // Announced, it sets off a work-around of the extension's for a broken updater.
  expect(answers.fine.headers.get('x-zotero-version')).not.toBe('7.0.16')
})

test('the ping tells what can be done, and leaves the translators to their own repository', async () => {
  const { body } = await chrome.say('ping', { activeURL: 'https://journal.example' })
  expect(body).toEqual({
    prefs: {
      automaticSnapshots: true,
      downloadAssociatedFiles: true,
      supportsAttachmentUpload: true,
      supportsTagsAutocomplete: true,
      canUserAddNote: true,
      googleDocsAddNoteEnabled: false,
      googleDocsAddAnnotationEnabled: false,
      googleDocsCitationExplorerEnabled: false,
    },
  })
})

test.each([
  ['a page without the header', { 'user-agent': mozilla }],
  ['a page of another origin', { 'user-agent': 'curl/8', origin: 'https://evil.example' }],
])('%s may not ask', async (_name, headers) => {
  for (const verb of ['ping', 'saveItems', 'getSelectedCollection'])
    expect((await askPlainly(verb, headers)).status).toBe(403)
})

test.each([
  ['a program that is no browser', { 'user-agent': 'curl/8' }],
  [
    'a browser with the header of the extension',
    { 'user-agent': mozilla, 'x-zotero-connector-api-version': '3' },
  ],
  ['a browser that was let through by name', { 'user-agent': mozilla, 'zotero-allowed-request': 'true' }],
])('%s may ask', async (_name, headers) => {
  expect((await askPlainly('ping', headers)).status).toBe(200)
})

test('a person may open the ping in a tab, a page of another site may not read it', async () => {
  const opened = await askPlainly('ping', { 'user-agent': mozilla }, 'GET')
  expect([opened.status, opened.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
  const read = await askPlainly('ping', { 'user-agent': mozilla, origin: 'https://evil.example' }, 'GET')
  expect(read.status).toBe(403)
  expect((await askPlainly('getSelectedCollection', { 'user-agent': mozilla }, 'GET')).status).toBe(403)
  const preflight = await askPlainly('saveItems', { origin: 'https://evil.example' }, 'OPTIONS')
  expect(preflight.status).toBeGreaterThanOrEqual(400)
  expect([...preflight.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
})

test.each(['2', '0', '-1', 'three', ''])(
  'an extension of version "%s" is told that it is too old',
  async (version) => {
    expect(brief(await chrome.say('ping', {}, { 'x-zotero-connector-api-version': version }))).toEqual([
      400,
      { error: 'CONNECTOR_VERSION_OUTDATED' },
    ])
  },
)

test('with an address of its own, Seogo answers under no other name that leads to its machine', async () => {
  const config = { ...seogo.house.config, SEOGO_PUBLIC_URL: 'https://seogo.example.org' }
  const api = await seogo.startApi({ ...seogo.house, config })
  await api.listen({ host: '127.0.0.1', port: 0 })
  const bound = api.server.address()
  const port = bound !== null && typeof bound === 'object' ? bound.port : expect.fail('no port')
  const ask = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const path = `/zc/${chrome.secret}/connector/ping`
      const headers = { host, 'x-zotero-connector-api-version': '3' }
      httpRequest({ host: '127.0.0.1', port, path, method: 'POST', headers }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', reject)
        .end()
    })
  expect(await ask('seogo.example.org')).toBe(200)
  expect(await ask('rebound.evil.example')).toBe(403)
  expect(await ask(`127.0.0.1:${port}`)).toBe(403)
  await api.close()
})

test.each([
  [
    'base64 of UTF-8',
    `{"parentItemID":"item-a","title":"=?UTF-8?B?${Buffer.from('서고 논문').toString('base64')}?="}`,
    '서고 논문.pdf',
  ],
  [
    'quoted UTF-8',
    '{"parentItemID":"item-a","title":"=?UTF-8?Q?=EC=84=9C=EA=B3=A0_=EB=85=BC=EB=AC=B8?="}',
    '서고 논문.pdf',
  ],
  [
    'two words of which the space between is none',
    '{"parentItemID":"item-a","title":"=?utf-8?q?=EC=84=9C?= =?utf-8?q?=EA=B3=A0?="}',
    '서고.pdf',
  ],
  ['quoted Latin-1', '{"parentItemID":"item-a","title":"=?ISO-8859-1?Q?Caf=E9?="}', 'Café.pdf'],
  [
    'the whole header',
    `=?UTF-8?B?${Buffer.from('{"parentItemID":"item-a","title":"통째로"}').toString('base64')}?=`,
    '통째로.pdf',
  ],
  ['plain letters', '{"parentItemID":"item-a","title":"Full Text = PDF?"}', 'Full Text = PDF?.pdf'],
])('the title of a file is read from its header: %s', async (name, metadata, expected) => {
  const sessionID = newSession()
  await save(chrome, sessionID, item(`Header in ${name}`))
  expect((await attach(sessionID, metadata)).status).toBe(201)
  const [paper] = await papersCalled(ann, `Header in ${name}`)
  expect(paper?.files.map((file) => file.name)).toEqual([expected])
})

test('a saving is begun once, whichever way it begins, and a second beginning changes nothing', async () => {
  const sessionID = newSession()
  await save(chrome, sessionID, item('Begun once'))
  const page = { sessionID, url: 'https://page.example', title: 'Begun twice' }
  const exists = [409, { error: 'SESSION_EXISTS' }]
  expect(brief(await save(chrome, sessionID, item('Begun twice')))).toEqual(exists)
  expect(brief(await chrome.say('saveSnapshot', page))).toEqual(exists)
  const file = { bytes: pdf('begun twice'), type: 'application/pdf', metadata: { title: 'Begun twice' } }
  expect(brief(await chrome.send('saveStandaloneAttachment', { sessionID }, file))).toEqual(exists)
  const ris = { bytes: 'TY  - JOUR\nTI  - Begun twice\nER  - \n', type: 'text/plain' }
  expect(brief(await chrome.send('import', { session: sessionID }, ris))).toEqual(exists)
  expect(await papersCalled(ann, 'Begun twice')).toEqual([])
})

test.each(['updateSession', 'getRecognizedItem', 'hasAttachmentResolvers', 'saveAttachmentFromResolver'])(
  '%s of a saving that nobody began is refused',
  async (verb) => {
    expect(brief(await chrome.say(verb, { sessionID: 'never begun', itemID: 'item-a' }))).toEqual([
      400,
      { error: 'SESSION_NOT_FOUND' },
    ])
    expect((await chrome.say(verb, {})).status).toBe(400)
  },
)

test.each([
  ['no word about it', undefined, 'METADATA_NOT_PROVIDED'],
  ['half a word', '{"parentItemID":', 'METADATA_NOT_PROVIDED'],
  ['a list', '[1]', 'METADATA_NOT_PROVIDED'],
  ['an item that is none of the saving', { parentItemID: 'other' }, 'ITEM_NOT_FOUND'],
])('a file with %s is refused by its own name', async (name, metadata, error) => {
  const sessionID = newSession()
  await save(chrome, sessionID, item(`File with ${name}`))
  const file = { bytes: pdf(name), type: 'application/pdf', ...(metadata === undefined ? {} : { metadata }) }
  expect(brief(await chrome.send('saveAttachment', { sessionID }, file))).toEqual([400, { error }])
})

test('a file needs a saving, and a PDF has to be one', async () => {
  const metadata = { parentItemID: 'item-a' }
  const file = { bytes: pdf('alone'), type: 'application/pdf', metadata }
  const refused = (error: string) => [400, { error }]
  expect(brief(await chrome.send('saveAttachment', {}, file))).toEqual(refused('SESSION_ID_NOT_PROVIDED'))
  expect(brief(await chrome.send('saveAttachment', { sessionID: 'never begun' }, file))).toEqual(
    refused('SESSION_NOT_FOUND'),
  )
  const sessionID = newSession()
  await save(chrome, sessionID, item('Behind a wall'))
  const page = Buffer.from('<html>Please sign in</html>')
  expect(brief(await attach(sessionID, metadata, page))).toEqual(refused('NOT_A_PDF'))
  expect((await attach(sessionID, metadata, Buffer.alloc(0))).status).toBe(400)
  // The saving is none the worse for it.
  expect((await attach(sessionID, metadata)).status).toBe(201)
})

test('a PDF of its own says that it may be recognised, any other file that it may not', async () => {
  const sent = async (type: string, bytes: Buffer<ArrayBuffer>, url: string) => {
    const sessionID = newSession()
    const metadata = { url, contentType: type }
    const saved = await chrome.send('saveStandaloneAttachment', { sessionID }, { bytes, type, metadata })
    return [saved.status, saved.body]
  }
  const alone = Buffer.concat([example, Buffer.from('\n% of its own')])
  expect(await sent('application/pdf', alone, 'https://x.example/own.pdf')).toEqual([
    201,
    { canRecognize: true },
  ])
  expect(
    await sent('application/epub+zip', Buffer.from('PK book'), 'https://x.example/a%20book.epub'),
  ).toEqual([201, { canRecognize: false }])
  const { items } = await ann.call(listPapers, { query: {} })
  expect(items.map(({ title }) => title)).toEqual(expect.arrayContaining(['own']))
})

test('a page that is only to be remembered asks for no page, and a page without content is none', async () => {
  const page = { sessionID: newSession(), url: 'https://blog.example/a', title: 'Only remembered' }
  expect(brief(await chrome.say('saveSnapshot', { ...page, skipSnapshot: true }))).toEqual([
    201,
    { saveSingleFile: false },
  ])
  expect((await chrome.say('saveSingleFile', page)).status).toBe(400)
  const [paper] = await papersCalled(ann, 'Only remembered')
  expect(paper?.files).toEqual([])
})

test('a whole page may come as a text within a form', async () => {
  const sessionID = newSession()
  const form = new FormData()
  form.append(
    'payload',
    JSON.stringify({ sessionID, title: 'A page in a form', url: 'https://blog.example/b' }),
  )
  form.append('snapshotContent', '<html>a text in a form</html>')
  const response = new Response(form)
  const type = response.headers.get('content-type') ?? ''
  const sent = { bytes: await response.arrayBuffer(), type }
  expect((await chrome.send('saveSingleFile', {}, sent)).status).toBe(201)
  const [paper] = await papersCalled(ann, 'A page in a form')
  expect(paper?.files).toMatchObject([{ mediaType: 'text/html', sizeBytes: 29 }])
})

test('a place that is gone, another person’s or none at all is not found, and nothing of the change is kept', async () => {
  await ann.call(createCollection, { body: { name: 'Anns own' } })
  const place = await targetNamed(chrome, 'Anns own')
  const hers = await browserOf(seogo, bob, 'Safari')
  const sessionID = newSession()
  await save(chrome, sessionID, item('Goes nowhere'))
  const number = place.slice(1)
  for (const target of ['C999999', 'nonsense', `L${number}`, 'C', 'C1e3']) {
    const answer = await chrome.say('updateSession', { sessionID, target, tags: ['half'], note: 'half' })
    expect([target, ...brief(answer)]).toEqual([target, 400, { error: 'COLLECTION_NOT_FOUND' }])
  }
  const [paper] = await papersCalled(ann, 'Goes nowhere')
  expect([paper?.tags, paper?.csl.annote]).toEqual([[], undefined])
  await save(hers, sessionID, item('Of another person'))
  expect(brief(await hers.say('updateSession', { sessionID, target: place }))).toEqual([
    400,
    { error: 'COLLECTION_NOT_FOUND' },
  ])
})

test('two people whose extensions call their savings the same never meet', async () => {
  const safari = await browserOf(seogo, bob, 'Safari')
  const sessionID = newSession()
  expect((await save(chrome, sessionID, item('Ann’s private one'))).status).toBe(201)
  const notFound = [400, { error: 'SESSION_NOT_FOUND' }]
  expect(brief(await safari.say('updateSession', { sessionID, tags: ['seen'] }))).toEqual(notFound)
  const file = { bytes: pdf('not hers'), type: 'application/pdf', metadata: { parentItemID: 'item-a' } }
  expect(brief(await safari.send('saveAttachment', { sessionID }, file))).toEqual(notFound)
  expect(brief(await safari.say('getRecognizedItem', { sessionID }))).toEqual(notFound)
  expect((await save(safari, sessionID, item('Bob’s private one'))).status).toBe(201)
  expect(await papersCalled(bob, 'Ann’s private one')).toEqual([])
  expect(await papersCalled(ann, 'Bob’s private one')).toEqual([])
  await ann.call(createCollection, { body: { name: 'Not for Bob' } })
  const { targets } = selected.parse((await safari.say('getSelectedCollection')).body)
  expect(targets.map(({ name }) => name)).not.toContain('Not for Bob')
})

test('what is picked after the press reaches each item, tags in every form they come in, a note until it is emptied', async () => {
  await ann.call(createCollection, { body: { name: 'Picked' } })
  const sessionID = newSession()
  const titles = ['First item', 'Second item', 'Third item']
  await save(chrome, sessionID, ...titles.map((title) => item(title, title)))
  const target = await targetNamed(chrome, 'Picked')
  const seen = async () =>
    Promise.all(
      titles.map(async (title) => {
        const [paper] = await papersCalled(ann, title)
        const paperId = paper?.id ?? expect.fail(title)
        const { items } = await ann.call(listPaperCollections, { params: { paperId } })
        return [items.map(({ name }) => name), paper?.tags.map(({ name }) => name), paper?.csl.annote]
      }),
    )
  const updated = async (change: object) => {
    expect(brief(await chrome.say('updateSession', { sessionID, ...change }))).toEqual([200, {}])
    return seen()
  }
  const thrice = (...one: unknown[]) => [one, one, one]
  expect(await updated({ target, tags: ['one', ' one ', '둘'], note: '<p>Why</p>' })).toEqual(
    thrice(['Picked'], ['one', '둘'], 'Why'),
  )
  // The same once more changes nothing.
  expect(await updated({ target, tags: 'one,둘', note: '<p>Why</p>' })).toEqual(
    thrice(['Picked'], ['one', '둘'], 'Why'),
  )
  expect(await updated({ tags: [{ tag: 'three' }], note: '<p>Another reason</p>' })).toEqual(
    thrice(['Picked'], ['three'], 'Another reason'),
  )
  expect(await updated({ tags: '', note: '' })).toEqual(thrice(['Picked'], [], undefined))
})

test('a library that one may only read by now takes nothing, and says so as Zotero does', async () => {
  const edge = await browserOf(seogo, ann, 'Edge')
  const sessionID = newSession()
  await save(edge, sessionID, item('Before it was closed'))
  const target = await targetNamed(edge, 'Lab')
  expect((await edge.say('updateSession', { sessionID, target })).status).toBe(200)
  await addMember(seogo.house, { libraryId: lab, userId: ann.userId, membership: 'reader' })
  const { body } = await edge.say('getSelectedCollection')
  expect(body).toMatchObject({
    libraryName: 'Lab',
    libraryEditable: false,
    filesEditable: false,
    editable: false,
  })
  expect(selected.parse(body).targets.map(({ name }) => name)).not.toContain('Lab')
  const refused = [500, { libraryEditable: false }]
  expect(brief(await save(edge, newSession(), item('After it was closed')))).toEqual(refused)
  expect(brief(await edge.say('updateSession', { sessionID, target, tags: ['late'] }))).toEqual(refused)
  // Zotero answers a file that it may not keep with a plain 200.
  const file = { bytes: pdf('closed'), type: 'application/pdf', metadata: { parentItemID: 'item-a' } }
  expect((await edge.send('saveAttachment', { sessionID }, file)).status).toBe(200)
  const [paper] = await papersCalled(ann, 'Before it was closed')
  expect([paper?.files, paper?.tags]).toEqual([[], []])
  await addMember(seogo.house, { libraryId: lab, userId: ann.userId, membership: 'editor' })
})

test('a bibliography needs no saving of its own, and one of many entries is taken whole', async () => {
  const entry = (title: string) => `TY  - JOUR\nTI  - ${title}\nAU  - Kim, Minji\nPY  - 2020\nER  - \n`
  const bytes = entry('Imported one') + entry('Imported two')
  const answer = await chrome.send('import', {}, { bytes, type: 'application/x-research-info-systems' })
  expect(brief(answer)).toEqual([
    201,
    [
      { itemType: 'journalArticle', title: 'Imported one' },
      { itemType: 'journalArticle', title: 'Imported two' },
    ],
  ])
  for (const title of ['Imported one', 'Imported two']) expect(await papersCalled(ann, title)).toHaveLength(1)
})

test.each([
  ['delaySync', 204, undefined],
  ['getClientHostnames', 200, []],
  ['proxies', 200, []],
])('%s is answered %i', async (verb, status, body) => {
  expect(brief(await chrome.say(verb))).toEqual([status, body])
})

test('a citation style opened in the browser is taken from who manages styles, and from nobody else', async () => {
  const layout = '<layout><text variable="title"/></layout>'
  const style = `<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>한국어 양식</title><id>opened-in-the-browser</id></info><citation>${layout}</citation><bibliography>${layout}</bibliography></style>`
  const sent = { bytes: style, type: 'application/vnd.citationstyles.style+xml' }
  const from = { origin: 'https://www.zotero.org/styles/opened-in-the-browser' }
  const member = await browserOf(seogo, bob)
  expect(brief(await member.send('installStyle', from, sent))).toEqual([403, { error: 'NOT_PERMITTED' }])
  expect(brief(await chrome.send('installStyle', from, { ...sent, bytes: '<p>no style</p>' }))).toEqual([
    422,
    { error: 'STYLE_INVALID' },
  ])
  expect(brief(await chrome.send('installStyle', from, sent))).toEqual([201, { name: '한국어 양식' }])
  const { items } = await bob.call(listStyles, { query: { q: '한국어' } })
  expect(items.map(({ title }) => title)).toContain('한국어 양식')
})

test.each([
  ['no items', { items: [] }],
  ['items that are none', { items: 'all' }],
  ['no name of the saving', { sessionID: '', items: [item('Nameless')] }],
])('a saving with %s is refused and leaves nothing', async (_name, change) => {
  expect((await chrome.say('saveItems', { sessionID: newSession(), ...change })).status).toBe(400)
  expect(await papersCalled(ann, 'Nameless')).toEqual([])
})

test('who tries addresses is told to wait, and whoever has a right one is not', async () => {
  seogo.clock.move({ hours: 1 })
  const guess = (secret: string) => askPlainly('ping', { 'user-agent': 'curl/8' }, 'POST', secret)
  const revoked = await browserOf(seogo, ann, 'Old laptop')
  await ann.call(revokeConnectorToken, { params: { tokenId: revoked.token.id } })
  expect(brief(await guess(revoked.secret))).toEqual([403, { error: 'TOKEN_INVALID' }])
  for (let wrong = 1; wrong < 60; wrong += 1) expect((await guess(`wrong-${wrong}`)).status).toBe(403)
  const late = await guess('wrong-61')
  expect(brief(late)).toEqual([429, { error: 'TOO_MANY_REQUESTS' }])
  expect(Number(late.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await chrome.say('ping')).status).toBe(200)
  seogo.clock.move({ hours: 1 })
  expect((await guess('wrong-62')).status).toBe(403)
})
