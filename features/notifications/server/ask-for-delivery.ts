import type { Tx } from '#platform/database/transactions.ts'
import { enqueueAll } from '#platform/queue/enqueue.ts'
import { type Channel, outsideChannel, type Rhythm } from '../contract.ts'
import { type Destination, insertDeliveries } from './delivery-queries.ts'
import { deliverJob } from './jobs.ts'
import { listTargets } from './settings-queries.ts'

type Asked = Pick<Destination, 'userId'> & {
  readonly notificationId: string
  readonly channels: readonly Channel[]
  readonly rhythm: Rhythm
}

/** Writes down each way outside that a notification is to take, and asks for the work. */
export async function askForDelivery(
  tx: Tx,
  { userId, notificationId, channels, rhythm }: Asked,
): Promise<void> {
  const outside = channels.filter((channel) => channel !== 'app')
  if (outside.length === 0) return
  const targets = (await listTargets(tx, userId)).filter((target) =>
    outside.some((channel) => channel === target.channel),
  )
  const deliveries = [
    ...(outside.includes('email') ? [{ channel: 'email', targetId: null, targetLabel: null }] : []),
    ...targets.map(({ id, channel, label }) => ({ channel, targetId: id, targetLabel: label })),
  ].map(({ channel, ...each }) => ({
    ...each,
    channel: outsideChannel.parse(channel),
    userId,
    notificationId,
  }))
  if (deliveries.length === 0) return
  const ids = await insertDeliveries(tx, deliveries, JSON.stringify(rhythm))
  await enqueueAll(
    tx,
    deliverJob,
    ids.map((deliveryId) => ({ deliveryId })),
    { internal: true, onBehalfOf: userId },
  )
}
