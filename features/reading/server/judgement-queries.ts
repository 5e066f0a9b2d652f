import { type RawBuilder, sql } from 'kysely'
import type { LibraryId, PaperId, UserId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

/** What a judgement consists of, as it is stored; each is changed and taken back by itself. */
const parts = {
  rating: { column: sql`rating_halves`, type: sql`smallint`, nothing: sql`null` },
  status: { column: sql`status`, type: sql`text`, nothing: sql`'unread'` },
} as const satisfies Record<string, Record<string, RawBuilder<unknown>>>
export type JudgementPart = keyof typeof parts

/** Lets a person judge at one place at a time, so that what they said before is known when they say something else. */
export async function lockJudging(tx: UserTx, userId: UserId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('judging ' || ${userId}, 0))`.execute(tx)
}

type Own = { readonly libraryId: LibraryId; readonly userId: UserId }

/**
 * Says one part of a judgement of papers of a library, what else was said of them stays.
 * @returns what was said before, of those that it is new to
 */
export async function writeJudgements(
  tx: UserTx,
  { libraryId, userId }: Own,
  said: {
    readonly part: JudgementPart
    readonly value: number | string | null
    readonly ids: readonly PaperId[]
  },
): Promise<{ paper_id: PaperId; before: number | string | null }[]> {
  const { column, type, nothing } = parts[said.part]
  const value = sql`${said.value}::${type}`
  const { rows } = await sql<{ paper_id: PaperId; before: number | string | null }>`
    with old as materialized (
      select given.id as paper_id, coalesce(j.${column}, ${nothing}) as before
        from unnest(${[...said.ids]}::uuid[]) as given (id)
        left join judgements j on j.user_id = ${userId} and j.paper_id = given.id
       where coalesce(j.${column}, ${nothing}) is distinct from ${value}),
    written as (
      insert into judgements (library_id, paper_id, user_id, ${column})
      select ${libraryId}, old.paper_id, ${userId}, ${value} from old order by old.paper_id
      on conflict (user_id, paper_id) do update set library_id = excluded.library_id, ${column} = excluded.${column}
      returning paper_id)
    select old.paper_id, old.before from old join written using (paper_id)`.execute(tx)
  return rows
}

/**
 * Says again what was said before, where what was said then still stands. A judgement that says nothing any more goes.
 * @returns the papers on which it was done
 */
export async function returnJudgements(
  tx: UserTx,
  { libraryId, userId }: Own,
  given: {
    readonly part: JudgementPart
    readonly changes: readonly { paperId: PaperId; before: string | null; after: string | null }[]
  },
): Promise<Set<PaperId>> {
  const { column, type, nothing } = parts[given.part]
  const ids = given.changes.map(({ paperId }) => paperId)
  await sql`
    insert into judgements (library_id, paper_id, user_id)
    select ${libraryId}, given.id, ${userId} from unnest(${ids}::uuid[]) as given (id) order by given.id
    on conflict do nothing`.execute(tx)
  const { rows } = await sql<{ paper_id: PaperId }>`
    update judgements j set ${column} = coalesce(given.before::${type}, ${nothing})
      from unnest(${ids}::uuid[], ${given.changes.map(({ before }) => before)}::text[],
                  ${given.changes.map(({ after }) => after)}::text[]) as given (paper_id, before, after)
     where j.user_id = ${userId} and j.paper_id = given.paper_id
       and j.${column} is not distinct from coalesce(given.after::${type}, ${nothing})
    returning j.paper_id`.execute(tx)
  await sql`
    delete from judgements
     where user_id = ${userId} and paper_id = any (${ids}::uuid[]) and rating_halves is null and status = 'unread'`.execute(
    tx,
  )
  return new Set(rows.map(({ paper_id: id }) => id))
}

/** What a person said of a paper. */
export async function findJudgement(tx: UserTx, userId: UserId, paperId: PaperId) {
  return tx
    .selectFrom('judgements')
    .select(['rating_halves', 'status'])
    .where('user_id', '=', userId)
    .where('paper_id', '=', paperId)
    .executeTakeFirst()
}
