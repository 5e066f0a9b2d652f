import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { findTimeZone } from '#features/accounts/server/accounts.ts'
import type { SystemTx, Tx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { emit } from '#platform/outbox/emit.ts'
import { type LimitPeriod, limitNear, type Meter } from '../contract.ts'
import { nextStart, type Periods, periodsAt } from './periods.ts'
import {
  type Amounts,
  deleteReservation,
  findReservedPeriods,
  insertCall,
  listAllowanceRows,
  listHouseTotals,
  reserveRow,
} from './queries.ts'

export { openRequestCounter, writeRequestCounts } from './count-requests.ts'
export { listFlags } from './flags.ts'
export type { Periods } from './periods.ts'
export type { Amounts } from './queries.ts'
export { readRecentCalls } from './recent-calls.ts'
export { findUnusual, othersOf, settleFindings, type UnusualKind } from './unusual/find-unusual.ts'

/** Where a person's days turn: where they live, or where the house stands until they have said. */
async function zonesOf(house: House, tx: Tx, userId: string) {
  const own = house.config.SEOGO_TIME_ZONE
  return { person: (await findTimeZone(tx, userId)) ?? own, house: own }
}

async function periodsOf(house: House, tx: Tx, userId: string): Promise<Periods> {
  return periodsAt(house.clock.now(), await zonesOf(house, tx, userId))
}

type Reserving = Amounts & { readonly subject: string; readonly userId: UserId }

/**
 * Holds back what a piece of work is expected to take, in the transaction that asks for it: work that is rolled back
 * holds nothing back. Once for each subject. It is given back when the subject ends.
 * @throws Problem usage_limit_reached with which limit, what was used of it, and when it opens again
 */
export async function reserve(house: House, tx: Tx, wanted: Reserving): Promise<void> {
  const at = house.clock.now()
  const zones = await zonesOf(house, tx, wanted.userId)
  const { refused, near } = await reserveRow(tx, { ...wanted, ...periodsAt(at, zones) })
  if (refused)
    throw new Problem('usage_limit_reached', {
      ...refused,
      opensAt: toInstant(nextStart(refused.period, zones[refused.appliesTo], at)),
    })
  for (const warning of near) await emit(tx, limitNear, warning, wanted.userId)
}

/** Gives back what was held back for a subject that is no row of its own. */
export async function giveBack(tx: SystemTx, subject: string): Promise<void> {
  await deleteReservation(tx, subject)
}

/** Whether something is held back for a subject, as far as the transaction may see. */
export async function isReserved(tx: Tx, subject: string): Promise<boolean> {
  return (await findReservedPeriods(tx, subject)) !== undefined
}

export type ProviderCall = {
  readonly userId: string
  readonly subject: string
  readonly provider: string
  readonly model: string | null
  /** What was asked for, e.g. `analysis`. */
  readonly operation: string
  /** Why it gave no answer; null when it did. */
  readonly failureCode: string | null
  /** Whether it brought what was asked for, and not a part of it. */
  readonly completes: boolean
  readonly inputTokens: number
  readonly outputTokens: number
  /** Null when no price is known. */
  readonly costMicroUsd: number | null
  readonly durationMs: number | null
}

/**
 * The days and months that calls about a subject count for: those in which it was held back, or those of now. To be read before
 * the subject ends, which gives back what was held back.
 */
export async function periodsFor(
  house: House,
  tx: SystemTx,
  { subject, userId }: { readonly subject: string; readonly userId: string },
): Promise<Periods> {
  return (await findReservedPeriods(tx, subject)) ?? (await periodsOf(house, tx, userId))
}

/** Writes a call to a provider down: once for each, in the transaction that records what came of it. */
export async function recordCall(
  house: House,
  tx: SystemTx,
  call: ProviderCall,
  periods: Periods,
): Promise<void> {
  await insertCall(
    tx,
    {
      user_id: call.userId,
      subject: call.subject,
      provider: call.provider,
      model: call.model,
      operation: call.operation,
      outcome: call.failureCode === null ? 'answered' : 'failed',
      failure_code: call.failureCode,
      analyses: call.completes ? 1 : 0,
      input_tokens: call.inputTokens,
      output_tokens: call.outputTokens,
      cost_micro_usd: call.costMicroUsd,
      duration_ms: call.durationMs,
      at: house.clock.now(),
    },
    periods,
  )
}

/** What everybody together has used today and this month, where the house stands. */
export async function readHouseUse(house: House): Promise<{ day: Amounts; month: Amounts }> {
  const zone = house.config.SEOGO_TIME_ZONE
  const periods = periodsAt(house.clock.now(), { person: zone, house: zone })
  const rows = await house.database.asSystem('what everybody has used', (tx) => listHouseTotals(tx, periods))
  const of = (period: LimitPeriod): Amounts => {
    const used = (meter: Meter) => rows.find((row) => row.period === period && row.meter === meter)?.used ?? 0
    return { analyses: used('analyses'), tokens: used('tokens'), microUsd: used('micro_usd') }
  }
  return { day: of('day'), month: of('month') }
}

/** What a person has used today and this month, and what is left. */
export async function readAllowances(house: House, userId: UserId) {
  const at = house.clock.now()
  return await house.database.asSystem('look what a person has left', async (tx) => {
    const zones = await zonesOf(house, tx, userId)
    const rows = await listAllowanceRows(tx, userId, periodsAt(at, zones))
    return {
      timeZone: zones.person,
      items: rows.map(({ applies_to: appliesTo, ...row }) => ({
        appliesTo,
        ...row,
        opensAt: toInstant(nextStart(row.period, zones[appliesTo], at)),
      })),
    }
  })
}
