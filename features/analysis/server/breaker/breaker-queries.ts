import { sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'
import { breakerState } from '../../contract.ts'
import type { Breaker } from './breaker.ts'

/** What is left alone by itself: one model at one address. */
export type Place = { readonly provider: string; readonly baseUrl: string; readonly model: string }

const columns = [
  'provider',
  'base_url',
  'model',
  'state',
  'since',
  'failures',
  'openings',
  'next_probe_at',
  'last_error',
  'last_failed_at',
  'last_answered_at',
] as const

type BreakerRow = Awaited<ReturnType<typeof listBreakerRows>>[number]

/** Those asked since, and those that are left alone; the latter first. */
export async function listBreakerRows(tx: SystemTx, askedSince: Date) {
  return tx
    .selectFrom('provider_breakers')
    .select(columns)
    .where(({ or, eb }) =>
      or([
        eb('state', '<>', 'closed'),
        eb('last_failed_at', '>', askedSince),
        eb('last_answered_at', '>', askedSince),
      ]),
    )
    .orderBy(sql`state = 'closed'`)
    .orderBy('provider')
    .orderBy('base_url')
    .orderBy('model')
    .execute()
}

const selectBreaker = (tx: SystemTx, { provider, baseUrl, model }: Place) =>
  tx
    .selectFrom('provider_breakers')
    .select(columns)
    .where('provider', '=', provider)
    .where('base_url', '=', baseUrl)
    .where('model', '=', model)

export async function findBreaker(tx: SystemTx, place: Place): Promise<Breaker | undefined> {
  const row = await selectBreaker(tx, place).executeTakeFirst()
  return row && toBreaker(row)
}

/** Locks what is known of a place until the end of the transaction. */
export async function lockBreaker(tx: SystemTx, place: Place): Promise<Breaker | undefined> {
  const row = await selectBreaker(tx, place).forUpdate().executeTakeFirst()
  return row && toBreaker(row)
}

/** @returns false when another process wrote the first row of this place in between. */
export async function insertBreaker(tx: SystemTx, place: Place, breaker: Breaker): Promise<boolean> {
  const inserted = await tx
    .insertInto('provider_breakers')
    .values({ ...keyOf(place), ...toRow(breaker) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('state')
    .executeTakeFirst()
  return inserted !== undefined
}

export async function putBreaker(tx: SystemTx, place: Place, breaker: Breaker): Promise<void> {
  await tx
    .updateTable('provider_breakers')
    .set(toRow(breaker))
    .where('provider', '=', place.provider)
    .where('base_url', '=', place.baseUrl)
    .where('model', '=', place.model)
    .execute()
}

/** Takes the one question that is let through, of all who want to. @returns whether this one may be asked */
export async function takeProbe(
  tx: SystemTx,
  { provider, baseUrl, model }: Place,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<boolean> {
  const taken = await tx
    .updateTable('provider_breakers')
    .set({ state: 'half_open', next_probe_at: until })
    .where('provider', '=', provider)
    .where('base_url', '=', baseUrl)
    .where('model', '=', model)
    .where('state', '<>', 'closed')
    // Also of one whose process died before its answer.
    .where('next_probe_at', '<=', now)
    .returning('state')
    .executeTakeFirst()
  return taken !== undefined
}

const keyOf = ({ provider, baseUrl, model }: Place) => ({ provider, base_url: baseUrl, model })

const toRow = (breaker: Breaker) => ({
  state: breaker.state,
  since: breaker.since,
  failures: breaker.failures,
  openings: breaker.openings,
  next_probe_at: breaker.nextProbeAt,
  last_error: breaker.lastError,
  last_failed_at: breaker.lastFailedAt,
  last_answered_at: breaker.lastAnsweredAt,
})

export const toBreaker = (row: BreakerRow): Breaker => ({
  state: breakerState.parse(row.state),
  since: row.since,
  failures: row.failures,
  openings: row.openings,
  nextProbeAt: row.next_probe_at,
  lastError: row.last_error,
  lastFailedAt: row.last_failed_at,
  lastAnsweredAt: row.last_answered_at,
})
