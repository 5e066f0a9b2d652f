import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { type LibraryId, paperId, type UserId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import type { Tx } from '#platform/database/transactions.ts'
import { planAsIfLarger } from '#server/testing/as-if-larger.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { listLikelyFiles, listLikelyPapers, listSuggested } from './look-queries.ts'
import { listOpen, listOpenOf } from './queries.ts'

const papers = 20_000
const bigTables = [
  'papers',
  'likeness_keys',
  'files',
  'first_pages',
  'first_page_bands',
  'duplicate_suggestions',
]

let seogo: TestHouse
let ann: UserId
let libraryId: LibraryId

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = (await seogo.person('Ann')).userId
  libraryId = await fill(ann)
}, 300_000)
afterAll(() => seogo.close())

async function withAdmin<Result>(work: (admin: pg.Client) => Promise<Result>): Promise<Result> {
  const admin = new pg.Client(seogo.house.database.address.admin)
  await admin.connect()
  return work(admin).finally(() => admin.end())
}

const asAdmin = (statements: string) => withAdmin((admin) => admin.query(statements))

/** Twenty thousand papers, two to a key, a file for every fourth, a pair for every twentieth. */
async function fill(userId: UserId): Promise<LibraryId> {
  const library = await seogo.house.database.asUser(userId, (tx) => requireEditableLibrary(tx))
  await asAdmin(`
    set session_replication_role = replica;
    insert into papers (library_id, csl, title, authors, likeness, version)
      select '${library}', '{"type":"article"}', 'Paper ' || n, array['A. Kim'], md5(n::text), n
        from generate_series(1, ${papers}) as n;
    insert into likeness_keys (library_id, paper_id, key)
      select library_id, id, kind || (version / 2) from papers, unnest(array['t', 'a', 'i']) as kind;
    insert into files (library_id, paper_id, sha256, name, media_type, size_bytes, state)
      select library_id, id, md5(id::text) || md5(id::text), 'a.pdf', 'application/pdf', 1, 'read'
        from papers where version % 4 = 0;
    insert into first_pages (library_id, file_id, signature) select library_id, id, '\\x00' from files;
    insert into first_page_bands (library_id, file_id, band)
      select library_id, id, left(sha256, 4) || band from files, generate_series(1, 16) as band;
    insert into duplicate_suggestions (library_id, paper_id, other_id, kind, reasons, strength)
      select a.library_id, least(a.id, b.id), greatest(a.id, b.id), 'duplicate', '[]', 0.9
        from papers a join papers b on b.version = a.version + 1 where a.version % 20 = 0;
    analyze papers, likeness_keys, files, first_pages, first_page_bands, duplicate_suggestions`)
  // As if it were ten times as many of each.
  await withAdmin((admin) =>
    planAsIfLarger(admin, {
      papers: 200_000,
      likeness_keys: 600_000,
      files: 50_000,
      first_pages: 50_000,
      first_page_bands: 800_000,
      duplicate_suggestions: 10_000,
    }),
  )
  return library
}

const planNode = z.object({
  'Node Type': z.string(),
  'Relation Name': z.string().optional(),
  get Plans() {
    return z.array(planNode).optional()
  },
})
type PlanNode = z.infer<typeof planNode>
const explained = z.array(z.object({ 'QUERY PLAN': z.array(z.object({ Plan: planNode })) }))

const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)]

/** The plan of the one statement that `ask` runs. */
async function planOf<Scope extends Tx>(
  tx: Scope,
  ask: (tx: Scope) => Promise<unknown>,
): Promise<PlanNode[]> {
  const results: unknown[] = []
  const explaining = tx.withPlugin({
    transformQuery: ({ node }) =>
      node.kind === 'RawNode'
        ? {
            ...node,
            sqlFragments: [`explain (format json) ${node.sqlFragments[0]}`, ...node.sqlFragments.slice(1)],
          }
        : node,
    transformResult: async ({ result }) => {
      results.push(result.rows)
      return result
    },
  })
  await ask(explaining as Scope)
  const root = explained.parse(results[0])[0]?.['QUERY PLAN'][0]?.Plan
  return flatten(root ?? expect.fail('no plan was explained'))
}

const walked = (plan: readonly PlanNode[]) =>
  plan
    .filter((node) => node['Node Type'] === 'Seq Scan')
    .map((node) => node['Relation Name'] ?? '')
    .filter((table) => bigTables.includes(table))

test('what a look asks of a library of 20,000 papers walks through no table, one paper or a batch', async () => {
  const plans = await seogo.house.database.asSystem('explain', async (tx) => {
    const all = (await tx.selectFrom('papers').select('id').orderBy('version').limit(200).execute()).map(
      ({ id }) => id,
    )
    const found: string[][] = []
    for (const ids of [all.slice(0, 1), all]) {
      found.push(walked(await planOf(tx, (one) => listLikelyPapers(one, libraryId, ids))))
      found.push(walked(await planOf(tx, (one) => listLikelyFiles(one, libraryId, ids))))
      found.push(walked(await planOf(tx, (one) => listSuggested(one, libraryId, ids))))
    }
    return found
  })
  expect(plans).toEqual([[], [], [], [], [], []])
})

test('the pairs of a page, and those of one paper, are found in their indexes under row-level security', async () => {
  const plans = await seogo.house.database.asUser(ann, async (tx) => {
    const { id } = await tx.selectFrom('papers').select('id').limit(1).executeTakeFirstOrThrow()
    const page = { libraryId, after: undefined, limit: 51 }
    return [
      walked(await planOf(tx, (one) => listOpen(one, page))),
      walked(await planOf(tx, (one) => listOpenOf(one, paperId.parse(id)))),
    ]
  })
  expect(plans).toEqual([[], []])
})
