import { cslItem } from '#contract/csl.ts'
import { normaliseDoi } from '#contract/identifiers.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { lockLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { announce, type Tx, type UserTx } from '#platform/database/transactions.ts'
import { emit } from '#platform/outbox/emit.ts'
import { fileElsewhere } from '../contract.ts'
import { columnsOfKnown, emptyRecord, type Filled, fillRecord, type KnownRecord } from './fill-record.ts'
import * as many from './many-queries.ts'
import { storedOrigins } from './paper-detail.ts'
import { findSurvivor } from './queries.ts'

function tell(tx: UserTx, libraryId: LibraryId, ids: readonly PaperId[]): void {
  const each = ids.map((id) => ({ topic: 'paper' as const, id }))
  announce(tx, { libraryId }, [{ topic: 'papers' }, ...each])
}

/** What papers that came back had lent: from a borrower that is gone it returns, of one that lives it is told. */
async function takeFilesBack(tx: UserTx, libraryId: LibraryId, ids: readonly PaperId[]): Promise<void> {
  if (ids.length === 0) return
  await many.returnFiles(tx, ids)
  for (const { paper_id: paperId, other_id: otherId } of await many.listLent(tx, ids))
    await emit(tx, fileElsewhere, { paperId, otherId, libraryId })
}

/**
 * Puts papers of a library into the trash as one act, which its instant names.
 * @returns the ids of those that stay, because they were united with another paper
 */
export async function trashPapers(
  tx: UserTx,
  libraryId: LibraryId,
  ids: readonly PaperId[],
  at: Date,
): Promise<Set<PaperId>> {
  await lockLibrary(tx, libraryId)
  await many.trashPapers(tx, ids, at)
  tell(tx, libraryId, ids)
  return new Set((await many.listUnited(tx, ids)).map(({ id }) => id))
}

/**
 * Brings back what went to the trash at that instant; a paper whose DOI another one has by now stays there, and one that
 * another paper took in stays with that.
 * @returns the ids of those that came back
 */
export async function restorePapers(
  tx: UserTx,
  libraryId: LibraryId,
  ids: readonly PaperId[],
  at: Date,
): Promise<PaperId[]> {
  await lockLibrary(tx, libraryId)
  const restored = await many.restorePapers(tx, ids, at)
  await takeFilesBack(tx, libraryId, restored)
  tell(tx, libraryId, restored)
  return restored
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
  const restored = await many.restorePapers(tx, [id], undefined)
  if (restored.length === 0) throw new Problem('paper_exists')
  await takeFilesBack(tx, libraryId, restored)
  tell(tx, libraryId, restored)
}

/** What an entry had put into a paper. */
export type FilledPaper = { readonly paperId: PaperId; readonly filled: Filled }

/**
 * Takes out of papers what was filled in; what has been changed since stays, and all of it in one that another took in.
 * @returns the ids of papers in which something had to stay
 */
export async function takeOut(
  tx: UserTx,
  libraryId: LibraryId,
  given: readonly FilledPaper[],
): Promise<Set<PaperId>> {
  const united = await many.listUnited(
    tx,
    given.map(({ paperId }) => paperId),
  )
  const kept = new Set(united.filter((row) => row.merged_into !== null).map(({ id }) => id))
  await changeRecords(tx, libraryId, given, (known, { paperId, filled }) => {
    const emptied = emptyRecord(known, filled)
    if (emptied.kept) kept.add(paperId)
    return emptied
  })
  return kept
}

/** Puts back what {@link takeOut} took, where nothing else has come in its place. */
export async function putBack(
  tx: UserTx,
  libraryId: LibraryId,
  given: readonly FilledPaper[],
): Promise<void> {
  await lockLibrary(tx, libraryId)
  const doiOf = ({ DOI: doi }: Filled['csl']) =>
    typeof doi === 'string' ? (normaliseDoi(doi) ?? null) : null
  const taken = await many.listStanding(
    tx,
    libraryId,
    given.map(({ filled }) => ({ doi: doiOf(filled.csl) })),
  )
  const isTaken = (doi: string | null) => doi !== null && taken.some((paper) => paper.doi === doi)
  await changeRecords(tx, libraryId, given, (known, { filled: { citationKey, csl: before } }) => {
    const { DOI: _, ...others } = before
    const filled = { citationKey, csl: isTaken(doiOf(before)) ? others : before }
    const csl = cslItem.parse({ type: known.csl.type, ...filled.csl })
    return fillRecord(known, { csl, citationKey: filled.citationKey })
  })
}

async function changeRecords(
  tx: UserTx,
  libraryId: LibraryId,
  given: readonly FilledPaper[],
  change: (known: KnownRecord, given: FilledPaper) => KnownRecord | undefined,
): Promise<void> {
  if (given.length === 0) return
  await lockLibrary(tx, libraryId)
  const rows = await many.listRecords(
    tx,
    given.map(({ paperId }) => paperId),
  )
  const records = new Map<string, KnownRecord>(
    rows.map(({ id, csl, origins, citation_key: citationKey }) => [
      id,
      { csl: cslItem.parse(csl), origins: storedOrigins.parse(origins), citationKey },
    ]),
  )
  const changed = new Map<PaperId, KnownRecord>()
  for (const each of given) {
    const known = records.get(each.paperId)
    const next = known && change(known, each)
    if (next === undefined) continue
    records.set(each.paperId, next)
    changed.set(each.paperId, next)
  }
  await many.updateRecords(
    tx,
    [...changed].map(([id, known]) => ({ id, ...columnsOfKnown(known) })),
  )
  tell(tx, libraryId, [...changed.keys()])
}

/** Of papers that are not in the trash, those that somebody has judged, had analysed or corrected. */
export async function listTouched(tx: Tx, ids: readonly PaperId[]) {
  return ids.length === 0 ? [] : many.listTouched(tx, ids)
}
