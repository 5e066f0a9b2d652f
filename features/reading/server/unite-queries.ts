import { sql } from 'kysely'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import type { SystemTx } from '#platform/database/transactions.ts'

/** Whose rows go where. */
export type Move = { readonly libraryId: LibraryId; readonly from: PaperId; readonly to: PaperId }

export type JudgementRow = {
  user_id: string
  rating_halves: number | null
  status: string
  created_at: string
  updated_at: string
}

/** Everybody's judgements of a paper, instants as text so that nothing of them is lost. */
export async function listJudgements(
  tx: SystemTx,
  libraryId: LibraryId,
  paperId: PaperId,
): Promise<JudgementRow[]> {
  const { rows } = await sql<JudgementRow>`
    select user_id, rating_halves, status, created_at::text, updated_at::text
      from judgements where library_id = ${libraryId} and paper_id = ${paperId} order by user_id for update`.execute(
    tx,
  )
  return rows
}

/** Puts a person's judgement in the place of what they had said, with the instants it carries; undefined takes it away. */
export async function replaceJudgement(
  tx: SystemTx,
  { libraryId, to }: Move,
  userId: string,
  row: JudgementRow | undefined,
): Promise<void> {
  await tx.deleteFrom('judgements').where('user_id', '=', userId).where('paper_id', '=', to).execute()
  if (!row) return
  await sql`
    insert into judgements (library_id, paper_id, user_id, rating_halves, status, created_at, updated_at)
    values (${libraryId}, ${to}, ${userId}, ${row.rating_halves}, ${row.status}, ${row.created_at}::timestamptz,
            ${row.updated_at}::timestamptz)`.execute(tx)
}

export type TagRow = { tag_id: string; added_at: string }

/** Takes all tags from a paper. @returns what it had */
export async function takeTags(tx: SystemTx, { libraryId, from }: Move): Promise<TagRow[]> {
  const { rows } = await sql<TagRow>`
    delete from paper_tags where library_id = ${libraryId} and paper_id = ${from}
    returning tag_id, added_at::text`.execute(tx)
  return rows
}

/** Gives a paper tags that are still there. @returns the ids of those it did not have */
export async function giveTags(
  tx: SystemTx,
  { libraryId, to }: Pick<Move, 'libraryId' | 'to'>,
  rows: readonly TagRow[],
): Promise<string[]> {
  if (rows.length === 0) return []
  const given = await sql<{ tag_id: string }>`
    insert into paper_tags (library_id, paper_id, tag_id, added_at)
    select t.library_id, ${to}, t.id, g.added_at
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g (tag_id uuid, added_at timestamptz)
      join tags t on t.library_id = ${libraryId} and t.id = g.tag_id
    on conflict do nothing returning tag_id`.execute(tx)
  return given.rows.map((row) => row.tag_id)
}

export async function removeTags(
  tx: SystemTx,
  { libraryId, to }: Pick<Move, 'libraryId' | 'to'>,
  tagIds: readonly string[],
): Promise<void> {
  await sql`
    delete from paper_tags where library_id = ${libraryId} and paper_id = ${to} and tag_id = any (${[...tagIds]}::uuid[])`.execute(
    tx,
  )
}

/** Files a paper wherever another one stands. @returns the collections it was not in */
export async function fileLike(tx: SystemTx, { libraryId, from, to }: Move): Promise<string[]> {
  const { rows } = await sql<{ collection_id: string }>`
    insert into paper_collections (library_id, paper_id, collection_id)
    select library_id, ${to}, collection_id from paper_collections
     where library_id = ${libraryId} and paper_id = ${from}
    on conflict do nothing returning collection_id`.execute(tx)
  return rows.map((row) => row.collection_id)
}

export async function unfile(
  tx: SystemTx,
  { libraryId, to }: Pick<Move, 'libraryId' | 'to'>,
  collectionIds: readonly string[],
): Promise<void> {
  await sql`
    delete from paper_collections where library_id = ${libraryId} and paper_id = ${to}
       and collection_id = any (${[...collectionIds]}::uuid[])`.execute(tx)
}
