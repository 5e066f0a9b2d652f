import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ActDone } from '#contract/acts.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { listHistory, undoAct } from '#features/history/contract.ts'
import {
  correctPaper,
  deleteForGood,
  getPaper,
  listTrash,
  removePaper,
  restoreMany,
  restorePaper,
  trashMany,
} from '#features/papers/contract.ts'
import { papers } from '#features/papers/feature.ts'
import { addPapers } from '#features/papers/server/papers.ts'
import { createCollection, fileMany, judgeMany, tagMany, tagPaper } from '#features/reading/contract.ts'
import { askDue } from '#platform/queue/schedules.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import type { Person } from './testing/person.ts'

const many = 1_000

let seogo: TestHouse
let admin: pg.Client
let ann: Person
let bob: Person
let rob: Person
let cat: Person
let libraryId: LibraryId
let ids: PaperId[]

beforeAll(async () => {
  seogo = await openTestHouse({ SEOGO_TRASH_DAYS: '3' })
  admin = new pg.Client(seogo.house.database.address.admin)
  await admin.connect()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  rob = await seogo.person('Rob')
  cat = await seogo.person('Cat')
  libraryId = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId, userId: bob.userId, membership: 'editor' })
  await addMember(seogo.house, { libraryId, userId: rob.userId, membership: 'reader' })
  ids = await newPapers(many)
})
afterAll(async () => {
  await admin.end()
  await seogo.close()
})

let made = 0
async function newPapers(count: number): Promise<PaperId[]> {
  const items = Array.from({ length: count }, () => {
    made += 1
    return { csl: { type: 'book' as const, title: `A work of number ${made}`, DOI: `10.5555/${made}` } }
  })
  const added = await seogo.house.database.asUser(ann.userId, (tx) =>
    addPapers(tx, { libraryId, addedBy: ann.userId }, items),
  )
  return added.map(({ paperId }) => paperId)
}

/** All that acts change of the library, as it stands; versions and instants of change move on. */
async function stateOf(): Promise<unknown> {
  const { rows } = await admin.query(
    `select
       (select jsonb_agg(to_jsonb(p) - array['version', 'updated_at'] order by id) from papers p where library_id = $1) as papers,
       (select jsonb_agg(to_jsonb(t) - 'updated_at' order by id) from tags t where library_id = $1) as tags,
       (select jsonb_agg(to_jsonb(t) order by paper_id, tag_id) from paper_tags t where library_id = $1) as tagged,
       (select jsonb_agg(to_jsonb(c) - 'updated_at' order by id) from collections c where library_id = $1) as collections,
       (select jsonb_agg(to_jsonb(c) order by paper_id) from paper_collections c where library_id = $1) as filed,
       (select jsonb_agg(to_jsonb(j) - array['updated_at', 'created_at'] order by user_id, paper_id) from judgements j
         where library_id = $1) as judged,
       (select jsonb_agg(to_jsonb(s) order by paper_id) from paper_search s where library_id = $1) as words`,
    [libraryId],
  )
  return rows[0]
}

const actOf = ({ actId }: ActDone) => ({ params: { actId: actId ?? expect.fail('nothing was done') } })
const all = { filter: { libraryId: '' as LibraryId } }

test('a thousand papers tagged, filed, judged and trashed at once are undone exactly, and redone', async () => {
  all.filter.libraryId = libraryId
  const { id: collectionId } = await ann.call(createCollection, { body: { name: 'Shelf', libraryId } })
  const [first = expect.fail('no paper'), second = expect.fail('no paper')] = ids
  await ann.call(tagPaper, { params: { paperId: first }, body: { names: ['known', 'old'] } })
  await bob.call(judgeMany, { body: { papers: { paperIds: [first, second] }, ratingHalves: 3 } })
  const body = { papers: { paperIds: [second] }, collectionId, action: 'file' as const }
  await ann.call(fileMany, { body })
  const acts = [
    () => ann.call(tagMany, { body: { papers: all, add: ['known', '새 태그'], remove: ['old'] } }),
    () => ann.call(fileMany, { body: { ...body, papers: all } }),
    () => bob.call(judgeMany, { body: { papers: all, ratingHalves: 8, status: 'read' } }),
    () => ann.call(trashMany, { body: { papers: all } }),
  ]
  for (const act of acts) {
    const before = await stateOf()
    const done = await act()
    expect(done.changed).toBeGreaterThan(many - 2)
    const after = await stateOf()
    expect(after).not.toEqual(before)
    const doer = act === acts[2] ? bob : ann
    const undone = await doer.call(undoAct, actOf(done))
    expect(undone).toMatchObject({ changed: done.changed, kept: [] })
    expect(await stateOf()).toEqual(before)
    const redone = await doer.call(undoAct, actOf(undone))
    expect(redone).toMatchObject({ changed: done.changed, kept: [] })
    await doer.call(undoAct, actOf(redone))
    expect(await stateOf()).toEqual(before)
  }
})

test('every paper of a bulk act has a version of its own, above all that was', async () => {
  const version = async () => {
    const { rows } = await admin.query('select version from libraries where id = $1', [libraryId])
    return Number(rows[0]?.version)
  }
  const before = await version()
  const paperIds = ids.slice(0, 10)
  const done = await ann.call(trashMany, { body: { papers: { paperIds } } })
  const { rows } = await admin.query('select version from papers where id = any ($1)', [paperIds])
  const versions = rows.map((row) => Number(row.version))
  expect(new Set(versions).size).toBe(10)
  expect(Math.min(...versions)).toBe(before + 1)
  expect(Math.max(...versions)).toBe(await version())
  await ann.call(undoAct, actOf(done))
  expect(await version()).toBe(before + 20)
})

test('an act of the library is told to its members, and undone by whoever may edit it', async () => {
  const [paperId = expect.fail('no paper')] = await newPapers(1)
  const done = await ann.call(tagMany, { body: { papers: { paperIds: [paperId] }, add: ['ours'] } })
  const told = await rob.call(listHistory, { params: { paperId }, query: {} })
  expect(told.items).toMatchObject([
    {
      act: { by: { name: 'Ann' }, kind: 'tagged', undoable: false, facts: { added: ['ours'] } },
      changes: [{ kind: 'tag', before: null, after: { name: 'ours' } }],
    },
  ])
  await expect(rob.call(undoAct, actOf(done))).rejects.toThrow('403 library_read_only')
  await expect(cat.call(undoAct, actOf(done))).rejects.toThrow('404 act_not_found')
  for (const body of [{ papers: { paperIds: [paperId] } }]) {
    await expect(rob.call(trashMany, { body })).rejects.toThrow('403 library_read_only')
    await expect(cat.call(trashMany, { body })).rejects.toThrow('404 selection_empty')
  }
  await bob.call(undoAct, actOf(done))
  expect((await ann.call(getPaper, { params: { paperId } })).tags).toEqual([])
})

test('a correction is undone field by field: what was corrected again since stays', async () => {
  const [paperId = expect.fail('no paper')] = await newPapers(1)
  const params = { paperId }
  const before = await ann.call(getPaper, { params })
  await ann.call(correctPaper, { params, body: { title: 'New', year: 2001, doi: '10.5555/free' } })
  const { items } = await ann.call(listHistory, { params, query: {} })
  const { id: actId } = items[0]?.act ?? expect.fail('no act')
  await bob.call(correctPaper, { params, body: { title: 'Newer' } })
  const undone = await ann.call(undoAct, { params: { actId } })
  expect(undone).toMatchObject({ changed: 1, kept: [{ reason: 'changed_since', count: 1 }] })
  const after = await ann.call(getPaper, { params })
  expect(after).toMatchObject({ title: 'Newer', year: null, doi: before.doi })
  expect(after.origins.year).toEqual(before.origins.year)
})

test('of two papers with one DOI the one in the trash stays there, and why is told', async () => {
  const [paperId = expect.fail('no paper')] = await newPapers(1)
  const { doi } = await ann.call(getPaper, { params: { paperId } })
  const done = await ann.call(removePaper, { params: { paperId } })
  const items = [{ csl: { type: 'book' as const, title: 'Its successor', DOI: doi ?? '' } }]
  await seogo.house.database.asUser(ann.userId, (tx) =>
    addPapers(tx, { libraryId, addedBy: ann.userId }, items),
  )
  const refused = ann.call(undoAct, actOf(done))
  await expect(refused).rejects.toThrow('409 act_not_undoable')
  const body = { papers: { paperIds: [paperId] } }
  expect(await ann.call(restoreMany, { body })).toEqual({ actId: null, changed: 0 })
  await expect(ann.call(restorePaper, { params: { paperId } })).rejects.toThrow('409 paper_exists')
})

test('the trash says who and until when; what is deleted for good is gone with its history', async () => {
  const [one = expect.fail('no paper'), two = expect.fail('no paper')] = await newPapers(2)
  await bob.call(trashMany, { body: { papers: { paperIds: [one, two] } } })
  const trash = await ann.call(listTrash, { query: { libraryId, limit: 2 } })
  expect(trash.items).toMatchObject([
    { trashedBy: { name: 'Bob' }, editable: true },
    { trashedBy: { name: 'Bob' }, editable: true },
  ])
  const [row = expect.fail('no row')] = trash.items
  expect(Date.parse(row.deletedFrom) - Date.parse(row.trashedAt)).toBe(3 * 86_400_000)
  expect((await rob.call(listTrash, { query: { libraryId } })).items[0]).toMatchObject({ editable: false })
  expect(await cat.call(listTrash, { query: {} })).toMatchObject({ items: [], total: 0 })
  const body = { papers: { paperIds: [one] } }
  await expect(rob.call(deleteForGood, { body })).rejects.toThrow('403 library_read_only')
  await expect(cat.call(deleteForGood, { body })).rejects.toThrow('404 selection_empty')
  expect(await ann.call(deleteForGood, { body })).toEqual({ deleted: 1 })
  await expect(ann.call(listHistory, { params: { paperId: one }, query: {} })).rejects.toThrow('404')
  await expect(ann.call(deleteForGood, { body: { papers: { paperIds: [ids[0] ?? one] } } })).rejects.toThrow(
    '404 selection_empty',
  )
  expect((await ann.call(getPaper, { params: { paperId: ids[0] ?? one } })).id).toBe(ids[0])
})

test('after its days in the trash a paper is deleted for good by itself, and none before', async () => {
  const [paperId = expect.fail('no paper')] = await newPapers(1)
  await ann.call(removePaper, { params: { paperId } })
  const sweepIfDue = async () => {
    await askDue(seogo.house, papers.schedules ?? [])
    await seogo.workUntilQuiet()
  }
  await sweepIfDue()
  const inTrash = async () => (await ann.call(listTrash, { query: { libraryId } })).items.map(({ id }) => id)
  expect(await inTrash()).toContain(paperId)
  seogo.clock.move({ days: 3, seconds: 1 })
  await sweepIfDue()
  expect(await inTrash()).toEqual([])
})
