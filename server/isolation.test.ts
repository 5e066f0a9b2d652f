import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { analysisRun, changeAutomatic, requestAnalysis, requestBatch } from '#features/analysis/contract.ts'
import { makeConnectorToken } from '#features/connector/contract.ts'
import { linkVersions, listDuplicates } from '#features/duplicates/contract.ts'
import { createLink, setKeyFormula, setPaperKey } from '#features/exports/contract.ts'
import { saveGuide } from '#features/guide/contract.ts'
import { createHighlight } from '#features/highlights/contract.ts'
import { importFiles } from '#features/imports/contract.ts'
import { createNote } from '#features/notes/contract.ts'
import { addWebhook, saveSettings, sendTest } from '#features/notifications/contract.ts'
import { getPaper, keepReadingPlace, listPapers } from '#features/papers/contract.ts'
import {
  createCollection,
  createSmartCollection,
  fileInCollection,
  followSmartCollection,
  judge,
  mergeTags,
  tagPaper,
} from '#features/reading/contract.ts'
import { addIdentifiers } from '#features/sources/contract.ts'
import { reserve, writeRequestCounts } from '#features/usage/server/usage.ts'
import { saveKey } from '#features/vault/contract.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import type { Person } from './testing/person.ts'

const example = readFileSync(join(import.meta.dirname, '../examples/first-paper.pdf'))
const bibliography = Buffer.from(
  '@article{a, title={One}, author={Kim, A.}, year={2020}, keywords={x}}\n@book{b, title={Two}}',
)

let seogo: TestHouse
let ann: Person
let bob: Person
let admin: pg.Client
let app: pg.Client

/** Every table the application's role has any right on, with its columns. */
type Table = { name: string; columns: string[] }
let tables: Table[] = []

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  await ann.call(saveKey, {
    body: {
      label: 'lab',
      provider: 'openai-compatible',
      baseUrl: 'http://127.0.0.1:9/v1',
      model: 'm',
      key: 'sk-planted',
    },
  })
  await ann.upload(importFiles, [
    { fileName: 'first-paper.pdf', bytes: example },
    { fileName: 'refs.bib', bytes: bibliography },
  ])
  await ann.request('POST', '/api/uploads', { headers: { 'tus-resumable': '1.0.0', 'upload-length': '9' } })
  await seogo.workUntilQuiet()
  const { items: papers } = await ann.call(listPapers, { query: { sort: 'added', direction: 'asc' } })
  const paper = papers.find(({ fileState }) => fileState !== null)
  const params = { paperId: paper?.id ?? '' } as { paperId: NonNullable<typeof paper>['id'] }
  await ann.call(saveGuide, { body: { tried: 'claim' } })
  await ann.call(judge, { params, body: { ratingHalves: 7 } })
  const { items: tags } = await ann.call(tagPaper, { params, body: { names: ['a', 'secret'] } })
  const [merged, kept] = tags.map(({ id }) => id)
  if (!merged || !kept) return expect.fail('two tags')
  await ann.call(mergeTags, { body: { tagIds: [merged], intoId: kept } })
  const { id: collectionId } = await ann.call(createCollection, { body: { name: 'hidden' } })
  const { path } = await ann.call(makeConnectorToken, { body: { label: 'browser' } })
  const saved = await ann.request('POST', `${path}connector/saveItems`, {
    body: { sessionID: 'a', items: [{ id: 'b', itemType: 'book', title: 'From the browser' }] },
  })
  expect(saved.statusCode).toBe(201)
  await ann.call(fileInCollection, { params: { collectionId }, body: { add: [params.paperId] } })
  const libraryId = paper?.libraryId ?? expect.fail('no paper')
  await ann.call(createNote, {
    body: { libraryId, body: `[secret](paper:${params.paperId})`, visibility: 'shared' },
  })
  const smart = await ann.call(createSmartCollection, { body: { libraryId, name: 'hidden', filter: {} } })
  await ann.call(followSmartCollection, {
    params: { smartCollectionId: smart.id },
    body: { follows: true },
  })
  await ann.call(setPaperKey, { params, body: { key: 'secret2020' } })
  await ann.call(setKeyFormula, { params: { libraryId }, body: { formula: 'auth', folds: true } })
  await ann.call(createLink, { body: { libraryId, name: 'hidden' } })
  const { files } = await ann.call(getPaper, { params })
  const fileId = files[0]?.id ?? expect.fail('no file')
  await ann.call(keepReadingPlace, { params: { fileId }, body: { page: 1, share: 0.5 } })
  const quote = { exact: 'most Korean nouns have two syllables' }
  await ann.call(createHighlight, { params, body: { fileId, quote, colour: 'red', visibility: 'library' } })
  await ann.call(addIdentifiers, { body: { identifiers: ['10.5555/12345678'] } })
  await seogo.house.database.asUser(ann.userId, (tx) =>
    tx
      .insertInto('paper_sources')
      .values({
        library_id: paper?.libraryId ?? '',
        paper_id: params.paperId,
        source: 'crossref',
        key: 'doi:10.5555/12345678',
        verdict: 'trusted',
        confidence: 1,
        csl: JSON.stringify({ type: 'book', title: 'T' }),
        fetched_at: new Date(),
      })
      .execute(),
  )
  await ann.call(requestBatch, {
    body: { papers: { paperIds: [params.paperId] }, choices: ['local'], language: 'en' },
  })
  // Refused at once, and so not tried again.
  await ann.call(addWebhook, { body: { label: 'lab', url: 'http://127.0.0.1:9/hook' } })
  await ann.call(saveSettings, { body: { choices: { analyses_finished: ['app', 'webhook'] } } })
  await ann.call(sendTest, { body: { channel: 'webhook' } })
  const run = await ann.call(requestAnalysis, { params, body: { choices: ['local'], language: 'en' } })
  expect(analysisRun.parse(run).state).toBe('running')
  await seogo.workUntilQuiet()
  const { answers } = analysisRun.parse(run)
  await seogo.house.database.asSystem('a call that was paid for', (tx) =>
    tx
      .insertInto('usage_calls')
      .values({
        user_id: ann.userId,
        subject: answers[0]?.id ?? null,
        provider: 'openai',
        operation: 'analysis',
        outcome: 'answered',
        day: '2026-11-26',
        month: '2026-11-01',
        house_day: '2026-11-26',
        house_month: '2026-11-01',
      })
      .execute(),
  )
  await seogo.house.database.asSystem('a limit of a person', (tx) =>
    tx
      .insertInto('usage_limits')
      .values({ applies_to: 'person', user_id: ann.userId, meter: 'analyses', period: 'day', hard: 1_000 })
      .execute(),
  )
  const amounts = { analyses: 1, tokens: 1, microUsd: 1 }
  await seogo.house.database.asUser(ann.userId, (tx) =>
    reserve(seogo.house, tx, { userId: ann.userId, subject: crypto.randomUUID(), ...amounts }),
  )
  await writeRequestCounts(seogo.house)
  await ann.call(changeAutomatic, {
    body: { enabled: true, choices: ['local'], language: 'en', papersPerDay: 5 },
  })
  await seogo.house.database.asSystem('a paper that was taken up by itself', (tx) =>
    tx
      .insertInto('analysis_automatic_papers')
      .columns(['user_id', 'library_id', 'paper_id'])
      .expression((row) =>
        row
          .selectFrom('papers')
          .select([row.val(ann.userId).as('user_id'), 'library_id', 'id'])
          .where('id', '=', params.paperId),
      )
      .execute(),
  )
  await seedMeaning(params.paperId)
  await seedVersions()
  await connect()
}, 120_000)

/** A passage of a paper with its vector, and who made it. */
async function seedMeaning(paperId: string) {
  await seogo.house.database.asUser(ann.userId, async (tx) => {
    const { library_id } = await tx
      .selectFrom('papers')
      .select('library_id')
      .where('id', '=', paperId)
      .executeTakeFirstOrThrow()
    const { stamp } = await tx
      .insertInto('meaning_sources')
      .values({ user_id: ann.userId, model: 'embed', reads_texts: false, dimensions: 8 })
      .returning('stamp')
      .executeTakeFirstOrThrow()
    const seen = { seen_version: 1, seen_files: '-', passages: 1 }
    await tx
      .insertInto('meaning_papers')
      .values({ paper_id: paperId, library_id, stamp, ...seen })
      .execute()
    const { id } = await tx
      .insertInto('passages')
      .values({ library_id, paper_id: paperId, stamp, signs: '10101010' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const made = { text_sha: Buffer.alloc(32), excerpt: 'secret', vector: Buffer.alloc(16) }
    await tx
      .insertInto('passage_vectors')
      .values({ library_id, passage_id: id, ...made })
      .execute()
  })
}

/** Two records that may be one, and two that are versions of one work. */
async function seedVersions() {
  const pair = '@article{c, title={A title that stands here twice}, author={Kim, A.}, year={2020}}'
  const bytes = Buffer.from(`${pair}\n${pair.replace('2020', '2021').replace('{c,', '{d,')}`)
  await ann.upload(importFiles, [{ fileName: 'pair.bib', bytes }])
  await seogo.workUntilQuiet()
  const [found] = (await ann.call(listDuplicates, { query: {} })).items
  const [one, other] = found?.papers ?? expect.fail('nothing was suggested')
  await ann.call(linkVersions, { params: { paperId: one.id }, body: { otherId: other.id } })
}

async function connect() {
  const { address } = seogo.house.database
  admin = new pg.Client(address.admin)
  app = new pg.Client(address.as('seogo_app'))
  await Promise.all([admin.connect(), app.connect()])
  const { rows } = await admin.query<Table>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = 'public' and c.relkind in ('r', 'p') and not c.relispartition and c.relrowsecurity
       and (has_table_privilege('seogo_app', c.oid, 'select') or has_table_privilege('seogo_app', c.oid, 'insert'))
     group by 1 order by 1`)
  tables = rows
}

afterAll(async () => {
  await admin.end()
  await app.end()
  await seogo.close()
})

/** The condition that a row is Ann's, by whichever column says so. */
function annsRows({ name, columns }: Table): string {
  const library = `(select id from libraries where owner_id = '${ann.userId}')`
  if (name === 'libraries') return `owner_id = '${ann.userId}'`
  if (columns.includes('library_id')) return `library_id in ${library}`
  if (columns.includes('user_id')) return `user_id = '${ann.userId}'`
  throw new Error(`${name}: no column says whose a row is; teach this test`)
}

/** Runs one statement as Bob through the application's role and rolls it back. */
async function asBob(
  statement: string,
  values: unknown[] = [],
): Promise<{ rows: number } | { refused: string }> {
  await app.query('begin')
  try {
    await app.query(`select set_config('app.user_id', $1, true)`, [bob.userId])
    const { rowCount } = await app.query(statement, values)
    return { rows: rowCount ?? 0 }
  } catch (error) {
    return { refused: error instanceof pg.DatabaseError ? (error.code ?? '') : String(error) }
  } finally {
    await app.query('rollback')
  }
}

test('Ann has rows in every table the application may touch, so that the tests below mean something', async () => {
  const empty: string[] = []
  for (const table of tables) {
    const { rows } = await admin.query(`select from ${table.name} where ${annsRows(table)} limit 1`)
    // Events leave the outbox as soon as they are relayed.
    if (rows.length === 0 && table.name !== 'outbox') empty.push(table.name)
  }
  expect(empty).toEqual([])
})

test('another person selects, changes and deletes none of them', async () => {
  for (const table of tables) {
    const whose = annsRows(table)
      .replace(/\(select id from libraries[^)]*\)/, '($1::uuid[])')
      .replace('in ($1', '= any ($1')
    const { rows } = await admin.query<{ ids: string[] }>(
      'select array_agg(id) as ids from libraries where owner_id = $1',
      [ann.userId],
    )
    const values = whose.includes('$1') ? [rows[0]?.ids] : []
    const column = ['library_id', 'user_id', 'name'].find((each) => table.columns.includes(each)) ?? ''
    for (const statement of [
      `select * from ${table.name} where ${whose}`,
      `update ${table.name} set ${column} = ${column} where ${whose}`,
      `delete from ${table.name} where ${whose}`,
    ]) {
      const outcome = await asBob(statement, values)
      expect([table.name, statement.slice(0, 6), outcome]).toEqual([
        table.name,
        statement.slice(0, 6),
        'refused' in outcome ? { refused: '42501' } : { rows: 0 },
      ])
    }
  }
})

test('another person inserts no row that is Ann’s', async () => {
  for (const table of tables) {
    const { rows } = await admin.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${table.name} t where ${annsRows(table)} limit 1`,
    )
    const copy = rows[0]?.row
    if (!copy) continue
    if ('id' in copy) copy.id = crypto.randomUUID()
    // What PostgreSQL computes itself may be given by nobody, and would be refused before any policy.
    const { rows: columns } = await admin.query<{ name: string }>(
      `select quote_ident(attname) as name from pg_attribute
        where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
      [table.name],
    )
    const names = columns.map(({ name }) => name).join(', ')
    const outcome = await asBob(
      `insert into ${table.name} (${names}) select ${names} from jsonb_populate_record(null::${table.name}, $1)`,
      [JSON.stringify(copy)],
    )
    // 42501: refused by policy or right. Nothing may get as far as a unique or foreign key of somebody else's.
    expect([table.name, outcome]).toEqual([table.name, { refused: '42501' }])
  }
})

test('the planted key is in no log line, no answer and no column as it was', async () => {
  const { rows } = await admin.query<{ name: string }>(`select c.relname as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p')`)
  for (const { name } of rows) {
    const schema = (await admin.query(`select to_regclass('public.' || quote_ident($1)) as here`, [name]))
      .rows[0]?.here
      ? 'public'
      : 'auth'
    const { rows: hits } = await admin.query(
      `select from ${schema}."${name}" t where to_jsonb(t)::text like '%sk-planted%' limit 1`,
    )
    expect([name, hits.length]).toEqual([name, 0])
  }
})
