import { cslItem } from '#contract/csl.ts'
import { normaliseDoi } from '#contract/identifiers.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { lockLibrary } from '#features/accounts/server/accounts.ts'
import { announce, type Tx, type UserTx } from '#platform/database/transactions.ts'
import { emit } from '#platform/outbox/emit.ts'
import { fileElsewhere } from '../contract.ts'
import { columnsOfKnown, emptyRecord, type Filled, fillRecord, type KnownRecord } from './fill-record.ts'
import * as many from './many-queries.ts'
import { storedOrigins } from './paper-detail.ts'

/** Papers that one message names; of more, only that the list changed. */
const mostAnnounced = 50

/** Tells of papers that changed, went or came back. */
export function tell(tx: UserTx, libraryId: LibraryId, ids: readonly PaperId[]): void {
  if (ids.length === 0) return
  const each = ids.slice(0, mostAnnounced).map((id) => ({ topic: 'paper' as const, id }))
  announce(tx, { libraryId }, [{ topic: 'papers' }, ...each, { topic: 'collections' }, { topic: 'tags' }])
}

/** Brings papers back with the files they had lent, and tells of it. @returns the ids of those that came back */
export async function bringBack(
  tx: UserTx,
  libraryId: LibraryId,
  ids: readonly PaperId[],
  at?: Date,
): Promise<PaperId[]> {
  const restored = await many.restorePapers(tx, libraryId, ids, at)
  await takeFilesBack(tx, libraryId, restored)
  tell(tx, libraryId, restored)
  return restored
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
  await many.trashPapers(tx, libraryId, ids, { at })
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
  return bringBack(tx, libraryId, ids, at)
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
