import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { createNote } from '#features/notes/contract.ts'
import { listPapers } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import type { Person } from './testing/person.ts'

let seogo: TestHouse
let ann: Person
let libraryId: LibraryId
let paperId: PaperId

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  libraryId = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  const paper = { libraryId, csl: { type: 'article' as const, title: 'An example' }, addedBy: ann.userId }
  paperId = (await seogo.house.database.asUser(ann.userId, (tx) => addPaper(tx, paper))).paperId
})
afterAll(() => seogo.close())

type Note = { readonly body: string; readonly visibility: 'personal' | 'shared' }

const write = (note: Note) => ann.call(createNote, { body: { paperId, libraryId, ...note } })

/** Writes the first note, and the second one while the transaction of the first is still open. */
async function writeAtOnce(first: Note, second: Note): Promise<void> {
  const { database } = seogo.house
  const written = Promise.withResolvers<void>()
  const mayEnd = Promise.withResolvers<void>()
  const holding = database.asUser(ann.userId, async (tx) => {
    const note = { paper_id: paperId, library_id: libraryId, author_id: ann.userId, ...first }
    await tx.insertInto('notes').values(note).execute()
    written.resolve()
    await mayEnd.promise
  })
  await written.promise
  const writing = write(second)
  await untilOneWaits()
  mayEnd.resolve()
  await Promise.all([holding, writing])
}

async function untilOneWaits(): Promise<void> {
  for (let looks = 0; looks < 200; looks++) {
    const { rows } = await seogo.house.database.asSystem('a test', (tx) =>
      sql`select from pg_locks l join pg_stat_activity a using (pid) where not l.granted and a.datname = current_database()`.execute(
        tx,
      ),
    )
    if (rows.length > 0) return
    await sleep(50)
  }
  throw new Error('nobody waits for the note that is being written')
}

const found = async (q: string) =>
  (await ann.call(listPapers, { query: { q, libraryId } })).items.map(({ id }) => id)

for (const visibility of ['shared', 'personal'] as const) {
  test(`of two ${visibility} notes that are written at once both are kept and found`, async () => {
    // The first of all has no row yet that the other could wait for; the next two have.
    for (const round of ['first', 'second']) {
      const [one, other] = [`zebra${visibility}${round}`, `giraffe${visibility}${round}`]
      await writeAtOnce({ body: one, visibility }, { body: other, visibility })
      expect([round, await found(one), await found(other)]).toEqual([round, [paperId], [paperId]])
    }
  })
}

test('what a person kept to themselves is found no more when its last note has gone, and again with a new one', async () => {
  const all = () =>
    seogo.house.database.asSystem('a test', (tx) => tx.selectFrom('private_search').selectAll().execute())
  await write({ body: 'axolotl', visibility: 'personal' })
  expect(await found('axolotl')).toEqual([paperId])
  await seogo.house.database.asSystem('a test', (tx) => tx.deleteFrom('notes').execute())
  expect([await found('axolotl'), await all()]).toEqual([[], []])
  await write({ body: 'axolotl again', visibility: 'personal' })
  expect(await found('axolotl')).toEqual([paperId])
})
