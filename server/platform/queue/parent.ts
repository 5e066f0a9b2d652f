import type { Tx } from '#platform/database/transactions.ts'

const parents = new WeakMap<object, string>()

/** Remembers that a transaction is part of a job's work, so that what is asked for in it knows where it comes from. */
export function askedWithin(tx: Tx, jobId: string): void {
  parents.set(tx, jobId)
}

/** @returns the job in whose work this transaction runs */
export function parentOf(tx: Tx): string | undefined {
  return parents.get(tx)
}
