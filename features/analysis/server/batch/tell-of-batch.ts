import type { UserId } from '#contract/ids.ts'
import { notify } from '#features/notifications/server/notifications.ts'
import type { Tx } from '#platform/database/transactions.ts'
import { findEnd, lockBatchEnd } from './batch-queries.ts'

const subjectOf = (batch: string) => ({ kind: 'analyses' as const, id: batch, title: null })

/**
 * Tells the person of a batch once for all its papers, when the last of them is settled. In the transaction that settled it.
 */
export async function tellIfBatchEnded(tx: Tx, batch: string, userId: UserId): Promise<void> {
  await lockBatchEnd(tx, batch)
  const end = await findEnd(tx, batch)
  // Who called all of it off knows it.
  if (end === undefined || end.finished + end.failed === 0) return
  const { finished, failed, automatic } = end
  const type = finished > 0 ? ('analyses_finished' as const) : ('analyses_failed' as const)
  // Of papers that come one by one the first is news, until it is read.
  await notify(tx, {
    userId,
    type,
    subject: subjectOf(batch),
    facts: { papers: finished, failed },
    once: automatic,
  })
}

/** Tells the person that a batch stopped before it had asked about all its papers. */
export async function tellOfStop(tx: Tx, batch: string, userId: UserId): Promise<void> {
  await notify(tx, { userId, type: 'analyses_failed', subject: subjectOf(batch) })
}
