import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { libraryId as libraryIdSchema } from '#contract/ids.ts'
import { addMember, createSharedLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { cancelJob, retryJob } from '#features/jobs/contract.ts'
import { listNotifications } from '#features/notifications/contract.ts'
import { getPaper, listPapers } from '#features/papers/contract.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { getImport, type ImportReport, importFiles, listImports } from '../contract.ts'
import { closeAbandonedJob } from './jobs.ts'
import { insertImport, insertImportFile } from './queries.ts'
import { receiveFiles } from './receive-files.ts'

let seogo: TestHouse
let ann: Person
let bob: Person

beforeAll(async () => {
  seogo = await openTestHouse({ SEOGO_UPLOAD_MAX_BYTES: '1000000' })
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
})
afterAll(() => seogo.close())

const file = (fileName: string, text: string) => ({ fileName, bytes: Buffer.from(text) })
const pdf = (fileName: string, words = fileName) => file(fileName, `%PDF-1.7\n${words}\n%%EOF`)

/** Imports files and works until they are read. */
async function imported(
  person: Person,
  files: ReturnType<typeof file>[],
  query?: Record<string, string>,
): Promise<ImportReport> {
  const { id } = await person.upload(importFiles, files, query)
  await seogo.workUntilQuiet()
  return person.call(getImport, { params: { importId: id } })
}

function bibliography(count: number, from = 0): string {
  return Array.from({ length: count }, (_, index) => {
    const number = from + index
    return `@article{key${number},
  title = {Paper number ${number} on {S}torage},
  author = {Kim, Min${number} and Lee, Su},
  journal = {Journal}, year = {${1990 + (number % 30)}}, keywords = {storage, part ${number % 7}}
}`
  }).join('\n\n')
}

test('files of every kind come in with one drop, and each that cannot says why', async () => {
  const report = await imported(ann, [
    pdf('one.pdf'),
    file('refs.bib', '@book{k, title = {A Book}, author = {Park, A.}, year = 2001}'),
    file('no.pdf', 'not one'),
    file('letter.docx', 'PK\u0003\u0004 and so on'),
    file('empty.ris', ''),
    file('huge.bib', `@book{k, title = {${'x'.repeat(1_000_000)}}}`),
    file('작업.ris', 'TY  - JOUR\nTI  - 한국어 논문\nAU  - 홍길동\nER  - \n'),
  ])
  expect(report).toMatchObject({
    state: 'finished',
    addedCount: 3,
    refusedCount: 4,
    doneCount: 7,
    totalCount: 7,
  })
  expect(report.fileNames).toEqual([
    'one.pdf',
    'refs.bib',
    'no.pdf',
    'letter.docx',
    'empty.ris',
    'huge.bib',
    '작업.ris',
  ])
  expect(report.entries.map(({ fileName, outcome, reason }) => [fileName, outcome, reason])).toEqual([
    ['no.pdf', 'refused', 'pdf_not_a_pdf'],
    ['letter.docx', 'refused', 'import_format_unknown'],
    ['empty.ris', 'refused', 'import_empty'],
    ['huge.bib', 'refused', 'body_too_large'],
    ['one.pdf', 'added', null],
    ['refs.bib', 'added', null],
    ['작업.ris', 'added', null],
  ])
  const titles = (await ann.call(listPapers, { query: { sort: 'title', direction: 'asc' } })).items.map(
    ({ title }) => title,
  )
  expect(titles).toEqual(['A Book', 'one', '한국어 논문'])
})

test('a drop of nothing is refused', async () => {
  await expect(ann.upload(importFiles, [])).rejects.toThrow('422 import_empty')
})

test('the same PDF again is there already, and no paper twice', async () => {
  const first = await imported(ann, [pdf('same.pdf')])
  const again = await imported(ann, [pdf('other-name.pdf', 'same.pdf')])
  expect(again).toMatchObject({ addedCount: 0, alreadyThereCount: 1 })
  expect(again.entries[0]?.paperId).toBe(first.entries[0]?.paperId)
})

test('a thousand entries come in whole, with their tags, and the second time not at all', async () => {
  const cora = await seogo.person('Cora')
  const report = await imported(cora, [file('big.bib', bibliography(1_000))])
  expect(report).toMatchObject({ state: 'finished', addedCount: 1_000, refusedCount: 0, totalCount: 1_000 })
  expect(report.entries).toHaveLength(200)
  const papers = await cora.call(listPapers, { query: { q: 'min77 storage', limit: 5 } })
  expect(papers.items[0]).toMatchObject({
    title: 'Paper number 77 on Storage',
    authors: ['Min77 Kim', 'Su Lee'],
  })
  expect(papers.items[0]?.tags.map(({ name }) => name)).toEqual(['part 0', 'storage'])
  const paper = await cora.call(getPaper, { params: { paperId: papers.items[0]?.id ?? expect.fail() } })
  expect(paper).toMatchObject({
    citationKey: 'key77',
    csl: { type: 'article-journal', 'container-title': 'Journal' },
  })

  const again = await imported(cora, [file('big.bib', bibliography(1_000))])
  expect(again).toMatchObject({ state: 'finished', addedCount: 0, alreadyThereCount: 1_000 })
  const told = await cora.call(listNotifications, { query: {} })
  expect(told.items.map(({ type, facts }) => [type, facts.addedCount, facts.alreadyThereCount])).toEqual([
    ['import_finished', 0, 1_000],
    ['import_finished', 1_000, 0],
  ])
  expect(told.items[0]?.subject).toMatchObject({ kind: 'import', id: again.id, title: 'big.bib' })
}, 120_000)

test('what is wrong with an entry is told at its line and costs no other', async () => {
  const { entries } = await imported(bob, [
    file(
      'odd.bib',
      `@article{a, title = {Whole}, year = 2001}
@article{}
@article{b, year = 2002}
@article{c, title = {Mended} year = 2003}
@article{a, title = {Key again}, year = 2004}`,
    ),
  ])
  expect(entries.map(({ line, outcome, reason }) => [line, outcome, reason])).toEqual([
    [3, 'refused', 'title_missing'],
    [2, 'refused', 'entry_unreadable'],
    [1, 'added', null],
    [4, 'added', 'entry_mended'],
    [5, 'added', 'key_repeated'],
  ])
})

test('a worker that stops in the middle leaves each entry once', async () => {
  const dan = await seogo.person('Dan')
  const { id } = await dan.upload(importFiles, [file('many.bib', bibliography(400))])
  const report = () => dan.call(getImport, { params: { importId: id } })
  const worker = await seogo.startWorker()
  while ((await report()).doneCount === 0) await new Promise((resolve) => setTimeout(resolve, 20))
  await worker.stop(0)
  const stopped = await report()
  expect(stopped.state).toBe('running')
  expect(stopped.doneCount).toBeLessThan(400)
  await seogo.workUntilQuiet({ timeoutMs: 60_000 })
  expect(await report()).toMatchObject({
    state: 'finished',
    addedCount: 400,
    alreadyThereCount: 0,
    refusedCount: 0,
  })
  expect((await dan.call(listPapers, { query: {} })).total).toBe(400)
}, 120_000)

test('a cancelled import is told as failed, keeps its file, and goes on when its job is asked again', async () => {
  const eve = await seogo.person('Eve')
  const { id, jobId } = await eve.upload(importFiles, [file('late.bib', bibliography(3))])
  const params = { jobId: jobId ?? expect.fail('no job reads the bibliography') }
  await eve.call(cancelJob, { params })
  await seogo.workUntilQuiet()
  const report = () => eve.call(getImport, { params: { importId: id } })
  expect(await report()).toMatchObject({ state: 'failed', doneCount: 0 })
  expect((await eve.call(listNotifications, { query: {} })).items.map(({ type }) => type)).toEqual([
    'import_failed',
  ])
  await eve.call(retryJob, { params })
  await seogo.workUntilQuiet()
  expect(await report()).toMatchObject({ state: 'finished', addedCount: 3 })
})

test('an import asked for again before its cancelling was settled is not told as failed', async () => {
  const gus = await seogo.person('Gus')
  const { id, jobId } = await gus.upload(importFiles, [file('again.bib', bibliography(3))])
  const params = { jobId: jobId ?? expect.fail('no job reads the bibliography') }
  await gus.call(cancelJob, { params })
  await gus.call(retryJob, { params })
  // The news of the cancelling is heard before the job runs again.
  await seogo.house.database.asSystem('test', (tx) =>
    tx
      .updateTable('background_jobs')
      .set({ run_at: new Date(Date.now() + 2_000) })
      .where('id', '=', params.jobId)
      .execute(),
  )
  await seogo.workUntilQuiet()
  const report = await gus.call(getImport, { params: { importId: id } })
  expect(report).toMatchObject({ state: 'finished', addedCount: 3 })
  const { items } = await gus.call(listNotifications, { query: {} })
  expect(items.map(({ type }) => type)).toEqual(['import_finished'])
})

test('a connection that breaks between two files leaves what came before it', async () => {
  async function* broken() {
    yield { fileName: 'first.bib', stream: Readable.from(['@book{b, title = {Came before}}']) }
    throw new Error('the connection broke')
  }
  const fay = await seogo.person('Fay')
  await expect(receiveFiles(seogo.house, { userId: fay.userId, files: broken() })).rejects.toThrow(
    'the connection broke',
  )
  await seogo.workUntilQuiet()
  expect((await fay.call(listImports, {})).items).toMatchObject([{ state: 'finished', addedCount: 1 }])
})

test('a process that dies between two files leaves an import that is closed later', async () => {
  const gil = await seogo.person('Gil')
  const { sha256 } = await seogo.house.files.put(
    Readable.from([Buffer.from('@book{b, title = {Left behind}}')]),
    {
      maxBytes: 1_000,
    },
  )
  await seogo.house.database.asUser(gil.userId, async (tx) => {
    const library_id = await requireEditableLibrary(tx)
    const import_id = await insertImport(tx, { library_id, user_id: gil.userId })
    const file_index = 0
    await insertImportFile(tx, {
      library_id,
      import_id,
      file_index,
      user_id: gil.userId,
      name: 'a.bib',
      sha256,
      kind: 'bibliography',
    })
  })
  const closeAll = () => seogo.house.database.asSystem('a test', (tx) => enqueue(tx, closeAbandonedJob, {}))
  await closeAll()
  await seogo.workUntilQuiet()
  expect((await gil.call(listImports, {})).items).toMatchObject([{ state: 'running' }])
  seogo.clock.move({ hours: 4 })
  await closeAll()
  await seogo.workUntilQuiet()
  expect((await gil.call(listImports, {})).items).toMatchObject([{ state: 'finished', addedCount: 1 }])
})

test('nobody else sees an import, and a reader of a library imports nothing into it', async () => {
  const { id } = await imported(ann, [file('own.bib', '@book{x, title = {Only hers}}')])
  await expect(bob.call(getImport, { params: { importId: id } })).rejects.toThrow('404 import_not_found')
  expect((await bob.call(listImports, {})).items.map((each) => each.id)).not.toContain(id)
  expect((await ann.call(listImports, {})).items[0]).toMatchObject({ id, fileNames: ['own.bib'] })

  const shared = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  const into = { libraryId: libraryIdSchema.parse(shared) }
  await addMember(seogo.house, { ...into, userId: bob.userId, membership: 'reader' })
  const files = [file('a.bib', '@book{y, title = {Shared}}')]
  await expect(bob.upload(importFiles, files, into)).rejects.toThrow('403 library_read_only')
  expect(await imported(ann, files, into)).toMatchObject({ addedCount: 1, libraryId: shared })
  // Shared papers are seen by the reader, the import that brought them is not.
  expect((await bob.call(listPapers, { query: into })).total).toBe(1)
  expect((await bob.call(listImports, {})).items.every(({ libraryId }) => libraryId !== shared)).toBe(true)
})

test('rows of another person are out of reach in the database too', async () => {
  await imported(ann, [file('sql.bib', '@book{z, title = {Behind the wall}}')])
  const counts = await seogo.house.database.asUser(bob.userId, async (tx) => {
    const count = async (table: 'imports' | 'import_files' | 'import_entries') =>
      (await tx.selectFrom(table).select('user_id').execute()).filter(({ user_id }) => user_id !== bob.userId)
        .length
    return [await count('imports'), await count('import_files'), await count('import_entries')]
  })
  expect(counts).toEqual([0, 0, 0])
})
