import { afterAll, beforeAll, expect, test } from 'vitest'
import { getPaper, listPapers } from '#features/papers/contract.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { getImport, type ImportReport, importFiles, redoImport, undoImport } from '../contract.ts'

let seogo: TestHouse

beforeAll(async () => {
  seogo = await openTestHouse()
})
afterAll(() => seogo.close())

const file = (fileName: string, text: string) => ({ fileName, bytes: Buffer.from(text) })
const pdf = (fileName: string) => file(fileName, `%PDF-1.7\n${fileName}\n%%EOF`)

async function imported(person: Person, ...files: ReturnType<typeof file>[]): Promise<ImportReport> {
  const { id } = await person.upload(importFiles, files)
  await seogo.workUntilQuiet()
  return person.call(getImport, { params: { importId: id } })
}

async function filesOf(person: Person) {
  const { items } = await person.call(listPapers, { query: {} })
  const papers = await Promise.all(items.map(({ id }) => person.call(getPaper, { params: { paperId: id } })))
  return Object.fromEntries(papers.map(({ title, files }) => [title, files.map(({ name }) => name)]))
}

test('a PDF that a bibliography names is its paper’s, though it came before it; any other is a paper', async () => {
  const person = await seogo.person('Ann')
  const report = await imported(
    person,
    pdf('lib/files/1/a.pdf'),
    file('lib/refs.bib', '@book{a, title = {Lanterns}, file = {Text:files/1/a.pdf:application/pdf}}'),
    file('lib/refs.ris', 'TY  - BOOK\nTI  - Boats\nL1  - file:///home/kim/files/2/a.pdf\nER  - \n'),
    pdf('lib/files/2/a.pdf'),
    pdf('lib/other.pdf'),
  )
  expect(report).toMatchObject({ state: 'finished', addedCount: 3, attachedCount: 2, doneCount: 5 })
  expect(report.entries.find(({ outcome }) => outcome === 'attached')).toMatchObject({ fileName: 'a.pdf' })
  expect(await filesOf(person)).toEqual({ Lanterns: ['a.pdf'], Boats: ['a.pdf'], other: ['other.pdf'] })
})

test('what was attached to a paper that stood there is taken off with the import, and comes back with it', async () => {
  const person = await seogo.person('Bea')
  const entry = (more: string) => file('own.bib', `@book{b, title = {Paper Boats}${more}}`)
  await imported(person, entry(''))
  const { id } = await imported(person, pdf('boats.pdf'), entry(', file = {:boats.pdf:PDF}'))
  expect(await filesOf(person)).toEqual({ 'Paper Boats': ['boats.pdf'] })
  const params = { importId: id }
  const after = async (turning: Promise<unknown>) => {
    await turning
    await seogo.workUntilQuiet()
    return filesOf(person)
  }
  expect(await after(person.call(undoImport, { params }))).toEqual({ 'Paper Boats': [] })
  expect(await after(person.call(redoImport, { params }))).toEqual({ 'Paper Boats': ['boats.pdf'] })
  expect(await after(person.call(undoImport, { params }))).toEqual({ 'Paper Boats': [] })
})

test('a paper whose DOI another one has by now stays in the trash, and the report of bringing back says so', async () => {
  const person = await seogo.person('Cho')
  const bib = (title: string, doi: string) => `@book{c, title = {${title}}, doi = {${doi}}}`
  const first = await imported(
    person,
    file('c.bib', `${bib('Taken', '10.5555/abc')}\n${bib('Free', '10.5555/def')}`),
  )
  const params = { importId: first.id }
  await person.call(undoImport, { params })
  await imported(person, file('d.bib', bib('Another with the same', '10.5555/abc')))
  expect(await person.call(redoImport, { params })).toMatchObject({ undo: 'none', keptCount: 1 })
  expect(Object.keys(await filesOf(person)).toSorted()).toEqual(['Another with the same', 'Free'])
  // Taken back once more, it is as much taken back as the other.
  expect(await person.call(undoImport, { params })).toMatchObject({ undo: 'undone', keptCount: 0 })
})
