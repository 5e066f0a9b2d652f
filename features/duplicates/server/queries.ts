import { sql } from 'kysely'
import type { LibraryId, MergeId, PaperId, SuggestionId, UserId } from '#contract/ids.ts'
import type { SystemTx, Tx, UserTx } from '#platform/database/transactions.ts'

const sideColumns = sql`
  p.id, p.library_id, p.title, p.authors, p.year, p.venue, p.doi, p.arxiv_id, p.added_at, p.csl,
  (select k.key from citation_keys k where k.library_id = p.library_id and k.paper_id = p.id) as citation_key,
  (select count(*)::int from files f where f.library_id = p.library_id and f.paper_id = p.id) as file_count`

export type SideRow = {
  id: PaperId
  library_id: LibraryId
  title: string
  authors: string[]
  year: number | null
  venue: string | null
  doi: string | null
  arxiv_id: string | null
  citation_key: string | null
  added_at: Date
  csl: unknown
  file_count: number
}

/** What is shown of papers that are not in the trash, in no order. */
export async function listSides(tx: UserTx, ids: readonly string[]): Promise<SideRow[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<SideRow>`
    select ${sideColumns} from papers p where p.id = any (${[...ids]}::uuid[]) and p.trashed_at is null`.execute(
    tx,
  )
  return rows
}

export type SuggestionRow = {
  id: SuggestionId
  library_id: LibraryId
  paper_id: PaperId
  other_id: PaperId
  kind: 'duplicate' | 'version'
  reasons: unknown
  strength: number
  /** As the database writes it, for the cursor. */
  position: string
}

const openPairs = sql`
  from duplicate_suggestions d
  join papers a on a.library_id = d.library_id and a.id = d.paper_id and a.trashed_at is null
  join papers b on b.library_id = d.library_id and b.id = d.other_id and b.trashed_at is null
 where d.state = 'open' and d.library_id = any ((select app.my_editable_libraries())::uuid[])`

const suggestionColumns = sql`
  d.id, d.library_id, d.paper_id, d.other_id, d.kind, d.reasons, d.strength, d.strength::text as position`

type Page = {
  readonly libraryId: LibraryId | undefined
  readonly after: readonly [string, string] | undefined
  readonly limit: number
}

/** Open pairs of the libraries one may change, the surest first; neither of the two is in the trash. */
export async function listOpen(tx: UserTx, { libraryId, after, limit }: Page): Promise<SuggestionRow[]> {
  const { rows } = await sql<SuggestionRow>`
    select ${suggestionColumns} ${openPairs}
       and (${libraryId ?? null}::uuid is null or d.library_id = ${libraryId ?? null}::uuid)
       and (${after?.[0] ?? null}::real is null or (d.strength, d.id) < (${after?.[0] ?? null}::real, ${after?.[1] ?? null}::uuid))
     order by d.strength desc, d.id desc limit ${limit}`.execute(tx)
  return rows
}

export async function countOpen(tx: UserTx, libraryId: LibraryId | undefined): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count ${openPairs}
       and (${libraryId ?? null}::uuid is null or d.library_id = ${libraryId ?? null}::uuid)`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Open pairs one of which is the paper. */
export async function listOpenOf(tx: UserTx, paperId: PaperId): Promise<SuggestionRow[]> {
  const { rows } = await sql<SuggestionRow>`
    select ${suggestionColumns} ${openPairs} and (d.paper_id = ${paperId} or d.other_id = ${paperId})
     order by d.strength desc, d.id desc`.execute(tx)
  return rows
}

export async function findSuggestion(tx: UserTx, id: SuggestionId) {
  return tx
    .selectFrom('duplicate_suggestions')
    .select(['library_id', 'paper_id', 'other_id', 'state'])
    .where('id', '=', id)
    .executeTakeFirst()
}

type Decided = 'dismissed' | 'merged' | 'linked' | 'open'

/** Writes what a person decided about a pair, from one of some states. @returns whether it was in one of them */
export async function decide(
  tx: UserTx,
  id: SuggestionId,
  change: { readonly from: Decided; readonly to: Decided; readonly by: UserId },
): Promise<boolean> {
  const isOpen = change.to === 'open'
  const row = await tx
    .updateTable('duplicate_suggestions')
    .set({
      state: change.to,
      decided_by: isOpen ? null : change.by,
      decided_at: isOpen ? null : sql<Date>`clock_timestamp()`,
    })
    .where('id', '=', id)
    .where('state', '=', change.from)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Writes what became of a pair, when it was suggested. @returns the state it was in */
export async function decidePair(
  tx: Tx,
  pair: { readonly libraryId: LibraryId; readonly ids: readonly [PaperId, PaperId] },
  change: { readonly to: Decided; readonly by: UserId },
): Promise<Decided | undefined> {
  const [one, other] = pair.ids
  const isOpen = change.to === 'open'
  const { rows } = await sql<{ state: Decided }>`
    update duplicate_suggestions d
       set state = ${change.to}, decided_by = ${isOpen ? null : change.by},
           decided_at = case when ${isOpen} then null else clock_timestamp() end
      from duplicate_suggestions was
     where d.library_id = ${pair.libraryId} and d.paper_id = ${one} and d.other_id = ${other} and was.id = d.id
    returning was.state`.execute(tx)
  return rows[0]?.state
}

type NewMerge = {
  readonly library_id: LibraryId
  readonly survivor_id: PaperId
  readonly merged_id: PaperId
  readonly merged_by: UserId
  readonly undo: string
}

export async function insertMerge(tx: SystemTx, row: NewMerge): Promise<MergeId> {
  const { id } = await tx.insertInto('paper_merges').values(row).returning('id').executeTakeFirstOrThrow()
  return id as MergeId
}

/** A merge that was not undone, locked. */
export async function lockMerge(tx: SystemTx, id: MergeId) {
  return tx
    .selectFrom('paper_merges')
    .select(['library_id', 'survivor_id', 'merged_id', 'undo'])
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

/** The library of a merge that was not undone. */
export async function findMergePlace(tx: SystemTx, id: MergeId): Promise<string | undefined> {
  const row = await tx
    .selectFrom('paper_merges')
    .select('library_id')
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  return row?.library_id
}

export async function closeMerge(tx: SystemTx, id: MergeId, by: UserId): Promise<void> {
  await tx
    .updateTable('paper_merges')
    .set({ undone_at: sql<Date>`clock_timestamp()`, undone_by: by })
    .where('id', '=', id)
    .execute()
}

export type MergeRow = { id: MergeId; title: string; merged_at: Date }

/** The papers that a paper took in and that can be taken out again, the newest first. */
export async function listMergesOf(
  tx: SystemTx,
  libraryId: LibraryId,
  paperId: PaperId,
): Promise<MergeRow[]> {
  const { rows } = await sql<MergeRow>`
    select m.id, p.title, m.merged_at
      from paper_merges m
      join papers p on p.library_id = m.library_id and p.id = m.merged_id and p.merged_into = m.survivor_id
     where m.library_id = ${libraryId} and m.survivor_id = ${paperId} and m.undone_at is null
     order by m.merged_at desc, m.id desc limit 50`.execute(tx)
  return rows
}
