import type { ActDone } from '#contract/acts.ts'
import type { ActId, LibraryId, PaperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { lockLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { recordAct } from '#features/history/server/history.ts'
import type { RecordedChange, TakeBack } from '#platform/acts/undoers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { PapersSelected, TrashSelected } from '../contract.ts'
import * as many from './many-queries.ts'
import { onEach } from './on-each-library.ts'
import { requirePaper } from './paper-detail.ts'
import { findSurvivor } from './queries.ts'
import { editablePapers, type SelectedPapers, trashedPapers } from './selected-papers.ts'
import { bringBack, tell } from './take-back.ts'

const changesOf = (ids: readonly PaperId[], [before, after]: readonly [boolean, boolean]) =>
  ids.map((paperId): RecordedChange => ({ paperId, kind: 'trash', subject: '', before, after }))

async function trashOf(tx: UserTx, { libraryId, paperIds }: SelectedPapers, partOf?: ActId) {
  await lockLibrary(tx, libraryId)
  const gone = await many.trashPapers(tx, libraryId, paperIds, { withUnited: true })
  const changes = changesOf(gone, [false, true])
  const actId = await recordAct(tx, { libraryId, kind: 'trashed', changes, partOf })
  tell(tx, libraryId, gone)
  return { actId, changed: gone.length }
}

/** Moves many papers to the trash as one act. @throws Problem selection_empty | too_many_papers | library_read_only */
export async function trashMany(tx: UserTx, selected: PapersSelected): Promise<ActDone> {
  return onEach(await editablePapers(tx, selected), (group, partOf) => trashOf(tx, group, partOf))
}

/** Moves a paper to the trash. @throws Problem paper_not_found | library_read_only */
export async function removePaper(tx: UserTx, id: PaperId): Promise<ActDone> {
  const paper = await requirePaper(tx, id)
  const libraryId = await requireEditableLibrary(tx, paper.libraryId as LibraryId)
  const { actId, changed } = await trashOf(tx, { libraryId, paperIds: [id] })
  return { actId: actId ?? null, changed }
}

async function restoreOf(tx: UserTx, { libraryId, paperIds }: SelectedPapers, partOf?: ActId) {
  await lockLibrary(tx, libraryId)
  const back = await bringBack(tx, libraryId, paperIds)
  const changes = changesOf(back, [true, false])
  const actId = await recordAct(tx, { libraryId, kind: 'restored', changes, partOf })
  return { actId, changed: back.length }
}

/**
 * Brings papers back from the trash as one act; one whose DOI another paper has by now stays there.
 * @throws Problem selection_empty | too_many_papers | library_read_only
 */
export async function restoreMany(tx: UserTx, selected: TrashSelected): Promise<ActDone> {
  return onEach(await trashedPapers(tx, selected), (group, partOf) => restoreOf(tx, group, partOf))
}

/**
 * Brings one paper back from the trash; one that is not there stays as it is.
 * @throws Problem paper_not_found | library_read_only | paper_exists (another paper has its DOI by now) |
 *   paper_merged (another paper took it in; the undo of that brings it back)
 */
export async function restorePaper(tx: UserTx, id: PaperId): Promise<void> {
  const place = await many.findPlace(tx, id)
  if (!place) throw new Problem('paper_not_found')
  const libraryId = await requireEditableLibrary(tx, place.library_id as LibraryId)
  if (place.trashed_at === null) return
  await lockLibrary(tx, libraryId)
  const survivorId = await findSurvivor(tx, id)
  if (survivorId !== id) throw new Problem('paper_merged', { paperId: survivorId })
  const { changed } = await restoreOf(tx, { libraryId, paperIds: [id] })
  if (changed === 0) throw new Problem('paper_exists')
}

/** Brings back what an act put in the trash, and puts there again what one brought back. */
export const takeBackTrash: TakeBack = async (tx, { libraryId, changes }) => {
  const idsOf = (put: boolean) => changes.filter(({ after }) => after === put).map(({ paperId }) => paperId)
  const back = await bringBack(tx, libraryId, idsOf(true))
  const gone = await many.trashPapers(tx, libraryId, idsOf(false), { withUnited: true })
  tell(tx, libraryId, gone)
  const done = new Set([...back, ...gone])
  const left = changes.filter(({ paperId }) => !done.has(paperId))
  if (left.length === 0) return new Map()
  const places = await many.listPlaces(
    tx,
    left.map(({ paperId }) => paperId),
  )
  return new Map(
    left.map((change) => {
      const place = places.get(change.paperId)
      if (place?.merged) return [change, 'merged']
      return [change, change.after === true && place?.trashed ? 'identifier_taken' : 'changed_since']
    }),
  )
}
