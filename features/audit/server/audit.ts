import type { QueryExecutorProvider } from 'kysely'
import type { Tx } from '#platform/database/transactions.ts'
import { userOf } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { AuditAct, AuditFacts } from '../contract.ts'
import { insertTrace } from './queries.ts'

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
