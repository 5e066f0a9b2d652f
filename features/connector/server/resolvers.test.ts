import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { getPaper, listPapers } from '#features/papers/contract.ts'
import { type FakeSources, startFakeSources } from '#server/testing/fake-sources.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { type Browser, browserOf } from './testing/browser.ts'

const example = readFileSync(join(import.meta.dirname, '../../../examples/first-paper.pdf'))
const lantern = { title: 'Lanterns for everybody', authors: [{ family: 'Kim', given: 'Ada' }], year: 2021 }

let fake: FakeSources
let seogo: TestHouse
let ann: Person
let chrome: Browser

beforeAll(async () => {
  fake = await startFakeSources()
  seogo = await openTestHouse(fake.settings())
  ann = await seogo.person('Ann')
  chrome = await browserOf(seogo, ann)
})
afterAll(async () => {
  await seogo.close()
  await fake.close()
})

async function save(sessionID: string, title: string, more: object) {
  const items = [{ id: 'item-a', itemType: 'journalArticle', title, ...more }]
  expect((await chrome.say('saveItems', { sessionID, items })).status).toBe(201)
}
const asked = (verb: string, sessionID: string, itemID = 'item-a') => chrome.say(verb, { sessionID, itemID })

test('where the browser found no file, the open copy that a source knows is fetched', async () => {
  fake.knows(['crossref', 'unpaywall'], { ...lantern, doi: '10.5555/free.2', pdf: '/free2.pdf' })
  fake.hosts('/free2.pdf', example)
  await save('open', lantern.title, { DOI: '10.5555/free.2' })
  // Asked at once, before any source has answered: it may be.
  expect((await asked('hasAttachmentResolvers', 'open')).body).toBe(true)
  const worker = await seogo.startWorker()
  const saved = await asked('saveAttachmentFromResolver', 'open')
  await worker.stop(1_000)
  expect([saved.status, saved.text]).toEqual([201, 'free2.pdf'])
  const [paper] = (await ann.call(listPapers, { query: {} })).items
  const { files } = await ann.call(getPaper, { params: { paperId: paper?.id ?? expect.fail('no paper') } })
  expect(files.map(({ name, mediaType }) => [name, mediaType])).toEqual([['free2.pdf', 'application/pdf']])
})

test('a paper that no source knows a copy of says so, and so does an item that is none', async () => {
  await save('closed', 'Nobody can name this', {})
  expect((await asked('hasAttachmentResolvers', 'closed')).body).toBe(false)
  const refused = await asked('saveAttachmentFromResolver', 'closed')
  expect([refused.status, refused.body]).toEqual([500, { error: 'NO_RESOLVER' }])
  expect((await asked('hasAttachmentResolvers', 'closed', 'other')).body).toEqual({ error: 'ITEM_NOT_FOUND' })
})
