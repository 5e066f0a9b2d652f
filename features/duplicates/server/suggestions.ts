import { z } from 'zod'
import { type LibraryId, type PaperId, type SuggestionId, suggestionId, type UserId } from '#contract/ids.ts'
import { cursorReal, fromCursor, toCursor } from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { type listDuplicates, reason, type suggestion } from '../contract.ts'
import { countOpen, decide, findSuggestion, listOpen, listOpenOf, type SuggestionRow } from './queries.ts'
import { sidesOf, toSide } from './sides.ts'

const storedReasons = z.array(reason)

async function toSuggestions(
  tx: UserTx,
  rows: readonly SuggestionRow[],
): Promise<z.input<typeof suggestion>[]> {
  const sides = await sidesOf(tx, [...new Set(rows.flatMap((row) => [row.paper_id, row.other_id]))])
  return rows.flatMap((row) => {
    const [one, other] = [sides.get(row.paper_id), sides.get(row.other_id)]
    if (!one || !other) return []
    const { id, kind, strength } = row
    const papers: z.input<typeof suggestion>['papers'] =
      one.added_at <= other.added_at ? [toSide(one), toSide(other)] : [toSide(other), toSide(one)]
    return [
      { id, libraryId: row.library_id, kind, strength, reasons: storedReasons.parse(row.reasons), papers },
    ]
  })
}

/** One page of open pairs. @throws Problem bad_request for a cursor that is none */
export async function listSuggestions(
  tx: UserTx,
  query: z.output<typeof listDuplicates.query>,
): Promise<z.input<typeof listDuplicates.reply>> {
  const after =
    query.cursor === undefined ? undefined : fromCursor(query.cursor, z.tuple([cursorReal, suggestionId]))
  if (query.cursor !== undefined && !after) throw new Problem('bad_request', { where: 'cursor' })
  const rows = await listOpen(tx, { libraryId: query.libraryId, after, limit: query.limit + 1 })
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: await toSuggestions(tx, page),
    next: rows.length > query.limit && last ? toCursor([last.position, last.id]) : null,
    total: await countOpen(tx, query.libraryId),
  }
}

/** The open pairs one of which is the paper. */
export async function suggestionsOf(tx: UserTx, paperId: PaperId) {
  return toSuggestions(tx, await listOpenOf(tx, paperId))
}

/**
 * Says that two papers are two, or takes that back.
 * @throws Problem suggestion_not_found (also when it was decided otherwise by now) | library_read_only
 */
export async function decideSuggestion(
  tx: UserTx,
  userId: UserId,
  { id, to }: { readonly id: SuggestionId; readonly to: 'dismissed' | 'open' },
): Promise<void> {
  const found = await findSuggestion(tx, id)
  if (!found) throw new Problem('suggestion_not_found')
  const libraryId = await requireEditableLibrary(tx, found.library_id as LibraryId)
  const from = to === 'open' ? 'dismissed' : 'open'
  const isDecided = await decide(tx, id, { from, to, by: userId })
  if (!isDecided && found.state !== to) throw new Problem('suggestion_not_found')
  announce(tx, { libraryId }, [
    { topic: 'papers' },
    { topic: 'paper', id: found.paper_id },
    { topic: 'paper', id: found.other_id },
  ])
}
