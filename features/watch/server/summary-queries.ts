import { sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { SignalKind, WatchAnswer } from '../contract.ts'

type Since = { readonly since: Date; readonly now: Date }
/** More than anybody looks through; the events below have them all. */
const mostRows = 20

const gravity = sql`array_position(array['noted', 'slowed', 'challenged', 'guarded', 'locked'], event.answer)`

type DayRow = { day: string } & Record<WatchAnswer, number>

/** How many events of each answer every day of the window had, by the days of a time zone. */
export async function countByDay(
  tx: SystemTx,
  { since, now, timeZone }: Since & { readonly timeZone: string },
): Promise<DayRow[]> {
  const { rows } = await sql<DayRow>`
    select to_char(days.day, 'YYYY-MM-DD') as day,
           count(*) filter (where event.answer = 'noted')::int as noted,
           count(*) filter (where event.answer = 'slowed')::int as slowed,
           count(*) filter (where event.answer = 'challenged')::int as challenged,
           count(*) filter (where event.answer = 'guarded')::int as guarded,
           count(*) filter (where event.answer = 'locked')::int as locked
      from generate_series((${since}::timestamptz at time zone ${timeZone})::date,
                           (${now}::timestamptz at time zone ${timeZone})::date, interval '1 day') as days (day)
      left join security_events event
        on event.at > ${since} and (event.at at time zone ${timeZone})::date = days.day::date
     group by days.day
     order by days.day`.execute(tx)
  return rows
}

type Gathered = {
  events: number
  worst: WatchAnswer
  score: number
  last_at: Date
  is_active: boolean
}

/** Where events came from, the gravest first. What a lock put in force is not asked here: the account tells. */
export async function sumByNetwork(tx: SystemTx, { since, now }: Since) {
  const { rows } = await sql<Gathered & { network: string; accounts: number }>`
    select event.network,
           count(*)::int as events,
           (array_agg(event.answer order by ${gravity} desc))[1] as worst,
           max(event.score) as score,
           count(distinct event.user_id)::int as accounts,
           max(event.at) as last_at,
           coalesce(bool_or(measure.until > ${now} and event.answer not in ('noted', 'locked')), false) as is_active
      from security_events event
      left join watch_measures measure on measure.event_id = event.id
     where event.at > ${since} and event.network is not null
     group by event.network
     order by max(${gravity}) desc, max(event.at) desc
     limit ${mostRows}`.execute(tx)
  return rows
}

/** Whom events were about, the gravest first, and of which kinds. */
export async function sumByAccount(tx: SystemTx, { since, now }: Since) {
  const { rows } = await sql<Gathered & { user_id: string; name: string | null; kinds: SignalKind[] }>`
    select event.user_id,
           (array_agg(event.user_name order by event.at desc))[1] as name,
           count(distinct event.id)::int as events,
           (array_agg(event.answer order by ${gravity} desc))[1] as worst,
           max(event.score) as score,
           array_agg(distinct reason ->> 'kind') as kinds,
           max(event.at) as last_at,
           coalesce(bool_or(measure.until > ${now} and event.answer not in ('noted', 'locked')), false) as is_active
      from security_events event
      cross join lateral jsonb_array_elements(event.reasons) as reason
      left join watch_measures measure on measure.event_id = event.id
     where event.at > ${since} and event.user_id is not null
     group by event.user_id
     order by max(${gravity}) desc, max(event.at) desc
     limit ${mostRows}`.execute(tx)
  return rows
}
