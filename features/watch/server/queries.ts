import { sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { Reason, SignalKind, WatchAnswer } from '../contract.ts'

/** Of two requests about one subject at the same moment, one counts after the other. */
export async function lockSubject(tx: SystemTx, subject: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('watch ' || ${subject}, 0))`.execute(tx)
}

export type Hit = {
  readonly subject: string
  readonly kind: SignalKind
  /** What is counted once only, however often it comes: an account's hash, a thing's id. */
  readonly about: string
  readonly weight: number
  /** The same thing again adds nothing. */
  readonly once?: boolean
}

/** Adds to a counter; one whose window is over begins anew. */
export async function addHit(
  tx: SystemTx,
  {
    subject,
    kind,
    about,
    weight,
    once = false,
    at,
    since,
  }: Hit & { readonly at: Date; readonly since: Date },
): Promise<void> {
  await sql`
    insert into watch_counters as c (subject, kind, about, since, count)
    values (${subject}, ${kind}, ${about}, ${at}, ${weight})
    on conflict (subject, kind, about) do update set
      count = case when c.since <= ${since} then excluded.count when ${once} then c.count
        else least(c.count + excluded.count, 1000000000) end,
      since = case when c.since <= ${since} then excluded.since else c.since end`.execute(tx)
}

type Since = { readonly usual: Date; readonly account: Date; readonly place: Date }

/** What stands against a subject within the windows: how much of each kind, and how many different things. */
export async function readCounters(tx: SystemTx, subject: string, since: Since) {
  return await tx
    .selectFrom('watch_counters')
    .select((one) => [
      'kind',
      one.fn.sum<number>('count').as('total'),
      one.fn.countAll<number>().as('different'),
    ])
    .where('subject', '=', subject)
    .where(
      'since',
      '>',
      sql<Date>`case kind when 'account_failures' then ${since.account}::timestamptz
        when 'new_place' then ${since.place}::timestamptz else ${since.usual}::timestamptz end`,
    )
    .groupBy('kind')
    .execute()
}

/** Takes the counters of one kind away. @returns whether there was one */
export async function takeCounter(tx: SystemTx, subject: string, kind: SignalKind): Promise<boolean> {
  const gone = await tx
    .deleteFrom('watch_counters')
    .where('subject', '=', subject)
    .where('kind', '=', kind)
    .executeTakeFirst()
  return gone.numDeletedRows > 0n
}

export async function deleteCounters(tx: SystemTx, subject: string): Promise<void> {
  await tx.deleteFrom('watch_counters').where('subject', '=', subject).execute()
}

export async function findMeasure(tx: SystemTx, subject: string) {
  return await tx
    .selectFrom('watch_measures as measure')
    .innerJoin('security_events as event', 'event.id', 'measure.event_id')
    .select(['measure.until', 'measure.strikes', 'measure.since', 'event.answer'])
    .where('measure.subject', '=', subject)
    .executeTakeFirst()
}

/** The latest end of what any of the subjects has to wait for; of a lock the account itself tells. */
export async function findEnd(
  tx: SystemTx,
  subjects: readonly string[],
  at: Date,
): Promise<Date | undefined> {
  const row = await tx
    .selectFrom('watch_measures as measure')
    .innerJoin('security_events as event', 'event.id', 'measure.event_id')
    .select((one) => one.fn.max('measure.until').as('until'))
    .where('measure.subject', 'in', [...subjects])
    .where('measure.until', '>', at)
    .where('event.answer', 'in', ['slowed', 'challenged', 'guarded'])
    // Who is challenged for a new place alone need not wait.
    .where('event.until', 'is not', null)
    .executeTakeFirst()
  return row?.until ?? undefined
}

type Measure = {
  readonly subject: string
  readonly event_id: string
  readonly since: Date
  readonly until: Date
  readonly strikes: number
}

export async function putMeasure(tx: SystemTx, measure: Measure): Promise<void> {
  await tx
    .insertInto('watch_measures')
    .values(measure)
    .onConflict((same) => same.column('subject').doUpdateSet(measure))
    .execute()
}

/** The person proved who they are: what was in force is over, and its strike is kept. */
export async function endChallenge(tx: SystemTx, subject: string, at: Date): Promise<void> {
  await tx
    .updateTable('watch_measures as measure')
    .from('security_events as event')
    .set({ until: at })
    .whereRef('event.id', '=', 'measure.event_id')
    .where('measure.subject', '=', subject)
    .where('event.answer', '=', 'challenged')
    .where('measure.until', '>', at)
    .execute()
}

/** Ends what an event put in force. @returns the subject it was about */
export async function deleteMeasure(tx: SystemTx, eventId: string) {
  return await tx
    .deleteFrom('watch_measures')
    .where('event_id', '=', eventId)
    .returning('subject')
    .executeTakeFirst()
}

type NewEvent = {
  readonly at: Date
  readonly subject: string
  readonly userId: string | null
  readonly network: string | null
  readonly score: number
  readonly reasons: readonly Reason[]
  readonly answer: WatchAnswer
  readonly until: Date | null
}

export async function insertEvent(tx: SystemTx, { userId, reasons, ...event }: NewEvent): Promise<string> {
  const { id } = await tx
    .insertInto('security_events')
    .values((one) => ({
      ...event,
      user_id: userId,
      user_name: one.selectFrom('auth.users').select('name').where('id', '=', userId),
      reasons: JSON.stringify(reasons),
    }))
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type EventRow = Awaited<ReturnType<typeof listEvents>>[number]

/** Events, the newest first. What is in force stands in the measures; of a lock the account tells. */
export async function listEvents(
  tx: SystemTx,
  { before, limit, activeAt }: { before: string | undefined; limit: number; activeAt: Date | undefined },
) {
  return await tx
    .selectFrom('security_events as event')
    .leftJoin('watch_measures as measure', 'measure.event_id', 'event.id')
    .select([
      'event.id',
      'event.at',
      'event.subject',
      'event.user_id',
      'event.user_name',
      'event.network',
      'event.score',
      'event.reasons',
      'event.answer',
      'event.until',
      'measure.until as measured_until',
    ])
    .$if(before !== undefined, (some) => some.where('event.id', '<', before ?? ''))
    .$if(activeAt !== undefined, (some) =>
      some.where('measure.until', '>', activeAt ?? new Date(0)).where('event.answer', '!=', 'noted'),
    )
    .orderBy('event.id', 'desc')
    .limit(limit)
    .execute()
}

/** How much spoke against each person since then, by events about what their own sessions did. */
export async function sumScores(tx: SystemTx, since: Date) {
  return await tx
    .selectFrom('security_events')
    .select((one) => [
      'user_id',
      one.fn.max<number>('score').as('score'),
      one.fn.countAll<string>().as('events'),
      one.fn.max('at').as('last_at'),
    ])
    .where('at', '>', since)
    .where('user_id', 'is not', null)
    .where('subject', 'like', 'person:%')
    .groupBy('user_id')
    .execute()
}

export async function findEvent(tx: SystemTx, id: string) {
  return await tx
    .selectFrom('security_events')
    .select(['id', 'subject', 'user_id', 'network', 'answer', 'until'])
    .where('id', '=', id)
    .executeTakeFirst()
}

type Arrival = { readonly userId: string; readonly network: string }

/** Whether a person came from elsewhere before, but never from here. */
export async function isNewPlace(tx: SystemTx, { userId, network }: Arrival): Promise<boolean> {
  const { rows } = await sql<{ is_new: boolean }>`
    select count(*) > 0 and not coalesce(bool_or(network = ${network}), false) as is_new
      from watch_arrivals where user_id = ${userId}`.execute(tx)
  return rows[0]?.is_new ?? false
}

/** Remembers where a person came from. */
export async function rememberArrival(tx: SystemTx, { userId, network }: Arrival, at: Date): Promise<void> {
  await tx
    .insertInto('watch_arrivals')
    .values({ user_id: userId, network, last_at: at })
    .onConflict((same) => same.columns(['user_id', 'network']).doUpdateSet({ last_at: at }))
    .execute()
}

/** The person of a mail address, known by its hash alone. */
export async function findPersonByHash(tx: SystemTx, emailHash: string) {
  return await tx
    .selectFrom('auth.users')
    .select('id')
    .where(sql<boolean>`encode(sha256(convert_to(email, 'UTF8')), 'hex') = ${emailHash}`)
    .executeTakeFirst()
}

type Bounds = {
  readonly counters: Date
  readonly measures: Date
  readonly events: Date
  readonly arrivals: Date
  readonly mostRows: number
}

/** Removes what is over, and the oldest of what is too much. */
export async function deleteOld(tx: SystemTx, { mostRows, ...before }: Bounds): Promise<void> {
  await tx.deleteFrom('watch_counters').where('since', '<', before.counters).execute()
  await tx.deleteFrom('watch_measures').where('until', '<', before.measures).execute()
  await tx.deleteFrom('security_events').where('at', '<', before.events).execute()
  await tx.deleteFrom('watch_arrivals').where('last_at', '<', before.arrivals).execute()
  for (const [table, column] of [
    ['watch_counters', 'since'],
    ['security_events', 'at'],
    ['watch_arrivals', 'last_at'],
  ] as const) {
    await sql`
      delete from ${sql.table(table)} where ${sql.ref(column)} <= (
        select ${sql.ref(column)} from ${sql.table(table)} order by ${sql.ref(column)} desc offset ${mostRows} limit 1)`.execute(
      tx,
    )
  }
}

export async function findEmail(tx: SystemTx, userId: string): Promise<string | undefined> {
  return (await tx.selectFrom('auth.users').select('email').where('id', '=', userId).executeTakeFirst())
    ?.email
}
