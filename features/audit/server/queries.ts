import { type QueryExecutorProvider, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import type { UserId } from '#contract/ids.ts'
import type { DB } from '#platform/database/tables.types.ts'
import type { SystemTx, UserTx } from '#platform/database/transactions.ts'

const columns = [
  'seq',
  'at',
  'act',
  'actor_id',
  'actor_name',
  'user_id',
  'user_name',
  'subject_kind',
  'subject_id',
  'subject_title',
  'address',
  'facts',
] as const

export type EntryRow = Awaited<ReturnType<typeof listEntries>>[number]

type NewTrace = {
  readonly act: string
  readonly actorId: string | null
  readonly userId: string | null
  readonly kind: string | null
  readonly id: string | null
  readonly title: string | null
  readonly address: string | null
  /** JSON. */
  readonly facts: string
}

/** The one way in: a function that belongs to the owner, as no role may insert. */
export async function insertTrace(tx: QueryExecutorProvider, trace: NewTrace): Promise<void> {
  await sql`select app.record_audit(${trace.act}, ${trace.actorId}::uuid, ${trace.userId}::uuid, ${trace.kind},
    ${trace.id}, ${trace.title}, ${trace.address}, ${trace.facts}::jsonb)`.execute(tx)
}

export type EntryFilter = {
  readonly act?: string | undefined
  readonly userId?: string | undefined
  readonly q?: string | undefined
  readonly since?: string | undefined
  readonly until?: string | undefined
}
export type EntryPage = EntryFilter & { readonly before: number | undefined; readonly limit: number }

type Entries = SelectQueryBuilder<DB, 'audit_entries', object>

function narrowed(query: Entries, { act, userId, q, since, until }: EntryFilter): Entries {
  const like = q ? `%${q.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%` : undefined
  return query
    .$if(act !== undefined, (some) => some.where('act', '=', act ?? ''))
    .$if(userId !== undefined, (some) =>
      some.where((one) => one.or([one('user_id', '=', userId ?? ''), one('actor_id', '=', userId ?? '')])),
    )
    .$if(since !== undefined, (some) => some.where('at', '>=', new Date(since ?? 0)))
    .$if(until !== undefined, (some) => some.where('at', '<', new Date(until ?? 0)))
    .$if(like !== undefined, (some) =>
      some.where(
        sql<boolean>`concat_ws(' ', actor_name, user_name, subject_title, subject_id, address, facts::text) ilike ${like}`,
      ),
    )
}

/** Traces of the whole house, the newest first. */
export async function listEntries(tx: SystemTx, { before, limit, ...filter }: EntryPage) {
  return await narrowed(tx.selectFrom('audit_entries'), filter)
    .select(columns)
    .$if(before !== undefined, (some) => some.where('seq', '<', before ?? 0))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
}

/** A person's own traces: what they did and what was done about them, by an index for each. */
export async function listOwnEntries(
  tx: UserTx,
  userId: UserId,
  { act, before, limit }: Pick<EntryPage, 'act' | 'before' | 'limit'>,
): Promise<EntryRow[]> {
  const chosen = sql.join(columns.map((column) => sql.ref(column)))
  const half = (whose: RawBuilder<unknown>) => sql`(
    select ${chosen} from audit_entries
     where ${whose} and (${act ?? null}::text is null or act = ${act ?? null})
       and (${before ?? null}::bigint is null or seq < ${before ?? null})
     order by seq desc limit ${limit})`
  const { rows } = await sql<EntryRow>`
    ${half(sql`user_id = ${userId}`)} union all
    ${half(sql`actor_id = ${userId} and user_id is distinct from ${userId}`)}
    order by seq desc limit ${limit}`.execute(tx)
  return rows
}

export type CheckedRow = {
  seq: number
  previous: string
  hash: string
  /** What the hash must be, by the row as it stands. */
  expected: string
}

/** A stretch of the chain in its order. */
export async function listChain(tx: SystemTx, afterSeq: number, limit: number): Promise<CheckedRow[]> {
  const { rows } = await sql<CheckedRow>`
    select seq, encode(previous, 'hex') as previous, encode(hash, 'hex') as hash,
           encode(app.audit_hash(entry), 'hex') as expected
      from audit_entries entry where seq > ${afterSeq} order by seq, at limit ${limit}`.execute(tx)
  return rows
}

/** The end of the chain, and whether any month of it can be past its keeping. */
export async function readHead(tx: SystemTx) {
  const { rows } = await sql<{ seq: number; hash: string; may_begin_late: boolean }>`
    select seq, encode(hash, 'hex') as hash,
           started_at < now() - (select keep from app.partitioned_tables where table_name = 'audit_entries')
             as may_begin_late
      from app.audit_head`.execute(tx)
  const [head] = rows
  if (!head) throw new Error('the audit trail has no end: app.audit_head is empty')
  return head
}
