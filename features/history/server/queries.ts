import { sql } from 'kysely'
import type { ActKind } from '#contract/acts.ts'
import type { ActId, LibraryId, PaperId, UserId } from '#contract/ids.ts'
import type { RecordedChange } from '#platform/acts/undoers.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'

export type Direction = 'done' | 'undone' | 'redone'

export type NewAct = {
  readonly libraryId: LibraryId
  readonly deedId: string | undefined
  readonly userId: UserId
  readonly privateTo: UserId | null
  readonly kind: ActKind
  readonly direction: Direction
  readonly facts: string
  readonly paperCount: number
  readonly undoOf: ActId | null
}

export async function insertAct(tx: UserTx, act: NewAct): Promise<{ id: ActId; deed_id: string }> {
  const { rows } = await sql<{ id: ActId; deed_id: string }>`
    with made as (select uuidv7() as id)
    insert into acts (id, library_id, deed_id, user_id, private_to, kind, direction, facts, paper_count, undo_of)
    select made.id, ${act.libraryId}, coalesce(${act.deedId ?? null}::uuid, made.id), ${act.userId}, ${act.privateTo}::uuid,
           ${act.kind}, ${act.direction}, ${act.facts}::jsonb, ${act.paperCount}, ${act.undoOf}::uuid
      from made returning id, deed_id`.execute(tx)
  const [row] = rows
  if (!row) throw new Error('an act was not written down')
  return row
}

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value))

/** Writes an act's changes in one statement, as columns: of a hundred thousand, rows as JSON would be twice the bytes. */
export async function insertChanges(
  tx: UserTx,
  act: { readonly id: ActId; readonly libraryId: LibraryId; readonly privateTo: UserId | null },
  changes: readonly RecordedChange[],
): Promise<void> {
  await sql`
    insert into act_changes (library_id, act_id, paper_id, private_to, kind, subject, before, after)
    select ${act.libraryId}, ${act.id}, given.paper_id, ${act.privateTo}::uuid, given.kind, given.subject,
           given.before::jsonb, given.after::jsonb
      from unnest(${changes.map(({ paperId }) => paperId)}::uuid[], ${changes.map(({ kind }) => kind)}::text[],
                  ${changes.map(({ subject }) => subject)}::text[], ${changes.map(({ before }) => json(before))}::text[],
                  ${changes.map(({ after }) => json(after))}::text[])
             as given (paper_id, kind, subject, before, after)`.execute(tx)
}

const actColumns = sql`
  a.id, a.library_id, a.kind, a.direction, a.facts, a.paper_count, a.at, a.undone_at, a.user_id, who.name as user_name,
  a.undone_at is null
    and (a.private_to is not null or a.library_id = any ((select app.my_editable_libraries())::uuid[]))
    and exists (select from act_changes c where c.library_id = a.library_id and c.act_id = a.id) as undoable`

export type ActRow = {
  id: string
  library_id: string
  kind: string
  direction: Direction
  facts: unknown
  paper_count: number
  at: Date
  undone_at: Date | null
  user_id: string | null
  user_name: string | null
  undoable: boolean
}

type Page = { readonly after: string | undefined; readonly limit: number }

const before = (after: string | undefined) => (after === undefined ? sql`` : sql`and a.id < ${after}::uuid`)

/** What a person did, the newest first. */
export async function listActsOf(tx: UserTx, userId: UserId, { after, limit }: Page): Promise<ActRow[]> {
  const { rows } = await sql<ActRow>`
    with page as materialized (
      select a.* from acts a where a.user_id = ${userId} ${before(after)} order by a.id desc limit ${limit})
    select ${actColumns} from page a left join app.names_of(array[${userId}::uuid]) who on true order by a.id desc`.execute(
    tx,
  )
  return rows
}

/** What was done to a paper, the newest first. */
export async function listActsOn(
  tx: UserTx,
  paper: { readonly id: PaperId; readonly libraryId: string },
  { after, limit }: Page,
): Promise<ActRow[]> {
  const beyond = after === undefined ? sql`` : sql`and c.act_id < ${after}::uuid`
  const { rows } = await sql<ActRow>`
    with page as materialized (
      select distinct c.act_id from act_changes c
       where c.library_id = ${paper.libraryId} and c.paper_id = ${paper.id} ${beyond} order by c.act_id desc limit ${limit}),
    done as materialized (
      select a.* from page join acts a on a.library_id = ${paper.libraryId} and a.id = page.act_id),
    who as materialized (
      select id, name from app.names_of((select array_agg(distinct user_id) from done)))
    select ${actColumns} from done a left join who on who.id = a.user_id order by a.id desc`.execute(tx)
  return rows
}

export type ChangeRow = {
  act_id: string
  kind: string
  subject: string
  before: unknown
  after: unknown
}

/** What some acts changed of one paper. */
export async function listChangesOn(
  tx: UserTx,
  paper: { readonly id: PaperId; readonly libraryId: string },
  actIds: readonly string[],
): Promise<ChangeRow[]> {
  return tx
    .selectFrom('act_changes')
    .select(['act_id', 'kind', 'subject', 'before', 'after'])
    .where('library_id', '=', paper.libraryId)
    .where('paper_id', '=', paper.id)
    .where('act_id', 'in', [...actIds])
    .orderBy('kind')
    .orderBy('subject')
    .execute()
}

/** The library of a paper, also of one in the trash. */
export async function findPaperPlace(tx: UserTx, id: PaperId) {
  return tx.selectFrom('papers').select(['id', 'library_id']).where('id', '=', id).executeTakeFirst()
}

/** The acts of one deed, as far as the person sees them, by library: the order in which libraries are locked. */
export async function listDeed(tx: UserTx, id: ActId) {
  return tx
    .selectFrom('acts as a')
    .select(['a.id', 'a.library_id', 'a.private_to'])
    .where('a.deed_id', '=', (one) => one.selectFrom('acts').select('deed_id').where('id', '=', id))
    .orderBy('a.library_id')
    .execute()
}

/** An act, held until the transaction ends. */
export async function holdAct(tx: UserTx, id: ActId) {
  return tx
    .selectFrom('acts')
    .select(['id', 'library_id', 'private_to', 'kind', 'direction', 'facts', 'undone_at'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
}

export async function listChanges(tx: UserTx, act: { readonly id: ActId; readonly libraryId: LibraryId }) {
  return tx
    .selectFrom('act_changes')
    .select(['paper_id', 'kind', 'subject', 'before', 'after'])
    .where('library_id', '=', act.libraryId)
    .where('act_id', '=', act.id)
    .orderBy('paper_id')
    .execute()
}

/**
 * Marks an act as taken back. The act that it had taken back stands again then, the one which that had taken back does
 * not, and so on: every second one of the chain.
 */
export async function markUndone(tx: UserTx, id: ActId): Promise<void> {
  await sql`
    with recursive chain (library_id, id, undo_of, step) as (
      select library_id, id, undo_of, 0 from acts where id = ${id}
      union all
      select a.library_id, a.id, a.undo_of, c.step + 1
        from chain c join acts a on a.library_id = c.library_id and a.id = c.undo_of)
    update acts a set undone_at = case when chain.step % 2 = 0 then clock_timestamp() end
      from chain where a.library_id = chain.library_id and a.id = chain.id`.execute(tx)
}

/** Removes some of the acts that were done before an instant. @returns how many */
export async function sweepActs(tx: SystemTx, doneBefore: Date, limit: number): Promise<number> {
  const { rows } = await sql`
    delete from acts where id in (select id from acts where at < ${doneBefore} order by at limit ${limit}) returning id`.execute(
    tx,
  )
  return rows.length
}
