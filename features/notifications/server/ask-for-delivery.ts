import type { z } from 'zod'
import { findTimeZone } from '#features/accounts/server/accounts.ts'
import type { Tx } from '#platform/database/transactions.ts'
import { enqueueAll } from '#platform/queue/enqueue.ts'
import { type Channel, outsideChannel, type Rhythm } from '../contract.ts'
import { type Destination, insertDeliveries } from './delivery-queries.ts'
import { deliverJob } from './jobs.ts'
import { listTargets } from './settings-queries.ts'
import type { rhythmThen } from './when-due.ts'

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
  const then: z.input<typeof rhythmThen> = { ...rhythm, timeZone: await findTimeZone(tx, userId) }
  const ids = await insertDeliveries(tx, deliveries, JSON.stringify(then))
  await enqueueAll(
    tx,
    deliverJob,
    ids.map((deliveryId) => ({ deliveryId })),
    { internal: true, onBehalfOf: userId },
  )
}
