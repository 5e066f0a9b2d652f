import { afterAll, beforeAll, expect, test } from 'vitest'
import { correctPaper, getPaper, listPapers, removePaper, restorePaper } from '#features/papers/contract.ts'
import { judge, listCollections, listTags, tagPaper } from '#features/reading/contract.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import {
  downloadImportEntries,
  getImport,
  type ImportReport,
  importFiles,
  importText,
  listImportEntries,
  previewUndo,
  redoImport,
  undoImport,
} from '../contract.ts'

let seogo: TestHouse
beforeAll(async () => {
  seogo = await openTestHouse()
})
afterAll(() => seogo.close())

const short = `@article{kim, title = {On Storage}, author = {Kim, Min}, year = {2001}}`
const full = `@article{kim2001, title = {On storage}, author = {Kim, Min}, year = {2001},
  journal = {J. Store}, pages = {1--9}, doi = {10.5555/store.1}, abstract = {We store.}, keywords = {disks, tapes}}`
const many = (count: number) =>
  Array.from(
    { length: count },
    (_, n) => `@book{b${n}, title = {Volume ${n}}, year = 1999, keywords = {shelf}}`,
  ).join('\n')

async function imported(person: Person, text: string, fileName = 'refs.bib'): Promise<ImportReport> {
  const { id } = await person.upload(importFiles, [{ fileName, bytes: Buffer.from(text) }])
  await seogo.workUntilQuiet()
  return person.call(getImport, { params: { importId: id } })
}

const titles = async (person: Person) =>
  (await person.call(listPapers, { query: { sort: 'title', direction: 'asc', limit: 200 } })).items.map(
    ({ title }) => title,
  )
const tags = async (person: Person) =>
  (await person.call(listTags, { query: {} })).items.map(({ name, paperCount }) => [name, paperCount])
const paperOf = (report: ImportReport, at = 0) => ({
  paperId: report.entries[at]?.paperId ?? expect.fail('the entry has no paper'),
})
const undo = (person: Person, { id }: ImportReport) => person.call(undoImport, { params: { importId: id } })
const redo = (person: Person, { id }: ImportReport) => person.call(redoImport, { params: { importId: id } })

test('an entry that knows more completes the paper that stands there, and the same file twice changes nothing', async () => {
  const ann = await seogo.person('Ann')
  const params = paperOf(await imported(ann, short))
  const report = await imported(ann, full)
  expect(report).toMatchObject({ addedCount: 0, mergedCount: 1, alreadyThereCount: 0 })
  expect(report.entries[0]?.filledFields.toSorted()).toEqual(
    ['DOI', 'abstract', 'container-title', 'keyword', 'page'].toSorted(),
  )
  const paper = await ann.call(getPaper, { params })
  expect(paper).toMatchObject({
    title: 'On Storage',
    venue: 'J. Store',
    doi: '10.5555/store.1',
    citationKey: 'kim',
  })
  expect(paper.origins.abstract).toEqual({ source: 'bibliography', confidence: 1 })
  for (const text of [full, short]) {
    const again = await imported(ann, text)
    expect(again).toMatchObject({ addedCount: 0, mergedCount: 0, alreadyThereCount: 1 })
  }
  expect((await ann.call(getPaper, { params })).version).toBe(paper.version)
})

test('what a person has emptied or taken off is not filled in again', async () => {
  const bob = await seogo.person('Bob')
  const params = paperOf(await imported(bob, full))
  await bob.call(correctPaper, { params, body: { abstract: null } })
  await bob.call(tagPaper, { params, body: { names: [] } })
  await imported(bob, full)
  await imported(bob, full.replace('1--9', '1--10'))
  const paper = await bob.call(getPaper, { params })
  expect(paper.abstract).toBeNull()
  expect(paper.csl.page).toBe('1-9')
})

test('an import taken back leaves the library as it was, and brought back as it had become', async () => {
  const cat = await seogo.person('Cat')
  const old = paperOf(await imported(cat, short))
  const before = await cat.call(getPaper, { params: old })
  const report = await imported(cat, `${full}\n@book{new, title = {New one}, keywords = {fresh, disks}}`)
  expect(report).toMatchObject({ addedCount: 1, mergedCount: 1 })
  const after = await cat.call(getPaper, { params: old })
  const tagsAfter = await tags(cat)

  expect(await undo(cat, report)).toMatchObject({ undo: 'undone', keptCount: 0 })
  expect(await titles(cat)).toEqual(['On Storage'])
  const { csl, origins, doi, tags: worn } = await cat.call(getPaper, { params: old })
  expect({ csl, origins, doi, worn }).toEqual({
    csl: before.csl,
    origins: before.origins,
    doi: null,
    worn: [],
  })
  expect(await tags(cat)).toEqual([])
  // Asked twice is done once.
  expect(await undo(cat, report)).toMatchObject({ undo: 'undone' })

  expect(await redo(cat, report)).toMatchObject({ undo: 'none', keptCount: 0 })
  expect(await titles(cat)).toEqual(['New one', 'On Storage'])
  expect((await cat.call(getPaper, { params: old })).csl).toEqual(after.csl)
  expect(await tags(cat)).toEqual(tagsAfter)
})

test('what has been changed since stays, and the report says so', async () => {
  const dan = await seogo.person('Dan')
  const params = paperOf(await imported(dan, short))
  const report = await imported(dan, full)
  await dan.call(correctPaper, { params, body: { venue: 'Journal of Storage' } })
  const undone = await undo(dan, report)
  expect(undone).toMatchObject({ undo: 'undone', keptCount: 1 })
  expect(undone.entries[0]).toMatchObject({ outcome: 'merged', undo: 'kept' })
  expect(await dan.call(getPaper, { params })).toMatchObject({
    venue: 'Journal of Storage',
    abstract: null,
    doi: null,
  })
})

test('papers somebody has worked with are counted and named before, and tags others use stay', async () => {
  const eve = await seogo.person('Eve')
  await imported(eve, '@book{own, title = {Own}, keywords = {shelf}}')
  const report = await imported(eve, many(3))
  const importId = report.id
  await eve.call(judge, { params: paperOf(report, 1), body: { ratingHalves: 8 } })
  expect(await eve.call(previewUndo, { params: { importId } })).toMatchObject({
    paperCount: 3,
    mergedCount: 0,
    touchedCount: 1,
    touched: [{ title: 'Volume 1', judged: true, analysed: false, corrected: false }],
  })
  await undo(eve, report)
  expect(await titles(eve)).toEqual(['Own'])
  expect((await tags(eve)).map(([name]) => name)).toEqual(['shelf'])
  const back = paperOf(report, 1)
  expect(await eve.call(restorePaper, { params: back })).toMatchObject({ title: 'Volume 1', ratingHalves: 8 })
})

test('a large import is taken back in the background, also by a worker that is stopped in the middle', async () => {
  const fay = await seogo.person('Fay')
  const report = await imported(fay, many(1_200))
  const asked = await undo(fay, report)
  expect(asked).toMatchObject({ undo: 'undoing', undoJobId: expect.any(String) })
  await expect(redo(fay, report)).rejects.toThrow('409 import_running')
  const worker = await seogo.startWorker()
  const total = async () => (await fay.call(listPapers, { query: {} })).total
  while ((await total()) === 1_200) await new Promise((resolve) => setTimeout(resolve, 10))
  await worker.stop(0)
  await undo(fay, report)
  await seogo.workUntilQuiet()
  expect(await total()).toBe(0)
  const params = { importId: report.id }
  expect(await fay.call(getImport, { params })).toMatchObject({ undo: 'undone', addedCount: 1_200 })
  await redo(fay, report)
  await seogo.workUntilQuiet()
  expect(await total()).toBe(1_200)
  expect(await tags(fay)).toEqual([['shelf', 1_200]])
}, 60_000)

test('a removed paper comes back, unless another one has its DOI by now', async () => {
  const gus = await seogo.person('Gus')
  const params = paperOf(await imported(gus, full))
  await gus.call(removePaper, { params })
  await gus.call(restorePaper, { params })
  expect(await titles(gus)).toEqual(['On storage'])
  await gus.call(removePaper, { params })
  await imported(gus, full)
  await expect(gus.call(restorePaper, { params })).rejects.toThrow('409 paper_exists')
  const hal = await seogo.person('Hal')
  await expect(hal.call(restorePaper, { params })).rejects.toThrow('404 paper_not_found')
})

test('the report is read in pages by outcome, and as a table that no spreadsheet runs', async () => {
  const ivy = await seogo.person('Ivy')
  const { id: importId } = await imported(
    ivy,
    `${many(5)}\n@book{x, year = 1}\n@book{f, title = {=1+1, "so" said}}`,
    '목록.bib',
  )
  const lines: (number | null)[] = []
  let cursor: string | undefined
  do {
    const page = await ivy.call(listImportEntries, {
      params: { importId },
      query: { outcome: 'added', limit: 2, cursor },
    })
    lines.push(...page.items.map(({ line }) => line))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  expect(lines).toEqual([1, 2, 3, 4, 5, 7])
  const refused = await ivy.call(listImportEntries, { params: { importId }, query: { outcome: 'refused' } })
  expect(refused.items).toMatchObject([{ line: 6, reason: 'title_missing', title: '@book{x, year = 1}' }])
  const csv = await ivy.request('GET', downloadImportEntries.path.replace(':importId', importId))
  expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8')
  const rows = csv.body.trimEnd().split('\r\n')
  expect(rows).toHaveLength(8)
  expect(rows[7]).toMatch(/^목록\.bib,7,added,,,,"'=1\+1, ""so"" said",[0-9a-f-]{36}$/)
  await expect(
    ivy.call(listImportEntries, { params: { importId }, query: { cursor: 'abc' } }),
  ).rejects.toThrow('400 bad_request')
})

test('notes and collections of another program come along with a paper that is new', async () => {
  const kim = await seogo.person('Kim')
  const text = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
    xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:bib="http://purl.org/net/biblio#" xmlns:dcterms="http://purl.org/dc/terms/">
    <bib:Book rdf:about="urn:isbn:1"><z:itemType>book</z:itemType><dc:title>Filed</dc:title>
      <dcterms:isReferencedBy rdf:resource="#n1"/></bib:Book>
    <bib:Memo rdf:about="#n1"><rdf:value>&lt;p&gt;Read again&lt;/p&gt;</rdf:value></bib:Memo>
    <z:Collection rdf:about="#c1"><dc:title>Shelf</dc:title><dcterms:hasPart rdf:resource="urn:isbn:1"/></z:Collection>
  </rdf:RDF>`
  const report = await imported(kim, text, 'zotero.rdf')
  const paper = await kim.call(getPaper, { params: paperOf(report) })
  expect(paper.csl.annote).toBe('Read again')
  const { items } = await kim.call(listCollections, { query: {} })
  expect(items.map(({ name, paperCount }) => [name, paperCount])).toEqual([['Shelf', 1]])
})

test('pasted text comes in as a file of it would', async () => {
  const joy = await seogo.person('Joy')
  const { id } = await joy.call(importText, { body: { text: 'TY  - JOUR\nTI  - 붙여 넣은 논문\nER  - \n' } })
  await seogo.workUntilQuiet()
  expect(await joy.call(getImport, { params: { importId: id } })).toMatchObject({
    state: 'finished',
    addedCount: 1,
    fileNames: ['pasted text'],
  })
  const refused = await joy.call(importText, { body: { text: 'nothing of the kind' } })
  expect(refused.entries).toMatchObject([{ outcome: 'refused', reason: 'import_format_unknown' }])
})
