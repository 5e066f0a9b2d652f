import type { z } from 'zod'
import { cslItem } from '#contract/csl.ts'
import { type PaperId, paperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { side } from '../contract.ts'
import { listSides, type SideRow } from './queries.ts'

/** What is shown of a paper of a pair. */
export function toSide(row: SideRow): z.input<typeof side> {
  return {
    id: row.id,
    title: row.title,
    authors: row.authors,
    year: row.year,
    venue: row.venue,
    doi: row.doi,
    arxivId: row.arxiv_id,
    citationKey: row.citation_key,
    fileCount: row.file_count,
    addedAt: toInstant(row.added_at),
  }
}

/** Papers by their ids. */
export async function sidesOf(tx: UserTx, ids: readonly string[]) {
  const rows = await listSides(tx, ids)
  return new Map(rows.map((row) => [paperId.parse(row.id), row]))
}

/**
 * Two papers of one library, in the asked order.
 * @throws Problem paper_not_found | papers_not_mergeable (of two libraries, or twice the same)
 */
export async function requirePair(tx: UserTx, ids: readonly [PaperId, PaperId]) {
  const sides = await sidesOf(tx, ids)
  const [one, other] = [sides.get(ids[0]), sides.get(ids[1])]
  if (!one || !other) throw new Problem('paper_not_found')
  if (one.id === other.id || one.library_id !== other.library_id) throw new Problem('papers_not_mergeable')
  return [
    { row: one, csl: cslItem.parse(one.csl) },
    { row: other, csl: cslItem.parse(other.csl) },
  ] as const
}
