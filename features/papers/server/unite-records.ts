import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import { type CslItem, cslItem } from '#contract/csl.ts'
import { fileId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { RecordField } from '#contract/record-fields.ts'
import { lockLibrary } from '#features/accounts/server/accounts.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import { storedOrigins } from './paper-detail.ts'
import { columnsOf } from './record.ts'
import {
  findDoiHolder,
  findRecord,
  moveFiles,
  type Pair,
  trashMerged,
  untrashMerged,
  writeRecord,
} from './unite-queries.ts'

const recordState = z.object({
  csl: cslItem,
  origins: storedOrigins,
  citationKey: z.string().nullable(),
})
type RecordState = z.infer<typeof recordState>

/** What uniting two records did, kept for the way back. */
export const unitedRecord = z.strictObject({
  before: recordState,
  after: recordState,
  fileIds: z.array(fileId),
})
export type UnitedRecord = z.infer<typeof unitedRecord>

/** The shown field whose origin goes with a CSL field. */
const shownAs: Readonly<Record<string, RecordField>> = {
  title: 'title',
  author: 'authors',
  issued: 'year',
  'container-title': 'venue',
  abstract: 'abstract',
  DOI: 'doi',
  archive_location: 'arxivId',
  PMID: 'pmid',
  PMCID: 'pmcid',
  ISBN: 'isbn',
}

type Row = NonNullable<Awaited<ReturnType<typeof findRecord>>>

function stateOf(row: Row): RecordState {
  return {
    csl: cslItem.parse(row.csl),
    origins: storedOrigins.parse(row.origins),
    citationKey: row.citation_key,
  }
}

const columnsOfState = ({ csl, origins, citationKey }: RecordState) => ({
  ...columnsOf(csl),
  origins: JSON.stringify(origins),
  citation_key: citationKey,
})

/** The record with some fields of another one put in. A field that the other lacks is taken out with it. */
function withFieldsOf(own: RecordState, other: RecordState, take: readonly string[]): RecordState {
  const csl: Record<string, unknown> = { ...own.csl }
  const origins = { ...own.origins }
  const given: Readonly<Record<string, unknown>> = other.csl
  for (const field of take) {
    if (given[field] === undefined) delete csl[field]
    else csl[field] = given[field]
    const shown = shownAs[field]
    if (shown === undefined) continue
    delete origins[shown]
    const origin = other.origins[shown]
    if (origin) origins[shown] = origin
  }
  return { csl: cslItem.parse(csl), origins, citationKey: own.citationKey ?? other.citationKey }
}

/**
 * Takes one paper into another of the same library: the survivor's record with the named CSL fields of the other, the
 * files of both. The other one is in the trash afterwards and leads to the survivor.
 * @throws Problem paper_not_found | paper_already_merged (somebody was quicker)
 */
export async function uniteRecords(tx: SystemTx, pair: Pair, take: readonly string[]): Promise<UnitedRecord> {
  const { libraryId, survivorId, mergedId } = pair
  await lockLibrary(tx, libraryId)
  const [survivor, merged] = [
    await findRecord(tx, libraryId, survivorId),
    await findRecord(tx, libraryId, mergedId),
  ]
  if (survivor?.merged_into || merged?.merged_into)
    throw new Problem('paper_already_merged', { paperId: merged?.merged_into ?? survivor?.merged_into })
  if (!survivor || !merged || survivor.trashed_at || merged.trashed_at) throw new Problem('paper_not_found')
  const before = stateOf(survivor)
  const after = withFieldsOf(before, stateOf(merged), take)
  // The other one first: a DOI stands once outside of the trash.
  await trashMerged(tx, pair)
  await writeRecord(tx, survivorId, columnsOfState(after))
  const fileIds = await moveFiles(tx, libraryId, { from: mergedId, to: survivorId })
  return unitedRecord.parse({ before, after, fileIds })
}

/** What was changed and reads still as it was left, put back; the names of what reads otherwise by now are given. */
function putBack<Value>(
  now: Readonly<Record<string, Value>>,
  before: Readonly<Record<string, Value>>,
  after: Readonly<Record<string, Value>>,
): { value: Record<string, Value>; kept: string[] } {
  const value: Record<string, Value> = { ...now }
  const kept: string[] = []
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, left] = [before[field], after[field]]
    if (isDeepStrictEqual(was, left)) continue
    if (!isDeepStrictEqual(now[field], left)) kept.push(field)
    else if (was === undefined) delete value[field]
    else value[field] = was
  }
  return { value, kept }
}

function withoutUnion(now: RecordState, { before, after }: UnitedRecord) {
  const csl = putBack<unknown>(now.csl, before.csl, after.csl)
  const origins = putBack(now.origins, before.origins, after.origins)
  const hasKeyOfOther = now.citationKey === after.citationKey
  const item: CslItem = cslItem.parse(csl.value)
  const state: RecordState = {
    csl: item,
    origins: origins.value,
    citationKey: hasKeyOfOther ? before.citationKey : now.citationKey,
  }
  return { state, kept: [...csl.kept, ...(hasKeyOfOther ? [] : ['citation-key'])] }
}

/**
 * Takes two papers apart again. What somebody has changed since stays with the survivor.
 * @returns the names of the fields that were not put back, `files` among them
 * @throws Problem merge_not_undoable when the survivor was itself taken in, or another paper has the DOI by now
 */
export async function separateRecords(tx: SystemTx, pair: Pair, united: UnitedRecord): Promise<string[]> {
  const { libraryId, survivorId, mergedId } = pair
  await lockLibrary(tx, libraryId)
  const survivor = await findRecord(tx, libraryId, survivorId)
  const merged = await findRecord(tx, libraryId, mergedId)
  if (!survivor || !merged || survivor.merged_into || merged.merged_into !== survivorId)
    throw new Problem('merge_not_undoable', { paperId: survivor?.merged_into ?? survivorId })
  const { state, kept } = withoutUnion(stateOf(survivor), united)
  await writeRecord(tx, survivorId, columnsOfState(state))
  const holder = merged.doi === null ? undefined : await findDoiHolder(tx, libraryId, merged.doi)
  if (holder) throw new Problem('merge_not_undoable', { paperId: holder })
  await untrashMerged(tx, pair)
  const ids = await moveFiles(tx, libraryId, { from: survivorId, to: mergedId, ids: united.fileIds })
  return ids.length < united.fileIds.length ? [...kept, 'files'] : kept
}
