import { sql } from 'kysely'
import type { ImportId, LibraryId, UploadId, UserId } from '#contract/ids.ts'
import type { SystemTx, Tx, UserTx } from '#platform/database/transactions.ts'

export type NewUpload = {
  readonly library_id: LibraryId
  readonly user_id: UserId
  readonly file_name: string
  readonly size_bytes: number
  readonly metadata: string | null
  readonly expires_at: Date
}

export async function insertUpload(tx: UserTx, row: NewUpload): Promise<UploadId> {
  const { id } = await tx.insertInto('uploads').values(row).returning('id').executeTakeFirstOrThrow()
  return id as UploadId
}

const columns = [
  'id',
  'library_id',
  'user_id',
  'file_name',
  'size_bytes',
  'metadata',
  'import_id',
  'expires_at',
] as const

/** An upload that has not expired. */
export async function findUpload(tx: Tx, id: UploadId, now: Date) {
  return tx
    .selectFrom('uploads')
    .select(columns)
    .where('id', '=', id)
    .where('expires_at', '>', now)
    .executeTakeFirst()
}

export type UploadRow = NonNullable<Awaited<ReturnType<typeof findUpload>>>

/** How many uploads of a person are under way. */
export async function countUploads(tx: UserTx, userId: UserId, now: Date): Promise<number> {
  const { count } = await tx
    .selectFrom('uploads')
    .select((one) => one.fn.countAll<number>().as('count'))
    .where('user_id', '=', userId)
    .where('import_id', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirstOrThrow()
  return count
}

/**
 * Makes a writer the only one for some seconds, or gives it more of them. @returns false while another one writes
 */
export async function holdUpload(tx: Tx, id: UploadId, writer: string, seconds: number): Promise<boolean> {
  const row = await tx
    .updateTable('uploads')
    .set({ writer, writing_until: sql<Date>`clock_timestamp() + make_interval(secs => ${seconds})` })
    .where('id', '=', id)
    .where(sql<boolean>`(writer is null or writer = ${writer}::uuid or writing_until < clock_timestamp())`)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function releaseUpload(tx: Tx, id: UploadId, writer: string): Promise<void> {
  await tx
    .updateTable('uploads')
    .set({ writer: null, writing_until: null })
    .where('id', '=', id)
    .where('writer', '=', writer)
    .execute()
}

export async function finishUpload(tx: Tx, id: UploadId, importId: ImportId): Promise<void> {
  await tx.updateTable('uploads').set({ import_id: importId }).where('id', '=', id).execute()
}

export async function deleteUpload(tx: Tx, id: UploadId): Promise<void> {
  await tx.deleteFrom('uploads').where('id', '=', id).execute()
}

/** Uploads that expired. */
export async function listExpired(tx: SystemTx, now: Date) {
  return tx.selectFrom('uploads').select('id').where('expires_at', '<=', now).limit(1_000).execute()
}

/** Of ids, those that are uploads still. */
export async function listKnown(tx: SystemTx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx
    .selectFrom('uploads')
    .select('id')
    .where('id', 'in', [...ids])
    .execute()
  return new Set(rows.map(({ id }) => id))
}
