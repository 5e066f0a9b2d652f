import { cslItem } from '#contract/csl.ts'
import type { LibraryId, PaperId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { addPaper } from './add-paper.ts'
import { storedOrigins } from './paper-detail.ts'
import type { Added } from './plan-additions.ts'
import { findWritten } from './queries.ts'

/**
 * Puts the record of a paper into another library with all that goes with it: where each field came from, the citation
 * key, the entry as it was written. Files, tags and judgements are not the record's.
 * @throws Problem paper_not_found
 */
export async function copyRecord(
  tx: UserTx,
  id: PaperId,
  shelf: { readonly libraryId: LibraryId; readonly addedBy: UserId },
): Promise<Added> {
  const row = await findWritten(tx, id)
  if (!row) throw new Problem('paper_not_found')
  return addPaper(tx, {
    ...shelf,
    csl: cslItem.parse(row.csl),
    origins: storedOrigins.parse(row.origins),
    citationKey: row.citation_key ?? undefined,
    verbatim: row.verbatim ?? undefined,
  })
}
