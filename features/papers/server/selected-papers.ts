import { type LibraryId, libraryId, type PaperId, paperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { mostSelected, type PapersSelected, type TrashSelected } from '../contract.ts'
import { listFiltered } from './list-queries.ts'
import { readFilter } from './search-words.ts'
import { listAmong, listInTrash } from './selection-queries.ts'

/** Papers of one library. */
export type SelectedPapers = { readonly libraryId: LibraryId; readonly paperIds: readonly PaperId[] }

type Row = { readonly id: string; readonly library_id: string }

/** @throws Problem selection_empty | too_many_papers */
function byLibrary(rows: readonly Row[]): SelectedPapers[] {
  if (rows.length === 0) throw new Problem('selection_empty')
  if (rows.length > mostSelected) throw new Problem('too_many_papers', { limit: mostSelected })
  return [...Map.groupBy(rows, (row) => row.library_id)]
    .map(([library, papers]) => ({
      libraryId: libraryId.parse(library),
      paperIds: papers.map(({ id }) => paperId.parse(id)),
    }))
    .toSorted((one, other) => (one.libraryId < other.libraryId ? -1 : 1))
}

/** @throws Problem library_read_only */
async function requireEditable(tx: UserTx, groups: readonly SelectedPapers[]): Promise<void> {
  for (const group of groups) await requireEditableLibrary(tx, group.libraryId)
}

/**
 * The papers that an act is for, by library in the order of their ids (that in which libraries are locked); what the
 * person does not see and what is in the trash is left out.
 * @throws Problem selection_empty | too_many_papers
 */
export async function selectedPapers(tx: UserTx, selected: PapersSelected): Promise<SelectedPapers[]> {
  return byLibrary(
    'filter' in selected
      ? await listFiltered(tx, (await readFilter(tx, selected.filter)).filter, mostSelected + 1)
      : await listAmong(tx, selected.paperIds),
  )
}

/** As {@link selectedPapers}, all of libraries that the person may change. @throws Problem library_read_only */
export async function editablePapers(tx: UserTx, selected: PapersSelected): Promise<SelectedPapers[]> {
  const groups = await selectedPapers(tx, selected)
  await requireEditable(tx, groups)
  return groups
}

/**
 * Papers in the trash, as {@link editablePapers}; of all of it, what stands in libraries that the person may change.
 * @throws Problem selection_empty | too_many_papers | library_read_only
 */
export async function trashedPapers(tx: UserTx, selected: TrashSelected): Promise<SelectedPapers[]> {
  const groups = byLibrary(await listInTrash(tx, selected, mostSelected + 1))
  await requireEditable(tx, groups)
  return groups
}
