import { toInstant } from '#contract/time.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { listOwnRows } from './queries.ts'

/** The asking person's own notes as they wrote them, the oldest first, behind the one with this id. */
export async function listOwnNotes(tx: UserTx, after: string | undefined, limit: number) {
  const rows = await listOwnRows(tx, after, limit)
  return rows.map(({ id, library_id, paper_id, visibility, title, body, created_at, updated_at }) => ({
    id,
    libraryId: library_id,
    paperId: paper_id,
    visibility,
    title,
    body,
    createdAt: toInstant(created_at),
    updatedAt: toInstant(updated_at),
  }))
}
