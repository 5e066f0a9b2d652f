import { sql } from 'kysely'
import { type PaperId, paperId as paperIdOf, type UserId, userId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'

/** @returns undefined when nobody had this address */
export async function findPerson(tx: SystemTx, email: string): Promise<UserId | undefined> {
  const row = await tx
    .selectFrom('auth.users')
    .select('id')
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst()
  return row && userId.parse(row.id)
}

export type ReadableTable = { readonly name: string; readonly paperColumn: string | null }

/** The tables of which a person may read their rows, and the column that says which paper a row is about. */
export async function listReadableTables(tx: UserTx): Promise<ReadableTable[]> {
  const { rows } = await sql<ReadableTable>`
    select c.relname as name,
           case when c.relname = 'papers' then 'id'
                else (select a.attname from pg_attribute a
                       where a.attrelid = c.oid and a.attname = 'paper_id' and not a.attisdropped) end as "paperColumn"
      from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and has_table_privilege(c.oid, 'select')
     order by c.relname`.execute(tx)
  return rows
}

const rowsAtOnce = 500

/** The rows of a table that a person sees, as JSON, some at a time; of one paper only where one is named. */
export async function* readVisibleRows(
  tx: UserTx,
  { name, paperColumn }: ReadableTable,
  paperId: PaperId | undefined,
): AsyncGenerator<string[]> {
  const ofPaper =
    paperId === undefined || paperColumn === null ? sql`` : sql` where t.${sql.ref(paperColumn)} = ${paperId}`
  await sql`declare visible no scroll cursor for select to_jsonb(t)::text as row from ${sql.table(name)} t${ofPaper}`.execute(
    tx,
  )
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch ${sql.lit(rowsAtOnce)} from visible`.execute(tx)
    if (rows.length > 0) yield rows.map(({ row }) => row)
    if (rows.length < rowsAtOnce) break
  }
  await sql`close visible`.execute(tx)
}

export type FileOfPaper = { readonly sha256: string; readonly name: string }

/** The files of the papers that a person sees, or of one of them. */
export async function listVisibleFiles(tx: UserTx, paperId: PaperId | undefined): Promise<FileOfPaper[]> {
  return await tx
    .selectFrom('files')
    .select(['sha256', 'name'])
    .$if(paperId !== undefined, (files) => files.where('paper_id', '=', paperId ?? ''))
    .orderBy('id')
    .execute()
}

/** The papers that a person sees, in the order in which they came. */
export async function listVisiblePapers(tx: UserTx): Promise<PaperId[]> {
  const rows = await tx.selectFrom('papers').select('id').orderBy('id').execute()
  return rows.map(({ id }) => paperIdOf.parse(id))
}
