import { sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { SourceName } from '../contract.ts'

/** What the limits of a source are, as far as the database keeps them. */
export type Limits = {
  readonly source: SourceName
  readonly gapMs: number
  readonly single: boolean
  readonly timeoutMs: number
  readonly budgetMicroUsd: number | undefined
}

export type Refusal = {
  readonly why: 'off' | 'asked_to_wait' | 'budget_spent' | 'failing' | 'turn'
  readonly until: Date
}

const dayOf = (now: Date) => now.toISOString().slice(0, 10)

function nextDay(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1))
}

export async function lockState(tx: SystemTx, source: SourceName) {
  await tx
    .insertInto('source_states')
    .values({ source })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return await tx
    .selectFrom('source_states')
    .selectAll()
    .where('source', '=', source)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** Takes the next turn of a source and what it costs, or says why not. The row's lock makes two askers one after the other. */
export async function claimTurn(
  tx: SystemTx,
  limits: Limits,
  { now, costMicroUsd }: { readonly now: Date; readonly costMicroUsd: number },
): Promise<Refusal | undefined> {
  const { source, single, timeoutMs, budgetMicroUsd } = limits
  const row = await lockState(tx, source)
  if (!row.enabled) return { why: 'off', until: now }
  if (row.paused_until !== null && row.paused_until > now)
    return { why: row.pause_reason ?? 'asked_to_wait', until: row.paused_until }
  const today = dayOf(now)
  const spent = row.budget_day === today ? Number(row.budget_spent_micro_usd) : 0
  if (budgetMicroUsd !== undefined && costMicroUsd > 0 && spent + costMicroUsd > budgetMicroUsd)
    return { why: 'budget_spent', until: nextDay(now) }
  const held = single && row.held_until !== null && row.held_until > now ? row.held_until : undefined
  if (held !== undefined) return { why: 'turn', until: soon(now, held) }
  const next = new Date(row.next_at)
  if (next > now) return { why: 'turn', until: next }
  await tx
    .updateTable('source_states')
    .set({
      next_at: new Date(now.getTime() + gapOf(limits, row)),
      held_until: single ? new Date(now.getTime() + timeoutMs + 5_000) : null,
      last_call_at: now,
      budget_day: today,
      budget_spent_micro_usd: spent + costMicroUsd,
    })
    .where('source', '=', source)
    .execute()
  return undefined
}

/** Whoever holds the only connection gives it back before its time; it is looked at again soon. */
function soon(now: Date, heldUntil: Date): Date {
  return new Date(Math.min(heldUntil.getTime(), now.getTime() + 500))
}

function gapOf(
  { gapMs }: Limits,
  told: { readonly told_requests: number | null; readonly told_interval_ms: number | null },
): number {
  const { told_requests: requests, told_interval_ms: intervalMs } = told
  const toldMs = requests === null || intervalMs === null ? 0 : Math.ceil(intervalMs / requests)
  return Math.max(gapMs, toldMs)
}

/** Gives the only connection back; the gap to the next request begins now. */
export async function releaseTurn(tx: SystemTx, limits: Limits, now: Date): Promise<void> {
  if (!limits.single) return
  await tx
    .updateTable('source_states')
    .set({ held_until: null, next_at: new Date(now.getTime() + limits.gapMs) })
    .where('source', '=', limits.source)
    .execute()
}

type Call = {
  readonly status: number | null
  readonly ok: boolean
  readonly fault?: string
  readonly pausedUntil?: Date
  readonly pauseReason?: 'asked_to_wait' | 'budget_spent' | 'failing'
  readonly told?: { readonly requests: number; readonly intervalMs: number } | undefined
}

/** Keeps what a call came to. A pause is never made shorter by another process that was lucky meanwhile. */
export async function writeCall(tx: SystemTx, source: SourceName, now: Date, call: Call): Promise<void> {
  await tx
    .updateTable('source_states')
    .set({
      last_status: call.status,
      last_fault: call.fault ?? null,
      ...(call.ok ? { last_ok_at: now } : {}),
      ...(call.told ? { told_requests: call.told.requests, told_interval_ms: call.told.intervalMs } : {}),
      ...(call.pausedUntil
        ? {
            paused_until: sql<Date>`greatest(paused_until, ${call.pausedUntil})`,
            pause_reason: call.pauseReason ?? 'asked_to_wait',
          }
        : {}),
    })
    .where('source', '=', source)
    .execute()
}

export async function listStates(tx: SystemTx) {
  return await tx.selectFrom('source_states').selectAll().execute()
}

/** Switches a source on or off; switched on again it starts without its pauses. */
export async function writeEnabled(tx: SystemTx, source: SourceName, enabled: boolean): Promise<void> {
  await lockState(tx, source)
  await tx
    .updateTable('source_states')
    .set({ enabled, ...(enabled ? { paused_until: null, pause_reason: null } : {}) })
    .where('source', '=', source)
    .execute()
}

export async function findRecord(tx: SystemTx, source: SourceName, key: string) {
  return await tx
    .selectFrom('source_records')
    .select(['found', 'media_type', 'raw', 'etag', 'fetched_at'])
    .where('source', '=', source)
    .where('key', '=', key)
    .executeTakeFirst()
}

export type StoredAnswer = {
  readonly found: boolean
  readonly media_type: string | null
  readonly raw: string | null
  readonly etag: string | null
  readonly fetched_at: Date
}

export async function putRecord(
  tx: SystemTx,
  place: { readonly source: SourceName; readonly key: string },
  answer: StoredAnswer,
): Promise<void> {
  await tx
    .insertInto('source_records')
    .values({ ...place, ...answer })
    .onConflict((conflict) => conflict.columns(['source', 'key']).doUpdateSet(answer))
    .execute()
}

/** It is as it was: the source said so. */
export async function touchRecord(
  tx: SystemTx,
  { source, key }: { readonly source: SourceName; readonly key: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('source_records')
    .set({ fetched_at: now })
    .where('source', '=', source)
    .where('key', '=', key)
    .execute()
}

/** Forgets answers nobody would believe any more without asking. @returns how many */
export async function deleteRecordsBefore(tx: SystemTx, before: Date): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('source_records')
    .where('fetched_at', '<', before)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
