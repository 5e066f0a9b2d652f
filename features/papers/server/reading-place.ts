import type { FileId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import type { Caller } from '#platform/http/route.ts'
import { findPlace, listSizes, listTextsFrom, type NewPlace, upsertPlace } from './place-queries.ts'
import { findFile } from './queries.ts'

// A book's thousand pages come in a few answers, none of which keeps the others waiting.
const pagesAtOnce = 200

async function requireFile(tx: UserTx, fileId: FileId) {
  const file = await findFile(tx, fileId)
  if (!file) throw new Problem('file_not_found')
  return file
}

type PlaceRow = Pick<NewPlace, 'page' | 'share' | 'session_id'> & { readonly updated_at: Date }

function toPlace({ page, share, session_id, updated_at }: PlaceRow, { sessionId }: Caller) {
  return { page, share, readAt: updated_at.toISOString(), isOwn: session_id === sessionId }
}

/**
 * How far the caller has read a file, on whichever device.
 * @throws Problem file_not_found
 */
export async function readPlace(tx: UserTx, caller: Caller, fileId: FileId) {
  await requireFile(tx, fileId)
  const row = await findPlace(tx, caller.userId, fileId)
  return row ? toPlace(row, caller) : null
}

/**
 * Keeps how far the caller has read a file and tells their other devices; the last word counts.
 * @throws Problem file_not_found
 */
export async function keepPlace(
  tx: UserTx,
  caller: Caller,
  { fileId, page, share }: { readonly fileId: FileId; readonly page: number; readonly share: number },
) {
  const { library_id } = await requireFile(tx, fileId)
  const { userId, sessionId } = caller
  const row = { library_id, file_id: fileId, user_id: userId, page, share, session_id: sessionId }
  const kept = await upsertPlace(tx, row)
  announce(tx, { userIds: [userId] }, [{ topic: 'place', id: fileId }])
  return toPlace(kept, caller)
}

/** @throws Problem file_not_found */
export async function readSizes(tx: UserTx, fileId: FileId) {
  await requireFile(tx, fileId)
  return listSizes(tx, fileId)
}

/**
 * The texts of a file's pages from one on, and where the next ones begin.
 * @throws Problem file_not_found
 */
export async function readTexts(tx: UserTx, fileId: FileId, from: number) {
  await requireFile(tx, fileId)
  const rows = await listTextsFrom(tx, fileId, from, pagesAtOnce + 1)
  const next = rows[pagesAtOnce]?.number ?? null
  return { items: rows.slice(0, pagesAtOnce), next }
}
