import { z } from 'zod'
import { type LibraryId, type MergeId, type PaperId, paperId, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { moveRuns } from '#features/analysis/server/analysis.ts'
import { separateNotes, unitedNotes, uniteNotes } from '#features/notes/server/notes.ts'
import { separateRecords, unitedRecord, uniteRecords } from '#features/papers/server/papers.ts'
import { separateReading, unitedReading, uniteReading } from '#features/reading/server/reading.ts'
import { announce, type SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { relation } from '../contract.ts'
import { lackingFields } from './compare-papers.ts'
import { pairOf } from './look.ts'
import { closeMerge, decidePair, findMergePlace, insertMerge, lockMerge } from './queries.ts'
import { requirePair } from './sides.ts'
import { findMembership, leaveFamily, upsertMember } from './version-queries.ts'

/** All that has to be put back, and how it was left. */
const undoRecord = z.strictObject({
  record: unitedRecord,
  reading: unitedReading,
  /** Missing in merges from before there were notes. */
  notes: unitedNotes.optional(),
  runIds: z.array(z.uuid()),
  /** The survivor came into the family of the other. */
  joinedFamily: z.boolean(),
  suggestion: z.enum(['open', 'dismissed', 'merged', 'linked']).nullable(),
})

type Ids = { readonly libraryId: LibraryId; readonly survivorId: PaperId; readonly mergedId: PaperId }

function tell(tx: SystemTx, { libraryId, survivorId, mergedId }: Ids): void {
  announce(tx, { libraryId }, [
    { topic: 'papers' },
    { topic: 'tags' },
    { topic: 'notes' },
    { topic: 'paper', id: survivorId },
    { topic: 'paper', id: mergedId },
    { topic: 'analyses', id: survivorId },
    { topic: 'analyses', id: mergedId },
  ])
}

/** The survivor stands where the other stood among versions, unless it has a family of its own. */
async function joinFamilyOf(tx: SystemTx, { libraryId, survivorId, mergedId }: Ids): Promise<boolean> {
  const theirs = await findMembership(tx, libraryId, mergedId)
  if (!theirs || (await findMembership(tx, libraryId, survivorId))) return false
  const { family_id, relation: held } = theirs
  await upsertMember(tx, {
    library_id: libraryId,
    family_id,
    paper_id: survivorId,
    relation: relation.parse(held),
  })
  return true
}

type Merge = {
  readonly paperId: PaperId
  readonly otherId: PaperId
  /** CSL fields whose value is the other's; those that the survivor lacks unless told. */
  readonly take?: readonly string[] | undefined
}

/**
 * Takes one paper into another, in one transaction: record, files, tags, collections, everybody's judgements, analyses.
 * It runs as the house, because the judgements of other members are united too, after the person was found to be allowed.
 * @throws Problem paper_not_found | papers_not_mergeable | library_read_only | paper_already_merged
 */
export async function mergePapers(house: House, userId: UserId, merge: Merge): Promise<MergeId> {
  const { ids, take } = await house.database.asUser(userId, async (tx) => {
    const [survivor, merged] = await requirePair(tx, [merge.paperId, merge.otherId])
    const libraryId = await requireEditableLibrary(tx, survivor.row.library_id)
    const fields = merge.take ?? lackingFields(survivor.csl, merged.csl)
    const ids: Ids = { libraryId, survivorId: survivor.row.id, mergedId: merged.row.id }
    return { ids, take: fields.filter((field) => field !== 'id' && field !== 'citation-key') }
  })
  return house.database.asSystem('merge two papers', async (tx) => {
    const { libraryId, survivorId, mergedId } = ids
    const move = { libraryId, from: mergedId, to: survivorId }
    const record = await uniteRecords(tx, ids, take)
    const reading = await uniteReading(tx, move)
    const notes = await uniteNotes(tx, move)
    const runIds = await moveRuns(tx, move)
    const joinedFamily = await joinFamilyOf(tx, ids)
    const pair = { libraryId, ids: pairOf(survivorId, mergedId) }
    const suggestion = (await decidePair(tx, pair, { to: 'merged', by: userId })) ?? null
    const undo = undoRecord.parse({ record, reading, notes, runIds, joinedFamily, suggestion })
    tell(tx, ids)
    return insertMerge(tx, {
      library_id: libraryId,
      survivor_id: survivorId,
      merged_id: mergedId,
      merged_by: userId,
      undo: JSON.stringify(undo),
    })
  })
}

export type Undone = { readonly paperId: PaperId; readonly otherId: PaperId; readonly kept: string[] }

/**
 * Takes two papers apart again. What somebody changed since stays with the survivor, and is named.
 * @throws Problem merge_not_found (also when it was undone already) | library_read_only | merge_not_undoable
 */
export async function undoMerge(house: House, userId: UserId, id: MergeId): Promise<Undone> {
  const place = await house.database.asSystem('find a merge', (tx) => findMergePlace(tx, id))
  if (place === undefined) throw new Problem('merge_not_found')
  await house.database.asUser(userId, async (tx) => {
    try {
      await requireEditableLibrary(tx, place as LibraryId)
    } catch (error) {
      // Of a library one does not see there are no merges either.
      if (error instanceof Problem && error.code === 'library_not_found') throw new Problem('merge_not_found')
      throw error
    }
  })
  return house.database.asSystem('undo a merge', (tx) => takeApart(tx, userId, id))
}

async function takeApart(tx: SystemTx, userId: UserId, id: MergeId): Promise<Undone> {
  const row = await lockMerge(tx, id)
  if (!row) throw new Problem('merge_not_found')
  const [survivorId, mergedId] = [paperId.parse(row.survivor_id), paperId.parse(row.merged_id)]
  const ids: Ids = { libraryId: row.library_id as LibraryId, survivorId, mergedId }
  const { libraryId } = ids
  const undo = undoRecord.parse(row.undo)
  const kept = await separateRecords(tx, ids, undo.record)
  kept.push(...(await separateReading(tx, { libraryId, from: mergedId, to: survivorId }, undo.reading)))
  if (undo.notes) await separateNotes(tx, { libraryId, from: mergedId, to: survivorId }, undo.notes)
  const runIds = await moveRuns(tx, { libraryId, from: survivorId, to: mergedId, ids: undo.runIds })
  if (runIds.length < undo.runIds.length) kept.push('analyses')
  if (undo.joinedFamily) await leaveFamily(tx, libraryId, survivorId)
  if (undo.suggestion)
    await decidePair(
      tx,
      { libraryId, ids: pairOf(survivorId, mergedId) },
      { to: undo.suggestion, by: userId },
    )
  await closeMerge(tx, id, userId)
  tell(tx, ids)
  return { paperId: survivorId, otherId: mergedId, kept }
}
