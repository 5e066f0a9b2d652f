import { sql } from 'kysely'
import { z } from 'zod'
import type { UserId } from '#contract/ids.ts'
import type { SystemTx, Tx } from '#platform/database/transactions.ts'
import { limitPeriod, meter } from '../contract.ts'
import type { Periods } from './periods.ts'

const amount = z.coerce.number()

const refusal = z.object({
  appliesTo: z.enum(['person', 'house']),
  meter,
  period: limitPeriod,
  limit: amount,
  used: amount,
  reserved: amount,
})

const warning = z.object({
  appliesTo: z.enum(['person', 'house']),
  meter,
  period: limitPeriod,
  soft: amount,
  hard: amount.nullable(),
})

const reserved = z.object({ refused: refusal.nullable(), near: z.array(warning) })

export type Amounts = { readonly analyses: number; readonly tokens: number; readonly microUsd: number }

/** Holds an amount back for a person, once for each subject, or says which limit it would pass. */
export async function reserveRow(
  tx: Tx,
  { subject, userId, ...of }: Amounts & Periods & { readonly subject: string; readonly userId: string },
): Promise<z.infer<typeof reserved>> {
  const { rows } = await sql`
    select refused, near from app.reserve_usage(${subject}, ${userId}, ${of.analyses}, ${of.tokens}, ${of.microUsd},
      ${of.day}, ${of.month}, ${of.houseDay}, ${of.houseMonth})`.execute(tx)
  return reserved.parse(rows[0])
}

/** The days and months in which something was held back; undefined when nothing is. */
export async function findReservedPeriods(tx: Tx, subject: string): Promise<Periods | undefined> {
  return await tx
    .selectFrom('usage_reservations')
    .select(['day', 'month', 'house_day as houseDay', 'house_month as houseMonth'])
    .where('subject', '=', subject)
    .executeTakeFirst()
}

export async function deleteReservation(tx: SystemTx, subject: string): Promise<void> {
  await tx.deleteFrom('usage_reservations').where('subject', '=', subject).execute()
}

export type NewCall = {
  readonly user_id: string
  readonly subject: string | null
  readonly provider: string
  readonly model: string | null
  readonly operation: string
  readonly outcome: 'answered' | 'failed'
  readonly failure_code: string | null
  readonly analyses: number
  readonly input_tokens: number
  readonly output_tokens: number
  readonly cost_micro_usd: number | null
  readonly duration_ms: number | null
  readonly at: Date
}

export async function insertCall(tx: SystemTx, call: NewCall, periods: Periods): Promise<void> {
  await tx
    .insertInto('usage_calls')
    .values({
      ...call,
      day: periods.day,
      month: periods.month,
      house_day: periods.houseDay,
      house_month: periods.houseMonth,
    })
    .execute()
}

const allowanceRow = z.object({
  applies_to: z.enum(['person', 'house']),
  meter,
  period: limitPeriod,
  soft: amount.nullable(),
  hard: amount.nullable(),
  used: amount,
  reserved: amount,
})

/** What a person has used, with the limits that hold for them; of everybody's only where there is a limit. */
export async function listAllowanceRows(tx: SystemTx, userId: UserId, of: Periods) {
  const { rows } = await sql`
    with limited as (
      select applies_to, meter, period, soft, hard, used, reserved
        from app.limited_usage(${userId}, ${of.day}, ${of.month}, ${of.houseDay}, ${of.houseMonth}))
    select * from limited
    union all
    select 'person', m.meter, p.period, null, null, coalesce(t.used, 0), coalesce(t.reserved, 0)
      from unnest(array['analyses', 'tokens', 'micro_usd']) as m (meter)
     cross join (values ('day', ${of.day}::date), ('month', ${of.month}::date)) as p (period, begins_on)
      left join usage_totals t on t.user_id = ${userId} and t.meter = m.meter and t.period = p.period
       and t.begins_on = p.begins_on
     where not exists (select from limited l
       where l.applies_to = 'person' and l.meter = m.meter and l.period = p.period)`.execute(tx)
  const order = meter.options
  return z
    .array(allowanceRow)
    .parse(rows)
    .toSorted((one, other) => order.indexOf(one.meter) - order.indexOf(other.meter))
}

const houseTotal = z.object({ meter, period: limitPeriod, used: amount })

/** What everybody together has used in a day and a month of the house. */
export async function listHouseTotals(tx: SystemTx, { houseDay, houseMonth }: Periods) {
  const { rows } = await sql`
    select meter, period, used from usage_totals
     where user_id is null and ((period = 'day' and begins_on = ${houseDay}::date)
       or (period = 'month' and begins_on = ${houseMonth}::date))`.execute(tx)
  return z.array(houseTotal).parse(rows)
}
