import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PaperId } from '#contract/ids.ts'
import { importFiles } from '#features/imports/contract.ts'
import { attachFiles, changeFile, getPaper, removeFile } from '#features/papers/contract.ts'
import { sweepFilesJob } from '#features/storage/server/jobs.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { features } from './features.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import { formOf, type Person } from './testing/person.ts'

const example = readFileSync(join(import.meta.dirname, '../examples/first-paper.pdf'))
// Trailing bytes after the end of a PDF are allowed: another file with the same pages.
const supplement = Buffer.concat([example, Buffer.from('\n% supplement')])

let seogo: TestHouse
let ann: Person
let bob: Person
let paperId: PaperId

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  const { entries } = await ann.upload(importFiles, [{ fileName: 'paper.pdf', bytes: example }])
  paperId = entries[0]?.paperId ?? expect.fail('it was not taken')
  await seogo.workUntilQuiet()
}, 60_000)
afterAll(() => seogo.close())

const paperOf = (person: Person) => person.call(getPaper, { params: { paperId } })
const names = async () => (await paperOf(ann)).files.map(({ name }) => name)

async function attach(person: Person, bytes: Buffer) {
  const { body, type } = formOf([{ fileName: 'supplement.pdf', bytes }])
  const path = attachFiles.path.replace(':paperId', paperId)
  return person.request('POST', path, { headers: { 'content-type': type }, body })
}

test('a PDF is attached to a paper, read, renamed, put first and removed', async () => {
  expect((await attach(bob, supplement)).statusCode).toBe(404)
  const refused = await attach(ann, Buffer.from('<html>'))
  expect([refused.statusCode, refused.json().code]).toEqual([422, 'pdf_not_a_pdf'])
  expect((await attach(ann, supplement)).statusCode).toBe(201)
  await seogo.workUntilQuiet()
  const [first, second] = (await paperOf(ann)).files
  expect([first?.name, second?.name, second?.state]).toEqual(['paper.pdf', 'supplement.pdf', 'read'])
  const params = { fileId: second?.id ?? expect.fail('it was not attached') }
  await expect(bob.call(changeFile, { params, body: { main: true } })).rejects.toThrow('404 file_not_found')
  await ann.call(changeFile, { params, body: { name: '부록.pdf', main: true } })
  expect(await names()).toEqual(['부록.pdf', 'paper.pdf'])
  await expect(bob.call(removeFile, { params })).rejects.toThrow('404 file_not_found')
  await ann.call(removeFile, { params })
  expect(await names()).toEqual(['paper.pdf'])
})

test('the sweep removes what no row names after two days, and nothing else', async () => {
  const stored = await seogo.house.files.put(Readable.from([Buffer.from('nobody names me')]), {
    maxBytes: 100,
  })
  const sweep = async () => {
    await seogo.house.database.asSystem('sweep', (tx) => enqueue(tx, sweepFilesJob, {}))
    await seogo.workUntilQuiet()
  }
  await sweep()
  expect(await seogo.house.files.has(stored.sha256)).toBe(true)
  seogo.clock.move({ days: 3 })
  await sweep()
  expect(await seogo.house.files.has(stored.sha256)).toBe(false)
  const [file] = (await paperOf(ann)).files
  expect(await seogo.house.files.has(file?.sha256 ?? '')).toBe(true)
  expect((await ann.request('GET', `/api/files/${file?.id}/thumbnail`)).statusCode).toBe(200)
})

test('every column that names bytes of the store is declared, so that the sweep asks about it', async () => {
  const { rows } = await seogo.house.database.asSystem('look at the schema', (tx) =>
    sql<{ place: string }>`
      select table_name || '.' || column_name as place from information_schema.columns
       where table_schema = 'public' and column_name like '%sha256'`.execute(tx),
  )
  const declared = features.flatMap(({ fileReferences = [] }) =>
    fileReferences.flatMap((each) => each.columns),
  )
  expect(rows.map(({ place }) => place).toSorted()).toEqual(declared.toSorted())
})
