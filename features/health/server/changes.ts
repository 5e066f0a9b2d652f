import { z } from 'zod'
import { cursorInstant, fromCursor, toCursor } from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { House } from '#platform/house.ts'
import { healthChange, type listHealthChanges } from '../contract.ts'
import { listChangeRows } from './queries.ts'

const position = z.tuple([cursorInstant, z.uuid()])

/** A page of changes of state, newest first. @throws Problem bad_request for a cursor that is none */
export async function readChanges(house: House, query: z.output<typeof listHealthChanges.query>) {
  const { cursor, limit, part } = query
  const after = cursor === undefined ? undefined : fromCursor(cursor, position)
  if (cursor !== undefined && !after) throw new Problem('bad_request', { field: 'cursor' })
  const before = after && { at: after[0], id: after[1] }
  const rows = await house.database.asSystem('when parts failed', (tx) =>
    listChangeRows(tx, { part, before, limit: limit + 1 }),
  )
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: page.map(({ at_text: _, at, ...row }) => healthChange.parse({ ...row, at: toInstant(at) })),
    next: last ? toCursor([last.at_text, last.id]) : null,
  }
}
