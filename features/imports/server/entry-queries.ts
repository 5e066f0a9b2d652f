import { sql } from 'kysely'
import type { ImportId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { EntryOutcome } from '../contract.ts'

const shown = [
  'file_index',
  'entry_index',
  'file_name',
  'line',
  'outcome',
  'reason',
  'title',
  'paper_id',
  'file_id',
  'filled',
  'undo',
] as const

/** The first entries to be shown: what was refused, then the others, in the order of their files. */
export async function listShownEntries(tx: UserTx, id: ImportId, limit: number) {
  return tx
    .selectFrom('import_entries')
    .select(shown)
    .where('import_id', '=', id)
    .orderBy(sql`outcome <> 'refused'`)
    .orderBy('file_index')
    .orderBy('entry_index')
    .limit(limit)
    .execute()
}

export type EntryRow = Awaited<ReturnType<typeof listShownEntries>>[number]

type Range = {
  readonly outcome?: EntryOutcome | undefined
  /** File and place of the last entry of the page before. */
  readonly after?: readonly [number, number] | undefined
  readonly limit: number
}

/** The entries of an import in the order of its files. */
export async function listEntries(tx: UserTx, id: ImportId, { outcome, after, limit }: Range) {
  let query = tx.selectFrom('import_entries').select(shown).where('import_id', '=', id)
  if (outcome !== undefined) query = query.where('outcome', '=', outcome)
  if (after !== undefined)
    query = query.where(sql<boolean>`(file_index, entry_index) > (${after[0]}::int, ${after[1]}::int)`)
  return query.orderBy('file_index').orderBy('entry_index').limit(limit).execute()
}
