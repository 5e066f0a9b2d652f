import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { KeptReason } from '#contract/acts.ts'
import { type CslItem, cslItem } from '#contract/csl.ts'
import { normaliseDoi } from '#contract/identifiers.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { fieldOf, recordField, recordFields, withField } from '#contract/record-fields.ts'
import type { RecordedChange, TakeBack } from '#platform/acts/undoers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { emit } from '#platform/outbox/emit.ts'
import { fieldOrigin, paperCorrected } from '../contract.ts'
import * as many from './many-queries.ts'
import { storedOrigins } from './paper-detail.ts'
import { columnsOf, type Origin } from './record.ts'
import { tell } from './take-back.ts'

/** What stood in one field of a record, and where it came from. */
const fieldState = z.strictObject({
  value: cslItem.partial(),
  origin: fieldOrigin.nullable(),
})
type FieldState = z.input<typeof fieldState>

type KnownFields = { readonly csl: CslItem; readonly origins: Readonly<Record<string, Origin>> }

function stateOf({ csl, origins }: KnownFields, field: z.output<typeof recordField>): FieldState {
  return { value: fieldOf(csl, field), origin: origins[field] ?? null }
}

/** The fields in which two states of a record differ, or in where they came from. */
export function changesOfRecord(paperId: PaperId, before: KnownFields, after: KnownFields): RecordedChange[] {
  return recordFields.flatMap((subject) => {
    const [was, is] = [stateOf(before, subject), stateOf(after, subject)]
    return isDeepStrictEqual(was, is)
      ? []
      : [{ paperId, kind: 'record' as const, subject, before: was, after: is }]
  })
}

/** Puts back what stood in fields that nobody has changed since. */
export const takeBackRecords: TakeBack = async (tx, { libraryId, changes }) => {
  const kept = new Map<RecordedChange, KeptReason>()
  const byPaper = Map.groupBy(changes, ({ paperId }) => paperId)
  const rows = await many.listRecords(tx, [...byPaper.keys()])
  const records = new Map<string, (typeof rows)[number]>(rows.map((row) => [row.id, row]))
  const taken = await takenDois(tx, libraryId, changes)
  const written: Parameters<typeof many.updateRecords>[1][number][] = []
  for (const [paperId, ofPaper] of byPaper) {
    const row = records.get(paperId)
    if (!row) {
      for (const change of ofPaper) kept.set(change, 'in_trash')
      continue
    }
    const before = { csl: cslItem.parse(row.csl), origins: storedOrigins.parse(row.origins) }
    const after = ofPaper.reduce<KnownFields>((known, change) => {
      const reason = reasonToKeep(known, change, taken)
      if (reason === undefined) return putBack(known, change)
      kept.set(change, reason)
      return known
    }, before)
    if (after === before) continue
    const origins = JSON.stringify(after.origins)
    written.push({ id: paperId, ...columnsOf(after.csl), citation_key: row.citation_key, origins })
  }
  await many.updateRecords(tx, written)
  for (const { id } of written) await emit(tx, paperCorrected, { paperId: id, libraryId })
  tell(
    tx,
    libraryId,
    written.map(({ id }) => id),
  )
  return kept
}

const doiIn = (state: unknown) => {
  const { DOI: doi } = fieldState.parse(state).value
  return doi === undefined ? null : (normaliseDoi(doi) ?? null)
}

/** The papers that have the DOIs which would be put back, by DOI. */
async function takenDois(
  tx: UserTx,
  libraryId: LibraryId,
  changes: readonly RecordedChange[],
): Promise<Map<string, PaperId>> {
  const wanted = changes
    .filter(({ subject }) => subject === 'doi')
    .map(({ before }) => ({ doi: doiIn(before) }))
  const standing = await many.listStanding(tx, libraryId, wanted)
  return new Map(standing.flatMap(({ doi, id }) => (doi === null ? [] : [[doi, id]])))
}

function reasonToKeep(
  record: KnownFields,
  { paperId, subject, before, after }: RecordedChange,
  taken: ReadonlyMap<string, PaperId>,
): KeptReason | undefined {
  const field = recordField.parse(subject)
  if (!isDeepStrictEqual(stateOf(record, field), fieldState.parse(after))) return 'changed_since'
  const holder = field === 'doi' ? taken.get(doiIn(before) ?? '') : undefined
  return holder !== undefined && holder !== paperId ? 'identifier_taken' : undefined
}

function putBack({ csl, origins }: KnownFields, { subject, before }: RecordedChange): KnownFields {
  const field = recordField.parse(subject)
  const { value, origin } = fieldState.parse(before)
  const { [field]: _, ...others } = origins
  return {
    csl: cslItem.parse({ ...withField(csl, field, {}), ...value }),
    origins: origin === null ? others : { ...others, [field]: origin },
  }
}
