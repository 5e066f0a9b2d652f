import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { LibraryId, PaperId, UserId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { planAsIfLarger } from '#server/testing/as-if-larger.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { listRelatedRows } from './queries.ts'

const papers = 20_000
const bigTables = ['papers', 'paper_search', 'paper_tags']

let seogo: TestHouse
let ann: UserId
let libraryId: LibraryId

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = (await seogo.person('Ann')).userId
  libraryId = await seogo.house.database.asUser(ann, (tx) => requireEditableLibrary(tx))
  const admin = new pg.Client(seogo.house.database.address.admin)
  await admin.connect()
  // Words by hand: reading twenty thousand texts for the index would take longer than all the rest.
  await admin
    .query(`
    set session_replication_role = replica;
    insert into papers (library_id, csl, title, authors, likeness, version)
      select '${libraryId}', '{"type":"article"}', 'Paper ' || n, array['A. Kim', 'B. Lee' || n % 500], md5(n::text), n
        from generate_series(1, ${papers}) as n;
    insert into paper_search (library_id, paper_id, words)
      select library_id, id, setweight(to_tsvector('simple', 'paper word' || version % 40 || ' rare' || version / 3), 'A')
          || setweight(to_tsvector('simple', 'kim a b lee' || version % 500), 'B')
          || setweight(to_tsvector('simple', 'every method word' || version % 7 || ' term' || version % 900), 'C')
        from papers;
    insert into tags (library_id, name, paper_count) select '${libraryId}', 'tag ' || n, ${papers} / 20 from generate_series(1, 20) as n;
    insert into paper_tags (library_id, paper_id, tag_id)
      select p.library_id, p.id, t.id from papers p join tags t on t.name = 'tag ' || (1 + p.version % 20);
    analyze papers, paper_search, paper_tags, tags`)
    .then(() => planAsIfLarger(admin, { papers: 200_000, paper_search: 200_000, paper_tags: 200_000 }))
    .finally(() => admin.end())
}, 300_000)
afterAll(() => seogo.close())

const planNode = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  'Actual Rows': z.number(),
  'Actual Loops': z.number(),
  get Plans() {
    return z.array(planNode).optional()
  },
})
type PlanNode = z.infer<typeof planNode>
const explained = z.array(z.object({ 'QUERY PLAN': z.array(z.object({ Plan: planNode })) }))
const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)]

const scans = z.array(z.object({ relname: z.string(), seq_scan: z.coerce.number() }))

test('what is near a paper of 20,000 is found without walking through a table, and few rows are weighed', async () => {
  const { plan, walked, found } = await seogo.house.database.asUser(ann, async (tx) => {
    const { id } = await tx
      .selectFrom('papers')
      .select('id')
      .where('version', '=', 9_000)
      .executeTakeFirstOrThrow()
    const question = { libraryId, paperId: id as PaperId, limit: 12 }
    const explaining = tx.withPlugin({
      transformQuery: ({ node }) =>
        node.kind === 'RawNode'
          ? {
              ...node,
              sqlFragments: [
                `explain (analyze, format json) ${node.sqlFragments[0]}`,
                ...node.sqlFragments.slice(1),
              ],
            }
          : node,
      transformResult: async ({ result }) => result,
    })
    const rows: unknown = await listRelatedRows(explaining as UserTx, question)
    // The statements inside the definer function are counted for this transaction too.
    const counted =
      await sql`select relname, seq_scan from pg_stat_xact_user_tables where seq_scan > 0`.execute(tx)
    return {
      plan: explained.parse(rows),
      walked: scans.parse(counted.rows),
      found: await listRelatedRows(tx, question),
    }
  })
  const nodes = flatten(plan[0]?.['QUERY PLAN'][0]?.Plan ?? expect.fail('no plan was explained'))
  expect(
    nodes.filter((node) => node['Node Type'] === 'Seq Scan').map((node) => node['Relation Name']),
  ).not.toEqual(expect.arrayContaining(bigTables))
  expect(walked.map(({ relname }) => relname).filter((name) => bigTables.includes(name))).toEqual([])
  const weighed = nodes
    .filter((node) => node['Relation Name'] === 'papers')
    .reduce((sum, node) => sum + node['Actual Rows'] * node['Actual Loops'], 0)
  expect(weighed).toBeLessThan(papers / 4)
  // The two that share its rarest word come first.
  expect(found.slice(0, 2).map(({ word_count }) => word_count)).toEqual([
    expect.any(Number),
    expect.any(Number),
  ])
  expect(found).toHaveLength(12)
})
