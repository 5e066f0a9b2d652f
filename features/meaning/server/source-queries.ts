import { sql } from 'kysely'
import { type LibraryId, libraryId, type UserId, userId } from '#contract/ids.ts'
import type { SystemTx, Tx, UserTx } from '#platform/database/transactions.ts'
import type { MeaningProblem } from '../contract.ts'

const columns = [
  'id',
  'provider_key_id',
  'model',
  'reads_texts',
  'stamp',
  'dimensions',
  'stopped',
  'problem',
  'problem_at',
  'tokens',
  'cost_micro_usd',
  'cost_known',
  'chosen_at',
] as const

/** The asking person's source; undefined: the search by meaning is off. */
export async function findSource(tx: UserTx) {
  return tx.selectFrom('meaning_sources').select(columns).executeTakeFirst()
}
export type Source = NonNullable<Awaited<ReturnType<typeof findSource>>>

type Wanted = {
  readonly keyId: string
  readonly model: string
  readonly readsTexts: boolean
  readonly dimensions: number
  readonly chosenAt: Date
}

/** Chooses a source. Vectors of the same provider and model stay of use: only then the stamp does. */
export async function putSource(tx: UserTx, user: UserId, wanted: Wanted): Promise<void> {
  await sql`
    insert into meaning_sources as s (user_id, provider_key_id, model, reads_texts, dimensions, chosen_at)
    values (${user}, ${wanted.keyId}, ${wanted.model}, ${wanted.readsTexts}, ${wanted.dimensions}, ${wanted.chosenAt})
    on conflict (user_id) do update set
      stamp = case when (s.provider_key_id, s.model, s.dimensions)
                        is not distinct from (excluded.provider_key_id, excluded.model, excluded.dimensions)
                   then s.stamp else gen_random_uuid() end,
      provider_key_id = excluded.provider_key_id, model = excluded.model, reads_texts = excluded.reads_texts,
      dimensions = excluded.dimensions, chosen_at = excluded.chosen_at, stopped = false, problem = null,
      problem_at = null, tokens = 0, cost_micro_usd = 0, cost_known = true`.execute(tx)
}

/** Another way of reading, with the same vectors: every paper is looked at again. */
export async function setStopped(tx: UserTx, stopped: boolean): Promise<void> {
  await tx.updateTable('meaning_sources').set({ stopped, problem: null, problem_at: null }).execute()
}

/** Nothing that was made counts any more. */
export async function renewStamp(tx: UserTx): Promise<void> {
  await tx
    .updateTable('meaning_sources')
    .set({ stamp: sql<string>`gen_random_uuid()`, stopped: false, problem: null, problem_at: null })
    .execute()
}

export async function deleteSource(tx: UserTx): Promise<void> {
  await tx.deleteFrom('meaning_sources').execute()
}

export async function putProblem(
  tx: UserTx,
  problem: { readonly code: MeaningProblem; readonly at: Date } | null,
): Promise<void> {
  const [code, at] = [problem?.code ?? null, problem?.at ?? null]
  await tx
    .updateTable('meaning_sources')
    .set({ problem: code, problem_at: at })
    .where(sql<boolean>`problem is distinct from ${code}`)
    .execute()
}

/** Adds what a request took, with what was asked for questions. */
export async function addSpent(
  tx: SystemTx,
  source: string,
  spent: { readonly tokens: number; readonly costMicroUsd: number | null },
): Promise<void> {
  await sql`
    update meaning_sources set tokens = tokens + ${spent.tokens},
           cost_micro_usd = cost_micro_usd + ${spent.costMicroUsd ?? 0},
           cost_known = cost_known and ${spent.costMicroUsd !== null}
     where id = ${source}`.execute(tx)
}

/** The libraries that are a person's own. */
export async function ownedLibraries(tx: Tx, user: UserId): Promise<LibraryId[]> {
  const rows = await tx.selectFrom('libraries').select('id').where('owner_id', '=', user).execute()
  return rows.map(({ id }) => libraryId.parse(id))
}

/** Who has a source that is not stopped: the owner of a library, or anybody. */
export async function listBuilding(tx: SystemTx, library: LibraryId | undefined): Promise<UserId[]> {
  const rows = await tx
    .selectFrom('meaning_sources as s')
    .select('s.user_id')
    .where('s.stopped', '=', false)
    .where('s.provider_key_id', 'is not', null)
    .$if(library !== undefined, (query) =>
      query.where(
        sql<boolean>`s.user_id = (select owner_id from libraries where id = ${library ?? null}::uuid)`,
      ),
    )
    .execute()
  return rows.map(({ user_id }) => userId.parse(user_id))
}

/** What the libraries that the asking person sees can be searched by. */
export async function searchableSources(tx: UserTx) {
  const { rows } = await sql<{
    source_id: string
    user_id: string
    stamp: string
    dimensions: number
    libraries: string[]
  }>`select source_id, user_id, stamp, dimensions, libraries from app.meaning_of_my_libraries()`.execute(tx)
  return rows.map((row) => ({
    id: row.source_id,
    ownerId: userId.parse(row.user_id),
    stamp: row.stamp,
    dimensions: row.dimensions,
    libraries: row.libraries,
  }))
}
export type SearchableSource = Awaited<ReturnType<typeof searchableSources>>[number]
