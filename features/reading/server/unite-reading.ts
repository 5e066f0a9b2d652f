import { z } from 'zod'
import type { SystemTx } from '#platform/database/transactions.ts'
import {
  fileLike,
  giveTags,
  type JudgementRow,
  listJudgements,
  type Move,
  removeTags,
  replaceJudgement,
  takeTags,
  unfile,
} from './unite-queries.ts'

const judgementRow = z.strictObject({
  user_id: z.uuid(),
  rating_halves: z.int().nullable(),
  status: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
})

/** What uniting did to judgements, tags and collections, kept for the way back. */
export const unitedReading = z.strictObject({
  judgements: z.array(z.strictObject({ before: judgementRow.nullable(), after: judgementRow })),
  tags: z.array(z.strictObject({ tag_id: z.uuid(), added_at: z.string() })),
  addedTagIds: z.array(z.uuid()),
  addedCollectionIds: z.array(z.uuid()),
})
export type UnitedReading = z.infer<typeof unitedReading>

/** Of two judgements of one person the newer; where it says nothing, the older. */
function newest(one: JudgementRow, other: JudgementRow): JudgementRow {
  const [newer, older] =
    Date.parse(one.updated_at) >= Date.parse(other.updated_at) ? [one, other] : [other, one]
  return {
    ...newer,
    rating_halves: newer.rating_halves ?? older.rating_halves,
    status: newer.status === 'unread' ? older.status : newer.status,
  }
}

/**
 * Unites what was said about two papers on the one that stays: each person keeps their own newest judgement, tags and
 * collections of both. The other one's own judgements stay with it.
 */
export async function uniteReading(tx: SystemTx, move: Move): Promise<UnitedReading> {
  const own = await listJudgements(tx, move.libraryId, move.to)
  const judgements: UnitedReading['judgements'] = []
  for (const other of await listJudgements(tx, move.libraryId, move.from)) {
    const before = own.find((row) => row.user_id === other.user_id) ?? null
    const after = before ? newest(before, other) : other
    judgements.push({ before, after })
    await replaceJudgement(tx, move, other.user_id, after)
  }
  const tags = await takeTags(tx, move)
  const addedTagIds = await giveTags(tx, move, tags)
  return { judgements, tags, addedTagIds, addedCollectionIds: await fileLike(tx, move) }
}

const says = (row: JudgementRow | undefined) => JSON.stringify([row?.rating_halves, row?.status])

/**
 * Puts judgements, tags and collections back as they were. What a person has said since is theirs and stays.
 * @returns `judgements` or `tags` where something could not be put back
 */
export async function separateReading(tx: SystemTx, move: Move, united: UnitedReading): Promise<string[]> {
  const kept: string[] = []
  const now = await listJudgements(tx, move.libraryId, move.to)
  for (const { before, after } of united.judgements) {
    const current = now.find((row) => row.user_id === after.user_id)
    if (says(current) === says(after)) await replaceJudgement(tx, move, after.user_id, before ?? undefined)
    else kept.push('judgements')
  }
  await removeTags(tx, move, united.addedTagIds)
  const returned = await giveTags(tx, { libraryId: move.libraryId, to: move.from }, united.tags)
  if (returned.length < united.tags.length) kept.push('tags')
  await unfile(tx, move, united.addedCollectionIds)
  return [...new Set(kept)]
}
