import type { QueryExecutorProvider } from 'kysely'
import { toInstant } from '#contract/time.ts'
import type { Tx } from '#platform/database/transactions.ts'
import { userOf } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { AuditAct, AuditEntry, AuditFacts } from '../contract.ts'
import { toEntry } from './entries.ts'
import { insertTrace, listEntries } from './queries.ts'

export type Trace = {
  readonly act: AuditAct
  /** Who did it; the transaction's own person unless told. As a user one acts for oneself, whatever is told. */
  readonly by?: string | null | undefined
  /** Whom it concerns; who did it unless told. */
  readonly userId?: string | null | undefined
  readonly subject?:
    | { readonly kind: string; readonly id?: string | undefined; readonly title?: string | undefined }
    | undefined
  /** Where the request came from. */
  readonly address?: string | undefined
  readonly facts?: AuditFacts | undefined
}

function toRow({ act, by, userId, subject, address, facts = {} }: Trace) {
  return {
    act,
    actorId: by ?? null,
    userId: userId === undefined ? (by ?? null) : userId,
    kind: subject?.kind ?? null,
    id: subject?.id ?? null,
    title: subject?.title ?? null,
    address: address ?? null,
    facts: JSON.stringify(facts),
  }
}

/** Leaves a trace of an act in the transaction that does it: rolled back with it, chained when it commits. */
export async function record(tx: Tx, trace: Trace): Promise<void> {
  await insertTrace(tx, toRow({ ...trace, by: userOf(tx) ?? trace.by }))
}

/** The same in a transaction of the sign-in tables, which know no asking person. */
export async function recordSignIn(tx: QueryExecutorProvider, trace: Trace): Promise<void> {
  await insertTrace(tx, toRow(trace))
}

/** Leaves a trace of what changed nothing: a refusal, or something that was read. */
export async function recordAlone(house: House, trace: Trace): Promise<void> {
  await house.database.asSystem('an audit trace', (tx) => record(tx, trace))
}

// A search without a find reads all that is searched; what is older is found on the page of the trail.
const searchedDays = 90

/** The newest traces that name something, of the last three months. */
export async function findTraces(house: House, part: string, most: number): Promise<AuditEntry[]> {
  const since = toInstant(new Date(house.clock.now().getTime() - searchedDays * 86_400_000))
  const rows = await house.database.asSystem('look for audit traces', (tx) =>
    listEntries(tx, { q: part, since, before: undefined, limit: most }),
  )
  return rows.map(toEntry)
}
