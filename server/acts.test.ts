import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { addMember, createSharedLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { listActs, listHistory, undoAct } from '#features/history/contract.ts'
import { history } from '#features/history/feature.ts'
import { getPaper } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { judge, judgeMany } from '#features/reading/contract.ts'
import { askDue } from '#platform/queue/schedules.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import type { Person } from './testing/person.ts'

let seogo: TestHouse
let ann: Person
let bob: Person
let cat: Person
let libraryId: LibraryId

beforeAll(async () => {
  seogo = await openTestHouse({ SEOGO_HISTORY_DAYS: '2' })
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  cat = await seogo.person('Cat')
  libraryId = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId, userId: bob.userId, membership: 'reader' })
})
afterAll(() => seogo.close())

let made = 0
async function newPaper(): Promise<{ paperId: PaperId }> {
  made += 1
  const csl = { type: 'book', title: `Paper ${made}` } as const
  const { paperId } = await seogo.house.database.asUser(ann.userId, (tx) =>
    addPaper(tx, { libraryId, csl, addedBy: ann.userId }),
  )
  return { paperId }
}

async function lastAct(person: Person) {
  const { items } = await person.call(listActs, { query: { limit: 1 } })
  return items[0] ?? expect.fail('nothing was done')
}

async function undoLast(person: Person) {
  const { id } = await lastAct(person)
  return person.call(undoAct, { params: { actId: id } })
}

test('a judgement is taken back, done again, and taken back again', async () => {
  const params = await newPaper()
  await ann.call(judge, { params, body: { ratingHalves: 9 } })
  await ann.call(judge, { params, body: { ratingHalves: 4, status: 'read' } })
  const judged = await lastAct(ann)
  expect(judged).toMatchObject({ kind: 'judged', direction: 'done', paperCount: 1, undoable: true })
  const undone = await ann.call(undoAct, { params: { actId: judged.id } })
  expect(undone).toMatchObject({ changed: 1, kept: [] })
  expect(await ann.call(getPaper, { params })).toMatchObject({ ratingHalves: 9, status: 'unread' })
  await expect(ann.call(undoAct, { params: { actId: judged.id } })).rejects.toThrow('409 act_already_undone')
  expect(await lastAct(ann)).toMatchObject({ direction: 'undone' })
  await undoLast(ann)
  expect(await lastAct(ann)).toMatchObject({ direction: 'redone' })
  expect(await ann.call(getPaper, { params })).toMatchObject({ ratingHalves: 4, status: 'read' })
  await undoLast(ann)
  expect(await ann.call(getPaper, { params })).toMatchObject({ ratingHalves: 9, status: 'unread' })
})

test('papers of two libraries are judged as one act, and one undo takes all of it back', async () => {
  const shared = await newPaper()
  const { paperId } = await seogo.house.database.asUser(ann.userId, async (tx) => {
    const own = await requireEditableLibrary(tx)
    return addPaper(tx, { libraryId: own, csl: { type: 'book', title: 'Own' }, addedBy: ann.userId })
  })
  const paperIds = [shared.paperId, paperId]
  await ann.call(judge, { params: { paperId }, body: { status: 'read' } })
  const body = { papers: { paperIds }, ratingHalves: 5, status: 'read' } as const
  const done = await ann.call(judgeMany, { body })
  expect(done).toMatchObject({ changed: 2 })
  expect(await ann.call(judgeMany, { body })).toEqual({ actId: null, changed: 0 })
  const actId = done.actId ?? expect.fail('nothing was done')
  expect(await ann.call(undoAct, { params: { actId } })).toMatchObject({ changed: 2, kept: [] })
  expect(await ann.call(getPaper, { params: shared })).toMatchObject({ ratingHalves: null, status: 'unread' })
  expect(await ann.call(getPaper, { params: { paperId } })).toMatchObject({
    ratingHalves: null,
    status: 'read',
  })
  const filter = { libraryId, status: ['set_aside' as const] }
  await expect(ann.call(judgeMany, { body: { papers: { filter }, status: 'read' } })).rejects.toThrow(
    '404 selection_empty',
  )
  const all = await ann.call(judgeMany, { body: { papers: { filter: { libraryId } }, status: 'set_aside' } })
  expect(all.changed).toBe(made)
  await undoLast(ann)
})

test('what was changed since stays, and the rest is taken back', async () => {
  const params = await newPaper()
  await ann.call(judge, { params, body: { ratingHalves: 3, status: 'reading' } })
  const { id: actId } = await lastAct(ann)
  await ann.call(judge, { params, body: { ratingHalves: 8 } })
  expect(await ann.call(undoAct, { params: { actId } })).toMatchObject({
    changed: 1,
    kept: [{ reason: 'changed_since', count: 1, paperIds: [params.paperId] }],
  })
  expect(await ann.call(getPaper, { params })).toMatchObject({ ratingHalves: 8, status: 'unread' })
  const again = await newPaper()
  await ann.call(judge, { params: again, body: { ratingHalves: 3 } })
  const { id: first } = await lastAct(ann)
  await ann.call(judge, { params: again, body: { ratingHalves: 5 } })
  await expect(ann.call(undoAct, { params: { actId: first } })).rejects.toThrow('409 act_not_undoable')
})

test('a judgement is told to and taken back by its own person alone', async () => {
  const params = await newPaper()
  await ann.call(judge, { params, body: { ratingHalves: 10 } })
  await bob.call(judge, { params, body: { status: 'reading' } })
  const ofAnn = await ann.call(listHistory, { params, query: {} })
  expect(ofAnn.items).toMatchObject([
    {
      act: { by: { name: 'Ann' }, facts: { ratingHalves: 10 } },
      changes: [{ kind: 'rating', subject: '', before: null, after: 10 }],
    },
  ])
  const ofBob = await bob.call(listHistory, { params, query: {} })
  expect(ofBob.items).toMatchObject([{ changes: [{ kind: 'status', before: 'unread', after: 'reading' }] }])
  await expect(cat.call(listHistory, { params, query: {} })).rejects.toThrow('404 paper_not_found')
  const { id: actId } = await lastAct(ann)
  for (const other of [bob, cat])
    await expect(other.call(undoAct, { params: { actId } })).rejects.toThrow('404 act_not_found')
  await undoLast(bob)
  expect(await ann.call(getPaper, { params })).toMatchObject({ ratingHalves: 10, status: 'unread' })
})

test('the history of a paper is read in pages that miss nothing', async () => {
  const params = await newPaper()
  for (const ratingHalves of [1, 2, 3, 4, 5]) await ann.call(judge, { params, body: { ratingHalves } })
  const seen: unknown[] = []
  let cursor: string | null | undefined
  while (cursor !== null) {
    const query = { limit: 2, ...(cursor ? { cursor } : {}) }
    const page = await ann.call(listHistory, { params, query })
    seen.push(...page.items.flatMap(({ changes }) => changes.map(({ after }) => after)))
    cursor = page.next
  }
  expect(seen).toEqual([5, 4, 3, 2, 1])
})

test('after the days that it is kept an act is gone and cannot be taken back', async () => {
  const params = await newPaper()
  await ann.call(judge, { params, body: { ratingHalves: 6 } })
  const { id: actId } = await lastAct(ann)
  const sweepIfDue = async () => {
    await askDue(seogo.house, history.schedules ?? [])
    await seogo.workUntilQuiet()
  }
  await sweepIfDue()
  expect((await ann.call(listHistory, { params, query: {} })).items).toHaveLength(1)
  seogo.clock.move({ days: 2, seconds: 1 })
  await sweepIfDue()
  await expect(ann.call(undoAct, { params: { actId } })).rejects.toThrow('404 act_not_found')
  expect((await ann.call(listHistory, { params, query: {} })).items).toEqual([])
  expect(await ann.call(getPaper, { params })).toMatchObject({ ratingHalves: 6 })
})
