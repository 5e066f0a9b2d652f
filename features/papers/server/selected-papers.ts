import { type LibraryId, libraryId, type PaperId, paperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { mostSelected, type PapersSelected } from '../contract.ts'
import { toListFilter } from './list-papers.ts'
import { listFiltered } from './list-queries.ts'
import { listAmong } from './selection-queries.ts'

/** Papers of one library. */
export type SelectedPapers = { readonly libraryId: LibraryId; readonly paperIds: readonly PaperId[] }

/**
 * The papers that an act is for, by library in the order of their ids (that in which libraries are locked); what the
 * person does not see and what is in the trash is left out.
 * @throws Problem selection_empty | too_many_papers
 */
export async function selectedPapers(tx: UserTx, selected: PapersSelected): Promise<SelectedPapers[]> {
  const rows =
    'filter' in selected
      ? await listFiltered(tx, toListFilter(selected.filter), mostSelected + 1)
      : await listAmong(tx, selected.paperIds)
  if (rows.length === 0) throw new Problem('selection_empty')
  if (rows.length > mostSelected) throw new Problem('too_many_papers', { limit: mostSelected })
  return [...Map.groupBy(rows, (row) => row.library_id)]
    .map(([library, papers]) => ({
      libraryId: libraryId.parse(library),
      paperIds: papers.map(({ id }) => paperId.parse(id)),
    }))
    .toSorted((one, other) => (one.libraryId < other.libraryId ? -1 : 1))
}
