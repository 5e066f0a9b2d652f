/**
 * What a reading of the database has seen, as `pg_current_snapshot()` says it: all transactions below `next` are over,
 * except those in progress. Source: PostgreSQL manual, Transaction ID and Snapshot Information Functions.
 */
export type Snapshot = { readonly next: number; readonly running: ReadonlySet<number> }

/** @param text `xmin:xmax:xip_list`, e.g. `10:20:10,14,15` */
export function toSnapshot(text: string): Snapshot {
  const [, next = '0', running = ''] = text.split(':')
  return { next: Number(next), running: new Set(running.split(',').filter(Boolean).map(Number)) }
}

/** Whether a transaction was over when the snapshot was taken. */
export function hasSeen(snapshot: Snapshot, transaction: number): boolean {
  return transaction < snapshot.next && !snapshot.running.has(transaction)
}

/** Whether whatever one snapshot has seen, the other has too. */
export function isNoOlder(snapshot: Snapshot, than: Snapshot): boolean {
  if (snapshot.next < than.next) return false
  for (const running of snapshot.running) if (running < than.next && !than.running.has(running)) return false
  return true
}
