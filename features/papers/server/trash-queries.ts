import { sql } from 'kysely'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'

export type TrashRow = {
  id: string
  library_id: string
  title: string
  authors: string[]
  year: number | null
  trashed_at: Date
  position: string
  trashed_by: string | null
  by_name: string | null
  editable: boolean
}

type Page = {
  readonly libraryId: LibraryId | undefined
  readonly after: readonly [string, string] | undefined
  readonly limit: number
}

const inTrash = (libraryId: LibraryId | undefined) => sql`
  p.trashed_at is not null and p.merged_into is null
   and p.library_id = any ((select app.my_libraries())::uuid[])
   and (${libraryId ?? null}::uuid is null or p.library_id = ${libraryId ?? null}::uuid)`

/** The trash, the last one first; what another paper took in is no trash. */
export async function selectTrash(tx: UserTx, { libraryId, after, limit }: Page): Promise<TrashRow[]> {
  const beyond = after ? sql`and (p.trashed_at, p.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)` : sql``
  const { rows } = await sql<TrashRow>`
    with page as materialized (
      select p.id, p.library_id, p.title, p.authors, p.year, p.trashed_at, p.trashed_by from papers p
       where ${inTrash(libraryId)} ${beyond} order by p.trashed_at desc, p.id desc limit ${limit}),
    who as materialized (
      select id, name from app.names_of((select array_agg(distinct trashed_by) from page)))
    select page.*, page.trashed_at::text as position, who.name as by_name,
           page.library_id = any ((select app.my_editable_libraries())::uuid[]) as editable
      from page left join who on who.id = page.trashed_by order by page.trashed_at desc, page.id desc`.execute(
    tx,
  )
  return rows
}

export async function countTrash(tx: UserTx, libraryId: LibraryId | undefined): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from papers p where ${inTrash(libraryId)}`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Deletes papers that are in the trash, with all that hangs on them. @returns how many */
export async function deleteTrashed(
  tx: UserTx,
  libraryId: LibraryId,
  ids: readonly PaperId[],
): Promise<number> {
  const { rows } = await sql`
    delete from papers
     where library_id = ${libraryId} and id = any (${[...ids]}::uuid[]) and trashed_at is not null and merged_into is null
    returning id`.execute(tx)
  return rows.length
}

/** Deletes some of what went to the trash before an instant. @returns the libraries and how many */
export async function deleteTrashedBefore(tx: SystemTx, before: Date, limit: number) {
  const { rows } = await sql<{ library_id: string }>`
    delete from papers where id in (
      select id from papers where trashed_at < ${before} and merged_into is null order by trashed_at limit ${limit}
         for update skip locked)
       and trashed_at < ${before}
    returning library_id`.execute(tx)
  return rows
}
