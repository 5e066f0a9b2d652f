import { Readable } from 'node:stream'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { cslItem } from '#contract/csl.ts'
import type { PaperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { getPaper } from '#features/papers/contract.ts'
import { addPaper, addPdf } from '#features/papers/server/papers.ts'
import type { FakeWork } from '#server/testing/fake-source-shapes.ts'
import { type FakeSources, startFakeSources } from '#server/testing/fake-sources.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import {
  addIdentifiers,
  fetchOpenCopy,
  getIdentifierBatch,
  listPaperSources,
  refreshPaper,
} from '../contract.ts'
import { termsOf } from './asking/catalogue.ts'
import { claimTurn, releaseTurn } from './state-queries.ts'

const lantern: FakeWork = {
  title: 'Lantern Scheduling for Quiet Warehouses',
  authors: [
    { family: 'Kim', given: 'Ada' },
    { family: 'Lee', given: 'Bo' },
  ],
  year: 2021,
  venue: 'Journal of Lanterns',
  volume: '7',
}

let fake: FakeSources
let seogo: TestHouse
let ann: Person

beforeAll(async () => {
  fake = await startFakeSources()
  seogo = await openTestHouse(fake.settings({ SEOGO_SOURCE_OPENALEX_DAILY_CENTS: '0' }))
  await seogo.person('Olga')
  ann = await seogo.person('Ann')
}, 120_000)
afterAll(async () => {
  await seogo.close()
  await fake.close()
})
beforeEach(() => seogo.clock.move({ hours: 2 }))

async function paperPdf({ title, doi }: { title: string; doi?: string }): Promise<Buffer> {
  const document = await PDFDocument.create()
  const font = await document.embedFont(StandardFonts.TimesRoman)
  const bold = await document.embedFont(StandardFonts.TimesRomanBold)
  const page = document.addPage([595, 842])
  page.drawText(title, { x: 60, y: 760, size: 20, font: bold })
  page.drawText('Ada Kim and Bo Lee', { x: 60, y: 730, size: 11, font })
  if (doi) page.drawText(`https://doi.org/${doi}`, { x: 60, y: 60, size: 9, font })
  for (let line = 0; line < 12; line += 1)
    page.drawText('Lanterns glow at night in quiet stores.', { x: 60, y: 680 - line * 18, size: 11, font })
  return Buffer.from(await document.save())
}

async function drop(bytes: Buffer): Promise<{ paperId: PaperId }> {
  const stored = await seogo.house.files.put(Readable.from([bytes]), { maxBytes: 10_000_000 })
  const { paperId } = await seogo.house.database.asUser(ann.userId, async (tx) => {
    const libraryId = await requireEditableLibrary(tx)
    return addPdf(tx, { libraryId, ...stored, fileName: 'scan0017.pdf', addedBy: ann.userId })
  })
  await seogo.workUntilQuiet()
  return { paperId }
}

test('a PDF with a DOI is recognised and then known by what its registry says', async () => {
  fake.knows(['crossref'], { ...lantern, doi: '10.5555/printed.1' })
  const params = await drop(await paperPdf({ title: lantern.title, doi: '10.5555/printed.1' }))
  expect(await ann.call(getPaper, { params })).toMatchObject({
    title: lantern.title,
    venue: 'Journal of Lanterns',
    doi: '10.5555/printed.1',
    origins: { title: { source: 'crossref' }, authors: { source: 'crossref' } },
    csl: {
      author: [
        { family: 'Kim', given: 'Ada' },
        { family: 'Lee', given: 'Bo' },
      ],
    },
  })
})

test('a printed DOI that stands for another work is set aside and said', async () => {
  fake.knows(['crossref'], { ...lantern, title: 'A wholly different study of tides', doi: '10.5555/wrong.1' })
  const params = await drop(
    await paperPdf({ title: 'Moths That Circle Street Lights', doi: '10.5555/wrong.1' }),
  )
  const paper = await ann.call(getPaper, { params })
  expect(paper).toMatchObject({ title: 'Moths That Circle Street Lights', doi: null, venue: null })
  const { items } = await ann.call(listPaperSources, { params })
  expect(items).toMatchObject([
    { source: 'crossref', verdict: 'set_aside', reason: 'title_differs', csl: { DOI: '10.5555/wrong.1' } },
  ])
})

test('a printed DOI that nobody knows is set aside, and the work is found by its title', async () => {
  fake.knows(['crossref'], { ...lantern, title: 'Beetles below the Evening Lamp', doi: '10.5555/right.2' })
  const params = await drop(
    await paperPdf({ title: 'Beetles below the Evening Lamp', doi: '10.5555/nowhere.2' }),
  )
  expect(await ann.call(getPaper, { params })).toMatchObject({
    doi: '10.5555/right.2',
    origins: { doi: { source: 'crossref', confidence: 0.9 } },
  })
  const { items } = await ann.call(listPaperSources, { params })
  expect(items.map(({ source, verdict, reason }) => [source, verdict, reason])).toContainEqual([
    'doi',
    'set_aside',
    'unknown_identifier',
  ])
})

test('a work that no title fits stays as its owner wrote it, and a spent budget asks nothing that costs', async () => {
  const before = fake.asked('openalex').length
  const { paperId } = await seogo.house.database.asUser(ann.userId, async (tx) => {
    const libraryId = await requireEditableLibrary(tx)
    const csl = cslItem.parse({
      type: 'article',
      title: 'Nobody else wrote about this',
      author: [{ family: 'Kim' }],
    })
    return addPaper(tx, { libraryId, csl, addedBy: ann.userId })
  })
  await seogo.workUntilQuiet()
  expect((await ann.call(getPaper, { params: { paperId } })).doi).toBeNull()
  expect(fake.asked('openalex')).toHaveLength(before)
})

test('a free copy is fetched when it is a PDF, and refused when it is a page that says it is one', async () => {
  fake.knows(['crossref', 'unpaywall'], {
    ...lantern,
    title: 'Lanterns for everybody',
    doi: '10.5555/free.1',
    pdf: '/free.pdf',
  })
  fake.hosts('/free.pdf', Buffer.from('<html>Sign in to read</html>'.repeat(100)))
  const { id } = await ann.call(addIdentifiers, { body: { identifiers: ['10.5555/free.1'] } })
  await seogo.workUntilQuiet()
  const [item] = (await ann.call(getIdentifierBatch, { params: { batchId: id } })).items
  const params = { paperId: item?.paperId ?? expect.fail(item?.problem ?? 'nothing') }
  await ann.call(fetchOpenCopy, { params })
  await seogo.workUntilQuiet()
  expect((await ann.call(getPaper, { params })).files).toEqual([])
  fake.hosts('/free.pdf', await paperPdf({ title: 'Lanterns for everybody' }))
  await ann.call(fetchOpenCopy, { params })
  await seogo.workUntilQuiet()
  expect((await ann.call(getPaper, { params })).files).toMatchObject([{ state: 'read', name: 'free.pdf' }])
})

test('the three seconds of arXiv and its one connection hold for two processes', async () => {
  const terms = termsOf(seogo.house.config, 'arxiv')
  const claim = (now: Date) =>
    seogo.house.database.asSystem('another process asks', (tx) =>
      claimTurn(tx, terms, { now, costMicroUsd: 0 }),
    )
  const at = (ms: number) => new Date(Date.UTC(2030, 0, 1) + ms)
  const both = await Promise.all([claim(at(0)), claim(at(0))])
  expect(both.filter((refusal) => refusal === undefined)).toHaveLength(1)
  expect(await claim(at(4_000))).toMatchObject({ why: 'turn' })
  await seogo.house.database.asSystem('the first one ends', (tx) => releaseTurn(tx, terms, at(4_000)))
  expect(await claim(at(6_999))).toEqual({ why: 'turn', until: at(7_000) })
  expect(await claim(at(7_000))).toBeUndefined()
})

test('with the sources off nothing is asked, and each identifier is told so', async () => {
  const offline = await openTestHouse(fake.settings({ SEOGO_SOURCES: 'off' }))
  try {
    const owner = await offline.person('Olga')
    const before = fake.requests.length
    const { id } = await owner.call(addIdentifiers, { body: { identifiers: ['10.5555/free.1', 'junk'] } })
    await offline.workUntilQuiet()
    const batch = await owner.call(getIdentifierBatch, { params: { batchId: id } })
    expect(batch.items.map(({ problem }) => problem)).toEqual(['sources_off', 'identifier_unknown_kind'])
    expect(fake.requests).toHaveLength(before)
    const paperId = crypto.randomUUID() as PaperId
    await expect(owner.call(refreshPaper, { params: { paperId } })).rejects.toThrow('404 paper_not_found')
  } finally {
    await offline.close()
  }
})
