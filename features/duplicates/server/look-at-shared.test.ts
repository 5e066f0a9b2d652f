import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileId, libraryId, type PaperId, paperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { removePaper, restorePaper } from '#features/papers/contract.ts'
import { addPaper, attachFile } from '#features/papers/server/papers.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { listDuplicates } from '../contract.ts'
import { lookAtSharedJob, lookJob, readFirstPagesJob } from './jobs.ts'

let seogo: TestHouse
let ann: Person

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
})
afterAll(() => seogo.close())

async function newPaper(title: string): Promise<PaperId> {
  const csl = { type: 'article-journal', title } as const
  return seogo.house.database.asUser(ann.userId, async (tx) => {
    const library = await requireEditableLibrary(tx)
    return (await addPaper(tx, { libraryId: library, csl, addedBy: ann.userId })).paperId
  })
}

async function attach(paperId: PaperId, bytes: Buffer) {
  const { sha256, sizeBytes } = await seogo.house.files.put(Readable.from([bytes]), { maxBytes: 1e8 })
  const file = { paperId, sha256, sizeBytes, fileName: 'a.html', mediaType: 'text/html' }
  return seogo.house.database.asUser(ann.userId, (tx) => attachFile(tx, file))
}

test('a paper that comes back while another has its file is offered with that one as a duplicate, and so are two given one file', async () => {
  const offered = async () => {
    await seogo.workUntilQuiet()
    const { items } = await ann.call(listDuplicates, { query: {} })
    return items
      .filter(({ reasons }) => reasons.some(({ kind }) => kind === 'same_file'))
      .map(({ papers }) => papers.map(({ title }) => title))
  }
  const [lender, borrower, third] = [
    await newPaper('Lender two'),
    await newPaper('A borrower of the second'),
    await newPaper('Quite another title'),
  ]
  const bytes = Buffer.from('lent and kept')
  await attach(lender, bytes)
  await ann.call(removePaper, { params: { paperId: lender } })
  await attach(borrower, bytes)
  expect(await offered()).toEqual([])
  expect((await ann.call(restorePaper, { params: { paperId: lender } })).files).toEqual([])
  const pair = ['Lender two', 'A borrower of the second']
  expect(await offered()).toEqual([pair])
  expect(await attach(third, bytes)).toMatchObject({ outcome: 'already_there', paperId: borrower })
  expect(await offered()).toContainEqual(['A borrower of the second', 'Quite another title'])
})

test('looks at a library that is gone end quietly, each after its first attempt', async () => {
  const gone = { libraryId: libraryId.parse(randomUUID()), paperId: paperId.parse(randomUUID()) }
  const jobs = await seogo.house.database.asSystem('ask for looks', async (tx) => [
    await enqueue(tx, lookJob, { libraryId: gone.libraryId }),
    await enqueue(tx, lookAtSharedJob, { ...gone, otherId: paperId.parse(randomUUID()) }),
    await enqueue(tx, readFirstPagesJob, { ...gone, fileId: fileId.parse(randomUUID()), state: 'read' }),
  ])
  await seogo.workUntilQuiet()
  const ended = await seogo.house.database.asSystem('look at jobs', (tx) =>
    tx.selectFrom('background_jobs').select(['state', 'attempts']).where('id', 'in', jobs).execute(),
  )
  expect(ended).toEqual(jobs.map(() => ({ state: 'completed', attempts: 0 })))
})
