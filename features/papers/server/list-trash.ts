import { z } from 'zod'
import { paperId } from '#contract/ids.ts'
import { cursorInstant, fromCursor, toCursor } from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { listTrash as listTrashEndpoint, trashedPaper } from '../contract.ts'
import { countTrash, selectTrash, type TrashRow } from './trash-queries.ts'

const dayMs = 86_400_000
const position = z.tuple([cursorInstant, paperId])

function toTrashed(row: TrashRow, keptDays: number): z.input<typeof trashedPaper> {
  return {
    id: row.id,
    libraryId: row.library_id,
    title: row.title,
    authors: row.authors,
    year: row.year,
    trashedAt: toInstant(row.trashed_at),
    trashedBy:
      row.trashed_by === null || row.by_name === null ? null : { id: row.trashed_by, name: row.by_name },
    deletedFrom: toInstant(new Date(row.trashed_at.getTime() + keptDays * dayMs)),
    editable: row.editable,
  }
}

/** One page of the trash. @throws Problem bad_request for a cursor that is none */
export async function listTrash(
  house: House,
  tx: UserTx,
  { cursor, limit, libraryId }: z.output<typeof listTrashEndpoint.query>,
): Promise<z.input<typeof listTrashEndpoint.reply>> {
  const after = cursor === undefined ? undefined : fromCursor(cursor, position)
  if (cursor !== undefined && after === undefined) throw new Problem('bad_request', { where: 'cursor' })
  const keptDays = house.config.SEOGO_TRASH_DAYS
  const rows = await selectTrash(tx, { libraryId, after, limit: limit + 1 })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map((row) => toTrashed(row, keptDays)),
    next: rows.length > limit && last ? toCursor([last.position, last.id]) : null,
    total: await countTrash(tx, libraryId),
    keptDays,
  }
}
