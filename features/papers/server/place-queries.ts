import { sql } from 'kysely'
import type { FileId, UserId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

const placeColumns = ['page', 'share', 'session_id', 'updated_at'] as const

export async function findPlace(tx: UserTx, userId: UserId, fileId: FileId) {
  return tx
    .selectFrom('reading_places')
    .select(placeColumns)
    .where('user_id', '=', userId)
    .where('file_id', '=', fileId)
    .executeTakeFirst()
}

export type NewPlace = {
  readonly library_id: string
  readonly file_id: string
  readonly user_id: UserId
  readonly page: number
  readonly share: number
  readonly session_id: string
}

/** Keeps the place that was told last. */
export async function upsertPlace(tx: UserTx, row: NewPlace) {
  const { page, share, session_id } = row
  return tx
    .insertInto('reading_places')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'file_id']).doUpdateSet({
        library_id: row.library_id,
        page,
        share,
        session_id,
        updated_at: sql<Date>`clock_timestamp()`,
      }),
    )
    .returning(placeColumns)
    .executeTakeFirstOrThrow()
}

/** Sizes of a file's pages, neighbours of one size together; pages that could not be read are left out. */
export async function listSizes(tx: UserTx, fileId: FileId) {
  const { rows } = await sql<{
    from: number
    count: number
    widthPt: number
    heightPt: number
    rotation: number
  }>`
    select min(number) as "from", count(*)::int as count, width_pt as "widthPt", height_pt as "heightPt", rotation
      from (select number, width_pt, height_pt, rotation,
                   number - row_number() over (partition by width_pt, height_pt, rotation order by number) as run
              from pages where file_id = ${fileId} and width_pt > 0 and height_pt > 0) page
     group by width_pt, height_pt, rotation, run order by 1`.execute(tx)
  return rows
}

/** Texts of so many pages from a number on. */
export async function listTextsFrom(tx: UserTx, fileId: FileId, from: number, most: number) {
  return tx
    .selectFrom('pages')
    .select(['number', 'text'])
    .where('file_id', '=', fileId)
    .where('number', '>=', from)
    .orderBy('number')
    .limit(most)
    .execute()
}
