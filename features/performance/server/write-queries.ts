import { sql } from 'kysely'
import { announce, type SystemTx } from '#platform/database/transactions.ts'
import type { MeasuredRequest } from '#platform/metrics/kept-requests.ts'
import type { Measured } from '#platform/metrics/metrics.ts'
import type { Statement } from '#platform/metrics/statements.ts'
import type { FeatureEvent } from '../contract.ts'

/** Measurements as they are written: JSON, for arrays of arrays have no type of their own. */
export type Slice = { readonly at: Date; readonly process: string; readonly meters: readonly Measured[] }

/** Writes what a process measured since the last time; the same slice again changes nothing. */
export async function insertSlice(tx: SystemTx, { at, process, meters }: Slice): Promise<void> {
  await sql`
    insert into performance_slices (at, process, kind, subject, count, failures, sum, most, amount, queries, query_us,
                                    values, counts)
    select ${at}, ${process}, m.kind, m.subject, m.count, m.failures, m.sum, m.most, m.amount, m.queries, m."queryUs",
           m.values, m.counts
      from jsonb_to_recordset(${JSON.stringify(meters)}::jsonb) as m (kind text, subject text, count bigint,
           failures bigint, sum float8, most bigint, amount float8, queries bigint, "queryUs" float8, values int[],
           counts int[])
        on conflict do nothing`.execute(tx)
  announce(tx, { administrators: true }, [{ topic: 'performance' }])
}

/** Writes requests one by one. */
export async function insertRequests(tx: SystemTx, requests: readonly MeasuredRequest[]): Promise<void> {
  await sql`
    insert into performance_requests (at, request_id, route, status, duration_us, bytes, user_id, cache, queries,
                                      query_us)
    select * from unnest(
      ${requests.map(({ at }) => at)}::timestamptz[], ${requests.map(({ requestId }) => requestId)}::uuid[],
      ${requests.map(({ route }) => route)}::text[], ${requests.map(({ status }) => status)}::smallint[],
      ${requests.map(({ durationUs }) => durationUs)}::bigint[], ${requests.map(({ bytes }) => bytes)}::bigint[],
      ${requests.map(({ userId }) => userId)}::uuid[], ${requests.map(({ cache }) => cache)}::text[],
      ${requests.map(({ queries }) => queries)}::int[], ${requests.map(({ queryUs }) => queryUs)}::bigint[])
        on conflict do nothing`.execute(tx)
}

/** Writes statements down that a process met for the first time. */
export async function upsertStatements(tx: SystemTx, met: readonly Statement[], at: Date): Promise<void> {
  await sql`
    insert into performance_statements (fingerprint, text, normalised, feature, place, seen_at)
    select f, t, n, e, p, ${at} from unnest(
      ${met.map(({ fingerprint }) => fingerprint)}::text[], ${met.map(({ text }) => text)}::text[],
      ${met.map(({ normalised }) => normalised)}::text[], ${met.map(({ feature }) => feature)}::text[],
      ${met.map(({ place }) => place)}::text[]) as s (f, t, n, e, p)
        on conflict (fingerprint) do update
       set text = excluded.text, feature = excluded.feature, place = excluded.place, seen_at = excluded.seen_at`.execute(
    tx,
  )
}

export type CountedUse = { readonly event: FeatureEvent; readonly count: number; readonly name: Buffer }

/** Counts uses on a day, unless it is switched off. */
export async function countUses(tx: SystemTx, day: string, uses: readonly CountedUse[]): Promise<void> {
  await sql`
    with counted as (
      select u.event, u.count, u.name
        from unnest(${uses.map(({ event }) => event)}::text[], ${uses.map(({ count }) => count)}::bigint[],
                    ${uses.map(({ name }) => name)}::bytea[]) as u (event, count, name)
       where (select feature_use from performance_settings)
    ), named as (
      insert into feature_use_names (day, event, name) select distinct ${day}::date, event, name from counted
          on conflict do nothing
    )
    insert into feature_uses (day, event, uses)
    select ${day}::date, event, sum(count) from counted group by event order by event
        on conflict (day, event) do update set uses = feature_uses.uses + excluded.uses`.execute(tx)
}
