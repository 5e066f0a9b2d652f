import { sql } from 'kysely'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { constraintOf } from '#platform/database/constraint-of.ts'
import type { SystemTx, Tx, UserTx } from '#platform/database/transactions.ts'
import type { keyOrigin } from '../contract.ts'

export type KeyOrigin = import('zod').infer<typeof keyOrigin>

/** Keys of a library are given one export after the other, until the end of the transaction. */
export async function lockKeys(tx: Tx, libraryId: LibraryId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('citation keys ' || ${libraryId}, 0))`.execute(tx)
}

export async function selectFormula(tx: Tx, libraryId: LibraryId) {
  return tx
    .selectFrom('citation_key_formulas')
    .select(['formula', 'folds'])
    .where('library_id', '=', libraryId)
    .executeTakeFirst()
}

export async function upsertFormula(
  tx: UserTx,
  row: { readonly library_id: LibraryId; readonly formula: string; readonly folds: boolean },
): Promise<void> {
  await tx
    .insertInto('citation_key_formulas')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('library_id').doUpdateSet({ formula: row.formula, folds: row.folds }),
    )
    .execute()
}

export async function findKey(tx: Tx, id: PaperId) {
  return tx
    .selectFrom('citation_keys')
    .select(['key', 'origin'])
    .where('paper_id', '=', id)
    .executeTakeFirst()
}

export async function selectKeys(tx: Tx, libraryId: LibraryId, ids: readonly string[]) {
  return tx
    .selectFrom('citation_keys')
    .select(['paper_id', 'key'])
    .where('library_id', '=', libraryId)
    .where('paper_id', 'in', [...ids])
    .execute()
}

/** The keys of a library that begin with one of these, in lower case: each is a range of the index. */
export async function selectKeysBeginning(
  tx: Tx,
  libraryId: LibraryId,
  beginnings: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select lower(k.key) as key
      from unnest(${[...beginnings]}::text[]) as wanted (beginning)
      join citation_keys k on k.library_id = ${libraryId}
       and (lower(k.key) collate "C") >= lower(wanted.beginning)
       and (lower(k.key) collate "C") < lower(wanted.beginning) || chr(123)`.execute(tx)
  return rows.map(({ key }) => key)
}

type NewKey = {
  readonly library_id: LibraryId
  readonly paper_id: string
  readonly key: string
  readonly origin: KeyOrigin
}

/** Pins keys; one that somebody else took meanwhile (an import, which waits for no export) is left out. */
export async function insertKeys(tx: SystemTx, rows: readonly NewKey[]) {
  return tx
    .insertInto('citation_keys')
    .values([...rows])
    .onConflict((conflict) => conflict.doNothing())
    .returning(['paper_id', 'key'])
    .execute()
}

/** Before a paper gets a key by hand: one that it has from a paper it took in stays that one's, and nobody else's. */
export async function handBackKey(
  tx: UserTx,
  { library_id, paper_id, key }: Omit<NewKey, 'origin'>,
): Promise<void> {
  await sql`
    update citation_keys set paper_id = taken_from, taken_from = null
     where library_id = ${library_id} and paper_id = ${paper_id} and taken_from is not null
       and (lower(key) collate "C") <> lower(${key})`.execute(tx)
}

/** The paper that a key names, whatever its case; of a merged one, the paper that took it in. */
export async function findKeyed(tx: UserTx, libraryId: LibraryId, key: string): Promise<PaperId | undefined> {
  const { rows } = await sql<{ id: PaperId }>`
    select p.id from citation_keys k
      join papers p on p.library_id = k.library_id and p.id = app.survivor_of(k.library_id, k.paper_id)
     where k.library_id = ${libraryId} and (lower(k.key) collate "C") = lower(${key}) and p.trashed_at is null`.execute(
    tx,
  )
  return rows[0]?.id
}

/** Gives a paper its key by hand. @returns undefined when another paper of the library has it */
export async function upsertKey(tx: UserTx, row: NewKey) {
  const { library_id, paper_id, key, origin } = row
  const { rows } = await sql<{ key: string; origin: KeyOrigin }>`
    insert into citation_keys (library_id, paper_id, key, origin)
    select ${library_id}::uuid, ${paper_id}::uuid, ${key}, ${origin}
     where not exists (select from citation_keys other
                        where other.library_id = ${library_id}::uuid and (lower(other.key) collate "C") = lower(${key})
                          and other.paper_id <> ${paper_id}::uuid)
    on conflict (library_id, paper_id) do update
      set key = excluded.key, origin = excluded.origin, taken_from = null
    returning key, origin`.execute(tx)
  return rows[0]
}

/** Whether the database refused a key that a transaction nobody could see yet (an import) has given to another paper. */
export function isKeyTaken(error: unknown): boolean {
  return constraintOf(error) === 'citation_keys_key'
}

/** The newest papers of a library whose key is not pinned. */
export async function selectUnpinned(tx: UserTx, libraryId: LibraryId, limit: number) {
  const { rows } = await sql<{ id: string; title: string; csl: unknown }>`
    select p.id, p.title, p.csl from papers p
     where p.library_id = ${libraryId} and p.trashed_at is null
       and not exists (select from citation_keys k where k.library_id = p.library_id and k.paper_id = p.id)
     order by p.added_at desc, p.id desc limit ${limit}`.execute(tx)
  return rows
}

export async function countPinned(
  tx: UserTx,
  libraryId: LibraryId,
): Promise<{ pinned: number; papers: number }> {
  const { rows } = await sql<{ pinned: number; papers: number }>`
    select count(k.paper_id)::int as pinned, count(*)::int as papers
      from papers p left join citation_keys k on k.library_id = p.library_id and k.paper_id = p.id
     where p.library_id = ${libraryId} and p.trashed_at is null`.execute(tx)
  return rows[0] ?? { pinned: 0, papers: 0 }
}
