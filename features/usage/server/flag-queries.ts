import { type QueryExecutorProvider, sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { FlagState } from '../contract.ts'
import type { Finding } from './unusual/find-unusual.ts'

/** What people used from a moment on, hour by hour, with where their days turn; and the networks they came from. */
export async function listHours(tx: SystemTx, since: Date, until: Date) {
  return await tx
    .selectFrom('usage_hours as hours')
    .innerJoin('auth.users as people', 'people.id', 'hours.user_id')
    .select([
      'hours.user_id',
      'people.role',
      'people.time_zone',
      'hours.hour',
      'hours.requests',
      'hours.failed_requests',
      'hours.calls',
      'hours.failed_calls',
      'hours.micro_usd',
    ])
    .where('hours.hour', '>=', since)
    .where('hours.hour', '<', until)
    .orderBy('hours.user_id')
    .orderBy('hours.hour')
    .execute()
}

export async function listNetworks(tx: SystemTx, userIds: readonly string[]) {
  return await tx
    .selectFrom('usage_networks')
    .select(['user_id', 'network', 'first_hour'])
    .where('user_id', 'in', [...userIds])
    .execute()
}

export async function findReviewed(tx: SystemTx): Promise<Date | undefined> {
  const row = await tx.selectFrom('usage_reviews').select('reviewed_until').forUpdate().executeTakeFirst()
  return row?.reviewed_until
}

export async function putReviewed(tx: SystemTx, until: Date): Promise<void> {
  await tx
    .insertInto('usage_reviews')
    .values({ reviewed_until: until })
    .onConflict((conflict) => conflict.column('is_only').doUpdateSet({ reviewed_until: until }))
    .execute()
}

/** Raises a flag, once for a person, kind and day; what crept up not again so soon. @returns whether it is new */
export async function raiseFlag(
  tx: SystemTx,
  { userId, at, quietSince, ...of }: Finding & { userId: string; at: Date; quietSince: Date },
): Promise<boolean> {
  const { rows } = await sql`
    insert into usage_flags (user_id, kind, day, measure, hour, seen, usual, mads, compared_with, network, raised_at)
    select ${userId}, ${of.kind}, ${of.day}, ${of.measure}, ${new Date(of.hourMs)}, ${of.seen}, ${of.usual}, ${of.mads},
           ${of.comparedWith}, ${of.network}, ${at}
     where not exists (select from usage_flags where user_id = ${userId} and kind = 'creep' and ${of.kind} = 'creep'
       and hour > ${quietSince})
    on conflict (user_id, kind, day) do nothing
    returning id`.execute(tx)
  return rows.length > 0
}

export async function listFlagRows(tx: SystemTx, { open, limit }: { open: boolean; limit: number }) {
  return await tx
    .selectFrom('usage_flags as flags')
    .innerJoin('auth.users as people', 'people.id', 'flags.user_id')
    .select([
      'flags.id',
      'flags.user_id',
      'people.name',
      'flags.kind',
      'flags.measure',
      'flags.hour',
      'flags.seen',
      'flags.usual',
      'flags.mads',
      'flags.compared_with',
      'flags.network',
      'flags.state',
      'flags.note',
      'flags.decided_at',
    ])
    .$if(open, (flags) => flags.where('flags.state', '=', 'open'))
    .orderBy('flags.id', 'desc')
    .limit(limit)
    .execute()
}

type Decision = {
  readonly id: string
  readonly state: FlagState
  readonly note: string
  readonly by: string | null
  readonly at: Date
}

/**
 * Writes down what was decided about a flag that is open, in whichever transaction does what was decided.
 * @returns whose it is and what was unusual; undefined when it is none, or decided
 */
export async function decideFlag(
  tx: QueryExecutorProvider,
  { id, state, note, by, at }: Decision,
): Promise<{ readonly user_id: string; readonly kind: string } | undefined> {
  const { rows } = await sql<{ user_id: string; kind: string }>`
    update public.usage_flags
       set state = ${state}, note = nullif(${note}, ''), decided_by = ${by}::uuid, decided_at = ${at}::timestamptz
     where id = ${id}::uuid and state = 'open'
    returning user_id, kind`.execute(tx)
  return rows[0]
}

export async function findFlagged(tx: SystemTx, id: string) {
  return await tx
    .selectFrom('usage_flags as flags')
    .innerJoin('auth.users as people', 'people.id', 'flags.user_id')
    .select(['flags.user_id', 'people.role'])
    .where('flags.id', '=', id)
    .executeTakeFirst()
}
