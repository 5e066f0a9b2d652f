import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { getMe, signIn } from '#features/accounts/contract.ts'
import { requestAnalysis } from '#features/analysis/contract.ts'
import { importFiles } from '#features/imports/contract.ts'
import { createNote, listNotes } from '#features/notes/contract.ts'
import { getPaper, listPapers } from '#features/papers/contract.ts'
import { tagPaper } from '#features/reading/contract.ts'
import { type DatabaseAddress, socketAddress } from '#platform/database/address.ts'
import { migrate, readMigrations } from '#platform/database/migrate.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import { clientOf } from './testing/person.ts'
import { withAdmin } from './testing/test-cluster.ts'

/** So many migrations before today's: a Seogo that nobody updated for a while. */
const migrationsBack = 15
const name = `seogo_upgrade_${process.pid}`
const title = '한글 제목 of an older time'

let now: TestHouse
let current: DatabaseAddress
let old: DatabaseAddress

beforeAll(async () => {
  now = await openTestHouse({}, (address) => {
    current = address
    return address
  })
  await withAdmin(inject('cluster'), (client) => client.query(`create database ${name}`))
  old = socketAddress({ ...inject('cluster'), database: name })
}, 120_000)
afterAll(async () => {
  await now.close()
  await withAdmin(inject('cluster'), (client) => client.query(`drop database if exists ${name} with (force)`))
})

async function withClient<T>(settings: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(settings)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

type Table = { readonly name: string; readonly columns: readonly string[] }

/** The tables with rows of Seogo's own, without partitions, and what can be written of their columns. */
async function tablesOf(client: pg.Client): Promise<Map<string, Table>> {
  const { rows } = await client.query<Table>(`
    select format('%I.%I', n.nspname, c.relname) as name, array_agg(a.attname::text order by a.attnum) as columns
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> 'seogo_migrations'
     group by 1`)
  return new Map(rows.map((table) => [table.name, table]))
}

/** What both know, as today's database has it. */
async function readCommon(from: pg.Client, to: pg.Client) {
  const older = await tablesOf(to)
  const common = []
  for (const { name: table, columns } of (await tablesOf(from)).values()) {
    const known = older.get(table)?.columns.filter((column) => columns.includes(column)) ?? []
    if (known.length === 0) continue
    const list = known.map((column) => pg.escapeIdentifier(column)).join(', ')
    const { rows } = await from.query<{ row: object }>(
      `select to_jsonb(each) as row from (select ${list} from ${table}) as each order by 1`,
    )
    if (rows.length > 0) common.push({ table, list, rows: rows.map(({ row }) => row) })
  }
  return common
}
type Common = Awaited<ReturnType<typeof readCommon>>

/** Puts rows where they would stand if that version had written them. */
async function fill(to: pg.Client, common: Common): Promise<void> {
  await to.query(`set session_replication_role = replica`)
  for (const { table, list, rows } of common) {
    await to.query(`delete from ${table}`)
    await to.query(
      `insert into ${table} (${list}) overriding system value
       select ${list} from jsonb_populate_recordset(null::${table}, $1::jsonb)`,
      [JSON.stringify(rows)],
    )
  }
  await to.query(`set session_replication_role = origin`)
}

/** Reads again and again while `work` runs. @returns how often, and how long the slowest waited */
async function readingWhile<T>(
  work: () => Promise<T>,
): Promise<{ reads: number; refused: string[]; value: T }> {
  const refused: string[] = []
  let reads = 0
  let isOver = false
  const reading = withClient(old.admin, async (client) => {
    // A reader that waited longer than this would have been an outage.
    await client.query(`set statement_timeout = '20s'`)
    while (!isOver) {
      await client
        .query('select title from papers limit 10')
        .catch((error: Error) => refused.push(error.message))
      reads += 1
    }
  })
  const value = await work().finally(() => {
    isOver = true
  })
  await reading
  return { reads, refused, value }
}

test('a database of an older schema comes along with all its data, while people read', async () => {
  const ann = await now.person('Ann')
  const bytes = readFileSync(join(import.meta.dirname, '../examples/first-paper.pdf'))
  const bib = Buffer.from(`@article{a, title={${title}}, author={Kim, Ada}, year={2020}}`)
  await ann.upload(importFiles, [
    { fileName: 'refs.bib', bytes: bib },
    { fileName: 'first-paper.pdf', bytes },
  ])
  await now.workUntilQuiet()
  const { items } = await ann.call(listPapers, { query: { hasPdf: 'true' } })
  const params = { paperId: items[0]?.id ?? expect.fail('no paper') }
  await ann.call(requestAnalysis, { params, body: { choices: ['local'], language: 'ko' } })
  await ann.call(createNote, { body: { ...params, body: '옛 노트' } })
  await ann.call(tagPaper, { params, body: { names: ['방법/통계'] } })
  await now.workUntilQuiet()

  const newest = (await readMigrations()).length
  await migrate(old, { upTo: newest - migrationsBack })
  const kept = await withClient(current.admin, (from) =>
    withClient(old.admin, async (to) => {
      const common = await readCommon(from, to)
      await fill(to, common)
      return common
    }),
  )
  expect(kept.length).toBeGreaterThan(25)
  const { reads, refused, value } = await readingWhile(() => migrate(old))
  expect([value.applied.length, refused]).toEqual([migrationsBack, []])
  expect(reads).toBeGreaterThan(1)

  await withClient(old.admin, async (client) => {
    for (const { table, rows } of kept) {
      const { rows: after } = await client.query<{ count: number }>(
        `select count(*)::int as count from ${table}`,
      )
      expect([table, after[0]?.count], table).toEqual([table, rows.length])
    }
  })
  const seogo = await openTestHouse({}, () => old)
  try {
    const client = clientOf({ app: seogo.app, cookie: ann.cookie })
    expect((await client.call(getMe, {})).id).toBe(ann.userId)
    const found = await client.call(listPapers, { query: { q: '한글 제목' } })
    expect(found.items.map((paper) => paper.title)).toEqual([title])
    const paper = await client.call(getPaper, { params })
    expect([paper.tags.length, paper.files[0]?.state, paper.answeredCount]).toEqual([1, 'read', 1])
    expect((await client.call(listNotes, { query: params })).items[0]?.title).toBe('옛 노트')
    const body = { email: ann.email, password: 'correct horse battery' }
    expect(
      (await clientOf({ app: seogo.app, cookie: '' }).request(signIn.method, signIn.path, { body }))
        .statusCode,
    ).toBe(200)
  } finally {
    await seogo.close()
  }
})

test('a migration that finds its table in use waits for little and tries again, so that no reader waits behind it', async () => {
  const other = `${name}_busy`
  await withAdmin(inject('cluster'), (client) => client.query(`create database ${other}`))
  const address = socketAddress({ ...inject('cluster'), database: other })
  try {
    const newest = (await readMigrations()).length
    await migrate(address, { upTo: newest - migrationsBack })
    await withClient(address.admin, async (holder) => {
      // Somebody’s long statement on every table.
      await holder.query('begin')
      const { rows } = await holder.query<{ name: string }>(
        `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'public'`,
      )
      for (const table of rows) await holder.query(`lock table ${table.name} in access share mode`)
      const migrating = migrate(address)
      const read = await withClient(address.admin, async (reader) => {
        await reader.query(`set statement_timeout = '20s'`)
        let reads = 0
        for (const until = Date.now() + 1_500; Date.now() < until; reads += 1)
          await reader.query('select count(*) from papers')
        return reads
      })
      expect(read).toBeGreaterThan(0)
      await holder.query('commit')
      expect((await migrating).applied.length).toBe(migrationsBack)
    })
  } finally {
    await withAdmin(inject('cluster'), (client) =>
      client.query(`drop database if exists ${other} with (force)`),
    )
  }
})
