import type { SystemTx } from '#platform/database/transactions.ts'
import type { QueueLimits } from './backend.ts'
import { type QueueName, queueNames } from './names.ts'

/** The limits of every queue that somebody gave one, or took them from. */
export async function readLimits(tx: SystemTx): Promise<[QueueName, QueueLimits][]> {
  const rows = await tx
    .selectFrom('job_queues')
    .select(['name', 'most_running', 'most_per_minute'])
    .orderBy('name')
    .execute()
  return rows.flatMap(({ name, most_running, most_per_minute }) => {
    const queue = queueNames.find((known) => known === name)
    return queue ? [[queue, { mostRunning: most_running, mostPerMinute: most_per_minute }]] : []
  })
}
