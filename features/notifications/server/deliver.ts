import type { z } from 'zod'
import { userId } from '#contract/ids.ts'
import { announce } from '#platform/database/transactions.ts'
import { canMail } from '#platform/mail/mail.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { JobFailure } from '#platform/queue/failure.ts'
import type { JobContext } from '#platform/queue/job.ts'
import {
  channelsUnlessChosen,
  deliveryReason,
  notificationType,
  outsideChannel,
  priorityOf,
} from '../contract.ts'
import { askToTell } from './announcements/announcements.ts'
import { listDueAnnouncements } from './announcements/queries.ts'
import {
  deleteDeliveries,
  findQueued,
  holdBack,
  listHeld,
  listHeldDestinations,
  settleDeliveries,
} from './delivery-queries.ts'
import { deliverHeldJob, type deliverJob } from './jobs.ts'
import { type Due, send, type Together } from './send.ts'
import { hasChosen } from './settings.ts'
import { rhythmThen, whenDue } from './when-due.ts'

/** A letter or a push holds so many; what is beyond goes into the next one. */
const mostTogether = 100

/** Sends one delivery, or holds it back; a repeat of what is settled does nothing. */
export async function deliver(
  { deliveryId }: z.output<typeof deliverJob.payload>,
  context: JobContext,
): Promise<void> {
  const { house, asSystem } = context
  const due = await asSystem('what is to be delivered', (tx) => findQueued(tx, deliveryId))
  if (due === undefined || due.due_at !== null) return
  if (await isUnasked(due, context)) {
    await asSystem('nobody asked for mail, and nothing sends any', (tx) =>
      deleteDeliveries(tx, { ids: [deliveryId] }),
    )
    return
  }
  const now = house.clock.now()
  const { timeZone, ...rhythm } = rhythmThen.parse(due.rhythm)
  const until = whenDue({
    channel: outsideChannel.parse(due.channel),
    priority: priorityOf[notificationType.parse(due.type)],
    rhythm: { ...rhythm, timeZone: timeZone ?? house.config.SEOGO_TIME_ZONE },
    now,
  })
  if (until <= now) return await sendAndSettle([due], context)
  await asSystem('a delivery is held back', async (tx) => {
    await holdBack(tx, deliveryId, until)
    announce(tx, { userIds: [due.user_id] }, [{ topic: 'notifications' }])
  })
}

/** Mail that nobody chose, in a house that sends none, is not a delivery that failed. */
async function isUnasked(due: Due, { house, asSystem }: JobContext): Promise<boolean> {
  if (due.channel !== 'email' || canMail(house)) return false
  const type = notificationType.parse(due.type)
  if (!channelsUnlessChosen(type).includes('email')) return false
  const asked = { userId: userId.parse(due.user_id), type, by: 'email' as const }
  return !(await asSystem('whether somebody chose mail', (tx) => hasChosen(tx, asked)))
}

/** Sends what was held back for a destination, together but for webhooks. */
export async function deliverHeld(
  to: z.output<typeof deliverHeldJob.payload>,
  context: JobContext,
): Promise<void> {
  const limit = to.channel === 'webhook' ? 1 : mostTogether
  for (;;) {
    context.signal.throwIfAborted()
    const [first, ...others] = await context.asSystem('what may leave by now', (tx) =>
      listHeld(tx, to, { now: context.house.clock.now(), limit }),
    )
    if (first === undefined) return
    await sendAndSettle([first, ...others], context)
  }
}

async function sendAndSettle(due: Together, context: JobContext): Promise<void> {
  const [{ user_id: userId, channel }] = due
  const ids = due.map(({ id }) => id)
  const settle = (state: 'queued' | 'sent' | 'delivered' | 'failed', reason: string | null) =>
    context.asSystem('what became of deliveries', async (tx) => {
      await settleDeliveries(tx, ids, { state, reason })
      announce(tx, { userIds: [userId] }, [{ topic: 'notifications' }])
    })
  try {
    await send(due, context)
  } catch (error) {
    context.signal.throwIfAborted()
    const reason =
      error instanceof JobFailure ? (deliveryReason.safeParse(error.code).data ?? 'unexpected') : 'unexpected'
    await settle(context.verdictOn(error).final ? 'failed' : 'queued', reason)
    throw error
  }
  // Mail servers and push services hand it on; a webhook is the receiver itself.
  await settle(channel === 'webhook' ? 'delivered' : 'sent', null)
}

/** Asks for what waited for its time: announcements, and every destination for which something was held back. */
export async function sendDue(_payload: unknown, { house, asSystem, note }: JobContext): Promise<void> {
  const announcements = await asSystem('what is to be announced by now', (tx) =>
    listDueAnnouncements(tx, house.clock.now()),
  )
  for (const id of announcements) await asSystem('announce what is due', (tx) => askToTell(tx, id))
  const destinations = await asSystem('what may leave by now', (tx) =>
    listHeldDestinations(tx, house.clock.now()),
  )
  for (const row of destinations) {
    const to = deliverHeldJob.payload.parse({
      userId: row.user_id,
      channel: row.channel,
      targetId: row.target_id,
    })
    // One at a time for a destination: a letter that is tried again is not overtaken by its own copy.
    const key = `${to.userId} ${to.channel} ${to.targetId ?? ''}`
    const options = { key, internal: true, onBehalfOf: to.userId }
    await asSystem('send what was held back', (tx) => enqueue(tx, deliverHeldJob, to, options))
  }
  note({ announcements: announcements.length, destinations: destinations.length })
}
