import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LibraryId, libraryId, paperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { listPapers, removePaper } from '#features/papers/contract.ts'
import { planAsIfLarger } from '#server/testing/as-if-larger.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { listFacets, suggest } from '../contract.ts'
import { learnNext, librariesToLearn, mergeWritten } from './queries.ts'

const papers = 12_000
let seogo: TestHouse
let ann: Person
let library: LibraryId
let admin: pg.Client

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  library = await seogo.house.database.asUser(ann.userId, (tx) => requireEditableLibrary(tx))
  admin = new pg.Client(seogo.house.database.address.admin)
  await admin.connect()
  // All hold "ordinary", a fifth of them in the title, one in ten "scarce"; the last words are of one paper each. Of the two
  // papers that were stored last, "ordinary" is nearly all there is.
  await admin.query(`
    set session_replication_role = replica;
    insert into papers (library_id, csl, title, authors, year, abstract, likeness, added_at, version)
      select '${library}', '{"type":"article"}',
             'Title ' || case when n > ${papers - 10} and n % 5 = 0 then 'ordinary, ordinary ' when n % 5 = 0 then 'ordinary ' else '' end || 'w' || n,
             array[case n when 4242 then '홍길동' else 'Writer ' || n % 50 end], 2000 + n % 20,
             case n when ${papers} then '' when ${papers - 5} then 'Unwanted' else 'An ordinary abstract' || case when n % 10 = 3 then ', scarce' else '' end end, md5(n::text), now() - n * interval '1 minute', n
        from generate_series(1, ${papers}) as n;
    set session_replication_role = origin;
    update libraries set version = ${papers} where id = '${library}';
    select app.index_papers(array(select id from papers where library_id = '${library}'));
    analyze papers, paper_search;`)
}, 120_000)
afterAll(async () => {
  await admin.end()
  await seogo.close()
})

const search = (q: string, query: object = {}) =>
  ann.call(listPapers, { query: { q, sort: 'relevance', ...query } })

test('pages of many matches follow each other without a gap or a repeat, through every stage of the ranking', async () => {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await search('scarce', { limit: 150, ...(cursor !== undefined && { cursor }) })
    expect(page).toMatchObject({ total: papers / 10, totalIsExact: true, isBounded: false })
    seen.push(...page.items.map(({ id }) => id))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toHaveLength(papers / 10)
}, 60_000)

test('what more papers hold than are looked at says so, and titles come first', async () => {
  const page = await search('ordinary', { limit: 50 })
  expect(page).toMatchObject({ total: 10_000, totalIsExact: false, isBounded: true })
  expect(page.items.every(({ title }) => title.includes('ordinary'))).toBe(true)
})

test('the best papers for a frequent word come first, wherever they stand', async () => {
  const titles = async (q: string) => (await search(q, { limit: 2 })).items.map(({ title }) => title)
  const best = [`Title ordinary, ordinary w${papers}`, `Title ordinary, ordinary w${papers - 5}`]
  expect((await titles('ordinary')).toSorted()).toEqual(best.toSorted())
  const [first, second] = await titles('ordinary -unwanted')
  expect(first).toBe(best[0])
  expect(second).not.toBe(best[1])
})

test('a filter is asked of all papers when words alone find too many, in every order', async () => {
  for (const sort of ['relevance', 'added', 'title'] as const) {
    const page = await search('ordinary year:2007', { sort, limit: 200 })
    expect(page).toMatchObject({ total: papers / 20, totalIsExact: true, isBounded: false })
    expect(page.items).toHaveLength(200)
  }
})

test('newest matches come first when there are many', async () => {
  const { items } = await search('scarce', { sort: 'added', limit: 3 })
  expect(items.map(({ title }) => title)).toEqual(['Title w3', 'Title w13', 'Title w23'])
})

test('papers are found by letters of a name and by two syllables of one, also beside words', async () => {
  const total = async (q: string) => (await search(q)).total
  expect(await total('author:"riter 7"')).toBe(papers / 50)
  expect(await total('author:"riter 7" ordinary')).toBe(papers / 50)
  expect(await total('author:riter')).toBe(10_000)
  expect(await total('author:길동')).toBe(1)
  expect(await total('저자:길동 ordinary')).toBe(1)
  // Fewer letters than are looked up.
  expect(await total('author:7')).toBe(papers / 10)
  expect(await total('author:동길')).toBe(0)
  expect(await total('author:"r%7"')).toBe(0)
  expect(await total('author:riter -author:"riter 7" year:2007')).toBe(papers / 20 - papers / 100)
})

test('pages of the papers with letters in a name follow each other without a gap or a repeat', async () => {
  for (const q of ['author:"riter 7"', 'author:7']) {
    const sorted = { sort: 'title', limit: 100 }
    const all = await search(q, { sort: 'title', limit: 200 })
    const first = await search(q, sorted)
    const second = await search(q, {
      ...sorted,
      cursor: first.next ?? expect.fail('there is no second page'),
    })
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(all.items.map(({ id }) => id))
  }
})

test('facets count all that is found', async () => {
  const { authors, isBounded } = await ann.call(listFacets, { query: { q: 'scarce' } })
  expect(isBounded).toBe(false)
  expect(authors[0]?.count).toBe(papers / 50)
})

test('facets of what more papers hold than are counted are those of a thousand, and say so', async () => {
  const { statuses, isBounded } = await ann.call(listFacets, { query: { q: 'ordinary' } })
  expect(isBounded).toBe(true)
  expect(statuses).toEqual([{ status: 'unread', count: 1_000 }])
  // Narrowed, all that is left is counted.
  const narrowed = await ann.call(listFacets, { query: { q: 'ordinary year:2007' } })
  expect(narrowed).toMatchObject({ isBounded: false, years: [{ year: 2007, count: papers / 20 }] })
})

/** What the schedule does, until nothing is left to do. */
async function learnAll(): Promise<void> {
  for (;;) {
    const waiting = await seogo.house.database.asSystem('a test', librariesToLearn)
    if (!waiting.includes(library)) return
    await seogo.house.database.asSystem('a test', (tx) => learnNext(tx, libraryId.parse(library), 5_000))
  }
}

test('what was written is merged into the indexes, and found as before', async () => {
  const merge = () => seogo.house.database.asSystem('a test', mergeWritten)
  await merge()
  await admin.query(`update papers set venue = 'Unmerged Proceedings' where title = 'Title w9'`)
  const find = async () => (await ann.call(listPapers, { query: { q: 'unmerged' } })).items.length
  const found = await find()
  expect(found).toBeGreaterThan(0)
  expect(await merge()).toBeGreaterThan(0)
  expect(await merge()).toBe(0)
  expect(await find()).toBe(found)
})

test('a name that stands on no paper any more is suggested no longer', async () => {
  const names = async (beginning: string) =>
    (await ann.call(suggest, { query: { beginning, limit: 20 } })).authors
  await learnAll()
  expect(await names('Writer 7')).toEqual([{ name: 'Writer 7', papers: papers / 50 }])
  const { rows } = await admin.query(
    `select id from papers where library_id = $1 and authors = '{Writer 7}' or title = 'Title w8' order by title = 'Title w8'`,
    [library],
  )
  const ids = rows.map(({ id }) => paperId.parse(id))
  const last = ids.pop() ?? expect.fail('nothing to remove')
  await ann.call(removePaper, { params: { paperId: last } })
  await admin.query('update papers set trashed_at = now() where id = any ($1::uuid[])', [ids])
  await admin.query("update search_learned set counted_at = now() - interval '2 days'")
  await learnAll()
  expect(await names('Writer 7')).toEqual([])
  expect(await names('Writer 8')).toEqual([{ name: 'Writer 8', papers: papers / 50 - 1 }])
}, 60_000)

test('the pages of a book become words when its reading has ended', async () => {
  const [paper] = (await search('w4711')).items
  const { rows } = await admin.query(
    `insert into files (library_id, paper_id, sha256, name, media_type, size_bytes, state)
       values ($1, $2, repeat('b', 64), 'b.pdf', 'application/pdf', 1, 'reading') returning id`,
    [library, paper?.id],
  )
  await admin.query(
    `insert into pages (library_id, file_id, number, width_pt, height_pt, text) values ($1, $2, 1, 1, 1, 'A bassoon.')`,
    [library, rows[0].id],
  )
  expect((await search('bassoon')).items).toEqual([])
  await admin.query(`update files set state = 'read' where id = $1`, [rows[0].id])
  expect((await search('bassoon')).items.map(({ title }) => title)).toEqual(['Title w4711'])
})

test('of a very large library fewer matches are looked at, and the answer says so', async () => {
  await admin.query(`
    update libraries set version = 200000 where id = '${library}';
    select pg_restore_relation_stats('schemaname', 'public', 'relname', 'papers', 'reltuples', 200000::real);`)
  expect(await search('ordinary')).toMatchObject({ total: 3_000, totalIsExact: false, isBounded: true })
  expect(await search('scarce')).toMatchObject({ total: papers / 10, totalIsExact: true, isBounded: false })
  // All of these are listed, and counted no further.
  const byLetters = { total: 3_000, totalIsExact: false, isBounded: false }
  expect(await search('author:riter', { sort: 'added' })).toMatchObject(byLetters)
  const { isBounded } = await ann.call(listFacets, { query: { q: 'ordinary' } })
  expect(isBounded).toBe(true)
})

test('of 200,000 papers every statement within a search stays on the indexes', async () => {
  const { rows } = await admin.query(
    `select indexdef from pg_indexes where indexname in ('paper_search_words', 'paper_search_title')`,
  )
  await admin.query(`
    drop index paper_search_words, paper_search_title;
    set session_replication_role = replica;
    insert into paper_search (paper_id, library_id, block, words)
      select uuidv7(), '${library}', n / 32768, format('ordinari:1C w%s:2C', n)::tsvector
        from generate_series(${papers + 1}, 200000) as n;
    set session_replication_role = origin;
    ${rows.map(({ indexdef }) => indexdef).join(';')};
    insert into judgements (library_id, paper_id, user_id, rating_halves)
      select library_id, id, '${ann.userId}', 1 + version % 10 from papers where version % 10 = 0;
    insert into text_search (paper_id, library_id, words) select id, library_id, 'bassoon:1D' from papers where version % 40 = 0
      on conflict do nothing;
    insert into private_search (user_id, paper_id, library_id, words)
      select '${ann.userId}', id, library_id, 'mine:1' from papers where version % 40 = 0;
    analyze paper_search, judgements, text_search, private_search, search_vocabulary;`)
  const asMany = {
    papers: 200_000,
    text_search: 200_000,
    private_search: 200_000,
    search_vocabulary: 200_000,
  }
  await planAsIfLarger(admin, { ...asMany, paper_search: 200_000, judgements: 200_000 })
  const plans: string[] = []
  const hear = (notice: { message?: string | undefined }) => plans.push(notice.message ?? '')
  admin.on('notice', hear)
  await admin.query(`
    load 'auto_explain';
    set client_min_messages = log; set auto_explain.log_min_duration = 0; set auto_explain.log_nested_statements = on;
    select set_config('app.user_id', '${ann.userId}', false);`)
  try {
    for (const words of ['scarce', 'ordinary', 'ordinary scarce', 'w4711', 'ordinaryy']) {
      await admin.query(`select * from app.rank_papers($1, '{}', '{}', 10001, null, null, 20, null, null)`, [
        words,
      ])
      await admin.query(`select * from app.match_papers($1, '{}', '{}', 10001, null, null)`, [words])
      await admin.query(`select * from app.search_spellings($1), app.stands_often($1)`, [words])
    }
    await admin.query(`select * from app.suggest_names('author', 'writer', 5)`)
    await admin.query(`select app.papers_by_letters('author', 'riter 7', null, 30000),
                              app.papers_by_letters('journal', 'nature', null, 30000),
                              app.papers_by_letters('author', '길동', null, 30000)`)
  } finally {
    await admin.query(`reset client_min_messages; reset auto_explain.log_min_duration`)
    admin.off('notice', hear)
  }
  const whole = plans.join('\n')
  for (const index of [
    'paper_search_words',
    'paper_search_title',
    'paper_search_pkey',
    'papers_letters',
    'search_vocabulary_pkey',
  ])
    expect(whole).toMatch(new RegExp(`Index Scan (on|using) ${index}`))
  const walks = /Seq Scan on (papers|paper_search|text_search|private_search|search_vocabulary|judgements)\b/
  expect(plans.filter((plan) => walks.test(plan))).toEqual([])
}, 60_000)
