import { afterAll, beforeAll, expect, test } from 'vitest'
import { listPapers } from '#features/papers/contract.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { getImport, importFiles } from '../contract.ts'

let seogo: TestHouse
let ann: Person

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
})
afterAll(() => seogo.close())

const file = (fileName: string, text: string) => ({ fileName, bytes: Buffer.from(text) })

test('exports of EndNote, PubMed, Zotero and the APIs come in with one drop', async () => {
  // Thousands of numbers in collections stand before the first item of such a file.
  const ids = Array.from({ length: 20_000 }, (_, index) => index)
  const zotero = {
    config: { label: 'BetterBibTeX JSON' },
    collections: { A: { key: 'A', name: 'Thesis', items: ids, collections: [] } },
    items: [
      { itemType: 'book', title: 'From Better BibTeX', creators: [], itemID: 5, citationKey: 'bbt2020' },
    ],
  }
  const { id } = await ann.upload(importFiles, [
    file(
      'library.xml',
      '<xml><records><record><ref-type name="Book">6</ref-type><titles><title>From EndNote</title></titles></record></records></xml>',
    ),
    file('pubmed.nbib', 'PMID- 1\nTI  - From PubMed.\nJT  - J\nPT  - Journal Article\n'),
    file(
      'library.rdf',
      '<rdf:RDF><bib:Book rdf:about="#1"><z:itemType>book</z:itemType><dc:title>From Zotero</dc:title></bib:Book></rdf:RDF>',
    ),
    file('library.json', JSON.stringify(zotero)),
    file(
      'crossref.json',
      '{"message-type":"work","message":{"DOI":"10.1234/abc","type":"book","title":["From Crossref"]}}',
    ),
    file('other.xml', '<html><body>no bibliography</body></html>'),
  ])
  await seogo.workUntilQuiet()
  expect(await ann.call(getImport, { params: { importId: id } })).toMatchObject({
    state: 'finished',
    addedCount: 5,
    refusedCount: 1,
  })
  const { items } = await ann.call(listPapers, { query: {} })
  expect(items.map(({ title }) => title).toSorted()).toEqual([
    'From Better BibTeX',
    'From Crossref',
    'From EndNote',
    'From PubMed',
    'From Zotero',
  ])
})
