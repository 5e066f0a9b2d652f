import { z } from 'zod'
import { actId, type PaperId, type UserId } from '#contract/ids.ts'
import { fromCursor, type PageQuery, toCursor } from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import {
  act,
  change,
  type listActs as listActsEndpoint,
  type listHistory as listHistoryEndpoint,
} from '../contract.ts'
import { type ActRow, findPaperPlace, listActsOf, listActsOn, listChangesOn } from './queries.ts'

function positionOf(cursor: string | undefined): string | undefined {
  if (cursor === undefined) return undefined
  const position = fromCursor(cursor, z.tuple([actId]))
  if (!position) throw new Problem('bad_request', { where: 'cursor' })
  return position[0]
}

function toAct(row: ActRow): z.input<typeof act> {
  return {
    id: row.id,
    libraryId: row.library_id,
    kind: act.shape.kind.parse(row.kind),
    direction: row.direction,
    facts: act.shape.facts.parse(row.facts),
    paperCount: row.paper_count,
    at: toInstant(row.at),
    by: row.user_id === null || row.user_name === null ? null : { id: row.user_id, name: row.user_name },
    undoneAt: row.undone_at && toInstant(row.undone_at),
    undoable: row.undoable,
  }
}

function pageOf<Row extends { id: string }>(rows: readonly Row[], limit: number) {
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { page, next: rows.length > limit && last ? toCursor([last.id]) : null }
}

/** What a person did of late. @throws Problem bad_request for a cursor that is none */
export async function listActs(
  tx: UserTx,
  userId: UserId,
  { cursor, limit }: PageQuery,
): Promise<z.input<typeof listActsEndpoint.reply>> {
  const rows = await listActsOf(tx, userId, { after: positionOf(cursor), limit: limit + 1 })
  const { page, next } = pageOf(rows, limit)
  return { items: page.map(toAct), next }
}

/** What was done to a paper, in the trash or not. @throws Problem paper_not_found | bad_request for a cursor that is none */
export async function listHistory(
  tx: UserTx,
  id: PaperId,
  { cursor, limit }: PageQuery,
): Promise<z.input<typeof listHistoryEndpoint.reply>> {
  const place = await findPaperPlace(tx, id)
  if (!place) throw new Problem('paper_not_found')
  const paper = { id, libraryId: place.library_id }
  const rows = await listActsOn(tx, paper, { after: positionOf(cursor), limit: limit + 1 })
  const { page, next } = pageOf(rows, limit)
  const changes =
    page.length === 0
      ? []
      : await listChangesOn(
          tx,
          paper,
          page.map((row) => row.id),
        )
  const changesOf = Map.groupBy(changes, (row) => row.act_id)
  const items = page.map((row) => ({
    act: toAct(row),
    changes: (changesOf.get(row.id) ?? []).map(({ act_id: _, ...each }) => change.parse(each)),
  }))
  return { items, next }
}
