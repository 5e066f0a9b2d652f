/** A paper has one key, wherever it is read. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CslItem } from '#contract/csl.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { getPaper } from '#features/papers/contract.ts'
import { addPaper, separateRecords, uniteRecords } from '#features/papers/server/papers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { type Person, pathOf } from '#server/testing/person.ts'
import { citePaper, exportPapers, findPaperByKey, getPaperKey, setPaperKey } from '../contract.ts'

let seogo: TestHouse
let ann: Person
let libraryId: LibraryId

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  libraryId = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
})
afterAll(() => seogo.close())

const kim = (title: string): CslItem => ({
  type: 'article-journal',
  title,
  author: [{ literal: '김철수' }],
  issued: { 'date-parts': [[2020]] },
})

function has(title: string, citationKey?: string): Promise<PaperId> {
  return seogo.house.database.asUser(ann.userId, async (tx) => {
    const csl = kim(title)
    return (await addPaper(tx, { libraryId, csl, addedBy: ann.userId, citationKey })).paperId
  })
}

const shownKey = async (paperId: PaperId) => (await ann.call(getPaper, { params: { paperId } })).citationKey

/** The key as the details, the Cite dialog, the key's own address and an export say it. */
async function keysOf(paperId: PaperId) {
  const params = { paperId }
  const exported = await ann.request('GET', pathOf(exportPapers, { query: { ids: paperId } }))
  return {
    exported: /^@\w+\{(.*),$/m.exec(exported.body)?.[1],
    cited: (await ann.call(citePaper, { params, query: {} })).key,
    asked: (await ann.call(getPaperKey, { params })).key,
    shown: await shownKey(paperId),
  }
}

const everywhere = (key: string) => ({ exported: key, cited: key, asked: key, shown: key })

test('details, reference and export say one key: imported, taken by another, made or written by hand', async () => {
  const first = await has('Alpha', 'kim2020alpha')
  const second = await has('Beta', 'KIM2020alpha')
  expect(await shownKey(second)).toBeNull()
  expect(await keysOf(first)).toEqual(everywhere('kim2020alpha'))
  expect(await keysOf(second)).toEqual(everywhere('kimBeta2020'))
  await ann.call(setPaperKey, { params: { paperId: first }, body: { key: 'mine' } })
  expect(await keysOf(first)).toEqual(everywhere('mine'))
})

test('a key that an import is just bringing is taken, whichever of the two is committed first', async () => {
  const other = await has('Gamma')
  const set = () => ann.call(setPaperKey, { params: { paperId: other }, body: { key: 'kim2020race' } })
  let answer: Promise<unknown> = Promise.resolve()
  await seogo.house.database.asUser(ann.userId, async (tx) => {
    await addPaper(tx, { libraryId, csl: kim('Delta'), addedBy: ann.userId, citationKey: 'Kim2020Race' })
    answer = expect(set()).rejects.toThrow('409 citation_key_taken')
    await waitsForUs()
  })
  await answer
  await expect(set()).rejects.toThrow('409 citation_key_taken')
})

/** Until another transaction waits for ours, so that the two really meet. */
async function waitsForUs(): Promise<void> {
  await expect
    .poll(
      () =>
        seogo.house.database.asSystem('who waits', async (tx) => {
          const { rows } = await sql<{ waiting: number }>`
            select count(*)::int as waiting from pg_locks l join pg_stat_activity a on a.pid = l.pid
             where not l.granted and l.locktype = 'transactionid' and a.datname = current_database()`.execute(
            tx,
          )
          return rows[0]?.waiting
        }),
      { timeout: 10_000 },
    )
    .toBeGreaterThan(0)
}

test('a paper taken into another one gives it its key when it has none, and gets it back', async () => {
  const survivorId = await has('Epsilon')
  const mergedId = await has('Epsilon again', 'kim2020epsilon')
  const pair = { libraryId, survivorId, mergedId }
  const united = await seogo.house.database.asSystem('merge', (tx) => uniteRecords(tx, pair, []))
  expect(await keysOf(survivorId)).toEqual(everywhere('kim2020epsilon'))
  await seogo.house.database.asSystem('undo', (tx) => separateRecords(tx, pair, united))
  expect(await shownKey(survivorId)).toBeNull()
  expect(await keysOf(mergedId)).toEqual(everywhere('kim2020epsilon'))
  expect(await keysOf(survivorId)).toEqual(everywhere('kimEpsilon2020'))
})

const merge = (survivorId: PaperId, mergedId: PaperId) => {
  const pair = { libraryId, survivorId, mergedId }
  const run = seogo.house.database.asSystem
  return run('merge', (tx) => uniteRecords(tx, pair, [])).then(
    (united) => () => run('undo', (tx) => separateRecords(tx, pair, united)),
  )
}
const found = async (key: string) => (await ann.call(findPaperByKey, { params: { libraryId, key } })).paperId

test('a key of a merged paper finds the one it is in, is never given to another, and comes back on undo', async () => {
  const survivorId = await has('Zeta', 'kim2020zeta')
  const mergedId = await has('Zeta again')
  const pinned = (await keysOf(mergedId)).exported ?? expect.fail('no key was pinned')
  const undo = await merge(survivorId, mergedId)
  expect([await found(pinned.toUpperCase()), await found('kim2020zeta')]).toEqual([survivorId, survivorId])
  expect(await keysOf(survivorId)).toEqual(everywhere('kim2020zeta'))
  // The formula would make the same key of this one.
  expect((await keysOf(await has('Zeta again, anew'))).exported).not.toBe(pinned)
  const other = await has('Eta')
  await expect(ann.call(setPaperKey, { params: { paperId: other }, body: { key: pinned } })).rejects.toThrow(
    '409 citation_key_taken',
  )
  await undo()
  expect(await found(pinned)).toBe(mergedId)
  await expect(found('nobody1900')).rejects.toThrow('404 paper_not_found')
})

test('a key handed on through two merges goes back step by step, also when the survivor was given another', async () => {
  const [a, b, c] = [await has('Theta', 'kim2020theta'), await has('Iota'), await has('Kappa')]
  const undoFirst = await merge(b, a)
  const undoSecond = await merge(c, b)
  expect(await shownKey(c)).toBe('kim2020theta')
  await ann.call(setPaperKey, { params: { paperId: c }, body: { key: 'byhand' } })
  expect([await found('kim2020theta'), await found('byhand')]).toEqual([c, c])
  await undoSecond()
  expect(await found('kim2020theta')).toBe(b)
  await undoFirst()
  expect([await shownKey(a), await shownKey(b), await shownKey(c)]).toEqual(['kim2020theta', null, 'byhand'])
})
