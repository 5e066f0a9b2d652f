import { sql } from 'kysely'
import { type LibraryId, libraryId, type PaperId, paperId, type UserId, userId } from '#contract/ids.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'
import type { AnswerLanguage, ProviderChoice } from '../../contract.ts'

const columns = ['enabled_since', 'choices', 'language', 'papers_per_day'] as const

/** The asking person's setting; undefined when they never had one. */
export async function findSetting(tx: UserTx) {
  return tx.selectFrom('analysis_automatic').select(columns).executeTakeFirst()
}

/** The same, locked: papers are taken up for a person by one at a time. */
export async function lockSetting(tx: UserTx) {
  return tx.selectFrom('analysis_automatic').select(columns).forUpdate().executeTakeFirst()
}

type Setting = {
  readonly enabled_since: Date | null
  readonly choices: readonly ProviderChoice[]
  readonly language: AnswerLanguage
  readonly papers_per_day: number
}

export async function putSetting(tx: UserTx, user: UserId, { choices, ...setting }: Setting): Promise<void> {
  const values = { ...setting, choices: [...choices] }
  await tx
    .insertInto('analysis_automatic')
    .values({ ...values, user_id: user })
    .onConflict((conflict) => conflict.column('user_id').doUpdateSet(values))
    .execute()
}

/** The people for whom papers of a library are taken up, or of any library. */
export async function listEnabled(tx: SystemTx, library: LibraryId | undefined): Promise<UserId[]> {
  const rows = await tx
    .selectFrom('analysis_automatic as setting')
    .select('setting.user_id')
    .where('setting.enabled_since', 'is not', null)
    .$if(library !== undefined, (query) =>
      query.where(
        sql<boolean>`exists (select from library_members m
          where m.user_id = setting.user_id and m.library_id = ${library ?? null}::uuid)`,
      ),
    )
    .execute()
  return rows.map(({ user_id }) => userId.parse(user_id))
}

/** How many papers were taken up for the person since that moment. */
export async function countTaken(tx: UserTx, since: Date): Promise<number> {
  const { count } = await tx
    .selectFrom('analysis_automatic_papers')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('taken_at', '>=', since)
    .executeTakeFirstOrThrow()
  return count
}

const isNew = (user: UserId, since: Date) => sql`
  papers p
  where p.added_by = ${user}::uuid and p.added_at >= ${since} and p.trashed_at is null
    and exists (select from files f where f.library_id = p.library_id and f.paper_id = p.id and f.state = 'read'
                   and f.text_quality in ('good', 'ocr'))
    and not exists (select from analysis_automatic_papers t where t.user_id = ${user}::uuid and t.paper_id = p.id)
    and not exists (select from analysis_runs r where r.library_id = p.library_id and r.paper_id = p.id)`

/** Papers the person added since then that can be read, were not taken up and were never analysed; the oldest first. */
export async function listNew(
  tx: UserTx,
  { user, since, limit }: { user: UserId; since: Date; limit: number },
) {
  const { rows } = await sql<{ id: string; library_id: string }>`
    select p.id, p.library_id from ${isNew(user, since)} order by p.added_at, p.id limit ${limit}`.execute(tx)
  return rows.map((row) => ({ id: paperId.parse(row.id), libraryId: libraryId.parse(row.library_id) }))
}

/** How many there are, counted to a thousand. */
export async function countNew(tx: UserTx, user: UserId, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from (select p.id from ${isNew(user, since)} limit 1000) as head`.execute(
    tx,
  )
  return rows[0]?.count ?? 0
}

export async function putTaken(
  tx: UserTx,
  user: UserId,
  papers: readonly { readonly id: PaperId; readonly libraryId: LibraryId }[],
): Promise<void> {
  const rows = papers.map(({ id, libraryId: library }) => ({
    user_id: user,
    library_id: library,
    paper_id: id,
  }))
  await tx.insertInto('analysis_automatic_papers').values(rows).execute()
}

/** Adds papers to the batch of the day that asks the same; @returns it with how many papers it has now, if there is one. */
export async function addToBatch(
  tx: UserTx,
  asked: {
    readonly since: Date
    readonly choices: readonly ProviderChoice[]
    readonly language: AnswerLanguage
    readonly paperIds: readonly PaperId[]
  },
) {
  const { rows } = await sql<{ id: string; papers: number }>`
    update analysis_batches set paper_ids = paper_ids || ${[...asked.paperIds]}::uuid[]
     where id = (select id from analysis_batches
                  where automatic and created_at >= ${asked.since} and choices = ${[...asked.choices]}::text[]
                    and language = ${asked.language} order by id desc limit 1)
    returning id, cardinality(paper_ids) as papers`.execute(tx)
  return rows[0]
}
