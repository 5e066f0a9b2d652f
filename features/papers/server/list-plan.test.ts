import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import {
  collectionId as collectionIdSchema,
  type LibraryId,
  tagId as tagIdSchema,
  type UserId,
} from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { planAsIfLarger } from '#server/testing/as-if-larger.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { ListFilter } from './filter-queries.ts'
import { countPapers, listPaperKeys } from './list-queries.ts'
import type { ListPart } from './order-queries.ts'

const papersEach = 20_000
const pageSize = 50

let seogo: TestHouse
let ann: UserId
/** Sees Ann's library beside an own one. */
let cho: UserId
let annsLibrary: LibraryId

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = (await seogo.person('Ann')).userId
  const bob = (await seogo.person('Bob')).userId
  annsLibrary = await fill(ann)
  await fill(bob)
  cho = (await seogo.person('Cho')).userId
  await asAdmin(
    `insert into library_members (library_id, user_id, membership) values ('${annsLibrary}', '${cho}', 'reader')`,
  )
  await seogo.house.database.asUser(ann, async (tx) => {
    const { id: tagId } = await tx
      .insertInto('tags')
      .values({ library_id: annsLibrary, name: 'of the plan' })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .insertInto('paper_tags')
      .columns(['library_id', 'paper_id', 'tag_id'])
      .expression((one) =>
        one
          .selectFrom('papers')
          .select((row) => ['library_id', 'id', row.val(tagId).$castTo<string>().as('tag_id')])
          .where('year', '=', 1987),
      )
      .execute()
    const shelf = await shelve(tx, { name: 'shelf', years: [1988] })
    await shelve(tx, { name: 'within', years: [1989, 1990], parentId: shelf })
    await shelve(tx, { name: 'nearly all', years: Array.from({ length: 70 }, (_, index) => 1950 + index) })
  })
  await asAdmin('vacuum (analyze) papers, judgements, tags, paper_tags, collections, paper_collections')
  // Ann's and Bob's libraries as if each had 200,000.
  await withAdmin((admin) =>
    planAsIfLarger(admin, {
      papers: 400_000,
      judgements: 140_000,
      paper_tags: 20_000,
      paper_collections: 200_000,
    }),
  )
}, 300_000)
afterAll(() => seogo.close())

/** A collection of Ann's library with all papers of some years. */
async function shelve(
  tx: UserTx,
  shelf: { name: string; years: number[]; parentId?: string },
): Promise<string> {
  const { id } = await tx
    .insertInto('collections')
    .values({ library_id: annsLibrary, parent_id: shelf.parentId ?? null, name: shelf.name })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('paper_collections')
    .columns(['library_id', 'paper_id', 'collection_id'])
    .expression((one) =>
      one
        .selectFrom('papers')
        .select((row) => ['library_id', 'id', row.val(id).$castTo<string>().as('collection_id')])
        .where('year', 'in', shelf.years),
    )
    .execute()
  return id
}

async function withAdmin(work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client(seogo.house.database.address.admin)
  await admin.connect()
  await work(admin).finally(() => admin.end())
}

const asAdmin = (statements: string) => withAdmin((admin) => admin.query(statements))

/** Twenty thousand papers in a person's own library, a third of them judged. */
async function fill(userId: UserId): Promise<LibraryId> {
  const libraryId = await seogo.house.database.asUser(userId, (tx) => requireEditableLibrary(tx))
  // The numbering trigger takes the library's row for every paper: switched off, this takes seconds instead of minutes.
  await asAdmin(`
    set session_replication_role = replica;
    insert into papers (library_id, csl, title, authors, year, likeness, added_at, version)
      select '${libraryId}', '{"type":"article"}', 'Paper ' || md5(n::text), array['A. Kim'], 1950 + n % 75, md5(n::text),
             now() - n * interval '1 minute', n
        from generate_series(1, ${papersEach}) as n;
    insert into judgements (library_id, paper_id, user_id, rating_halves, status)
      select library_id, id, '${userId}', 1 + version % 10, 'read' from papers
       where library_id = '${libraryId}' and version % 3 = 0;`)
  return libraryId
}

const planNode = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  'Rows Removed by Filter': z.number().optional(),
  get Plans() {
    return z.array(planNode).optional()
  },
})
type PlanNode = z.infer<typeof planNode>
const explained = z.array(z.object({ 'QUERY PLAN': z.array(z.object({ Plan: planNode })) }))

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)]
}

/** The plan that a statement of the list gets for somebody, Ann unless told, with row-level security on. */
async function planOf(
  filter: Partial<ListFilter>,
  part: Partial<ListPart>,
  userId = ann,
  ask: (tx: UserTx, filter: ListFilter, part: ListPart) => Promise<unknown> = listPaperKeys,
): Promise<PlanNode[]> {
  const whole: ListFilter = { words: undefined, ...filter }
  const ordered: ListPart = {
    sort: 'added',
    descending: true,
    after: undefined,
    offset: 0,
    limit: pageSize,
    ...part,
  }
  return seogo.house.database.asUser(userId, async (tx) => {
    let answer: unknown
    const explaining = tx.withPlugin({
      transformQuery: ({ node }) =>
        node.kind === 'RawNode' && /listed|counted/.test(node.sqlFragments.join(''))
          ? {
              ...node,
              sqlFragments: [
                `explain (analyze, format json) ${node.sqlFragments[0]}`,
                ...node.sqlFragments.slice(1),
              ],
            }
          : node,
      transformResult: async ({ result }) => {
        if (result.rows[0] !== undefined && 'QUERY PLAN' in result.rows[0]) answer = result.rows
        return result
      },
    })
    await ask(explaining as UserTx, whole, ordered)
    const root = explained.parse(answer)[0]?.['QUERY PLAN'][0]?.Plan
    if (root === undefined) throw new Error('no plan was explained')
    return flatten(root)
  })
}

/** Rows of a table that the plan looked at, kept or thrown away. */
function rowsLookedAt(plan: PlanNode[], table: string): number {
  return plan
    .filter((node) => node['Relation Name'] === table)
    .reduce(
      (sum, node) =>
        sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      0,
    )
}

/** The same without what an index alone answered. */
const rowsFetched = (plan: PlanNode[], table: string) =>
  rowsLookedAt(
    plan.filter((node) => node['Node Type'] !== 'Index Only Scan'),
    table,
  )

const scansWhole = (plan: PlanNode[], table: string) =>
  plan.some((node) => node['Node Type'] === 'Seq Scan' && node['Relation Name'] === table)

describe('a page of the list among 40,000 papers of two people, under row-level security', () => {
  test.each([
    ['added', true],
    ['added', false],
    ['title', true],
    ['title', false],
    ['year', true],
    ['year', false],
    ['updated', true],
    ['authors', true],
    ['authors', false],
    ['venue', true],
    ['venue', false],
  ] as const)('ordered by %s (descending: %s) is read off an index', async (sort, descending) => {
    const plan = await planOf({}, { sort, descending })
    expect(scansWhole(plan, 'papers')).toBe(false)
    expect(rowsLookedAt(plan, 'papers')).toBeLessThanOrEqual(2 * pageSize)
  })

  test('goes on in the middle without reading what was before', async () => {
    const middle = new Date(Date.now() - (papersEach / 2) * 60_000).toISOString()
    const after = [middle, 'ffffffff-ffff-ffff-ffff-ffffffffffff'] as const
    const plan = await planOf({}, { after })
    expect(scansWhole(plan, 'papers')).toBe(false)
    expect(rowsLookedAt(plan, 'papers')).toBeLessThanOrEqual(2 * pageSize)
  })

  test.each([
    ['added', true],
    ['updated', false],
    ['title', false],
    ['authors', true],
    ['venue', true],
  ] as const)(
    'far down the list, ordered by %s, walks over the index and no row',
    async (sort, descending) => {
      const plan = await planOf({}, { sort, descending, offset: papersEach - pageSize })
      expect(plan.filter((node) => node['Relation Name'] === 'papers')).toEqual([
        expect.objectContaining({ 'Node Type': 'Index Only Scan', 'Actual Rows': papersEach }),
      ])
    },
  )

  test('of two libraries merges what it reads of each, also far down', async () => {
    const plan = await planOf({}, { offset: 1_000 }, cho)
    expect(plan.map((node) => node['Node Type'])).toContain('Merge Append')
    expect(rowsLookedAt(plan, 'papers')).toBeLessThanOrEqual(1_000 + 3 * pageSize)
  })

  test('is counted to the last one by an index alone', async () => {
    const plan = await planOf({}, {}, ann, (tx, filter) => countPapers(tx, filter))
    expect(plan.filter((node) => node['Relation Name'] === 'papers')).toEqual([
      expect.objectContaining({ 'Node Type': 'Index Only Scan' }),
    ])
  })

  test('of one library is as cheap as of all', async () => {
    const plan = await planOf({ libraryId: annsLibrary }, {})
    expect(rowsLookedAt(plan, 'papers')).toBeLessThanOrEqual(2 * pageSize)
  })

  test('narrowed to a status or to well rated papers reads some more, and never the table', async () => {
    for (const filter of [
      { status: ['unread'] },
      { status: ['read', 'unread'] },
      { status: ['read'] },
      { ratingHalvesMin: 9 },
    ] satisfies Partial<ListFilter>[]) {
      const plan = await planOf(filter, {})
      expect(scansWhole(plan, 'papers')).toBe(false)
      expect(rowsLookedAt(plan, 'papers')).toBeLessThanOrEqual(20 * pageSize)
    }
  })

  test('narrowed to a tag reads the papers of the tag, or of the page, and never the table', async () => {
    const { id: tagId } = await seogo.house.database.asUser(ann, (tx) =>
      tx.selectFrom('tags').select('id').executeTakeFirstOrThrow(),
    )
    const plan = await planOf({ tagsAny: [tagIdSchema.parse(tagId)] }, {})
    expect(scansWhole(plan, 'papers')).toBe(false)
    expect(rowsLookedAt(plan, 'papers')).toBeLessThan(papersEach / 4)
  })

  test.each(['shelf', 'nearly all'])(
    'narrowed to the collection "%s" and those within it reads its papers or an index, and never the table',
    async (name) => {
      const { id: collectionId } = await seogo.house.database.asUser(ann, (tx) =>
        tx.selectFrom('collections').select('id').where('name', '=', name).executeTakeFirstOrThrow(),
      )
      const plan = await planOf({ collectionId: collectionIdSchema.parse(collectionId) }, {})
      expect(scansWhole(plan, 'papers')).toBe(false)
      expect(scansWhole(plan, 'paper_collections')).toBe(false)
      expect(rowsFetched(plan, 'papers')).toBeLessThan(papersEach / 4)
    },
  )
})
