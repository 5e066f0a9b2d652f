import type { z } from 'zod'
import { userId } from '#contract/ids.ts'
import { toInstant } from '#contract/time.ts'
import { findAddressee } from '#features/accounts/server/accounts.ts'
import { announce } from '#platform/database/transactions.ts'
import { canMail, sendMail } from '#platform/mail/mail.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { JobFailure } from '#platform/queue/failure.ts'
import type { JobContext } from '#platform/queue/job.ts'
import {
  channelsUnlessChosen,
  deliveryReason,
  notificationType,
  outsideChannel,
  pathOfSubject,
  priorityOf,
  rhythm,
  saySentence,
} from '../contract.ts'
import { askToTell } from './announcements/announcements.ts'
import { listDueAnnouncements } from './announcements/queries.ts'
import { postWebhook } from './channels/webhook.ts'
import { composeLetter } from './compose-letter.ts'
import {
  deleteDeliveries,
  findQueued,
  holdBack,
  listHeld,
  listHeldDestinations,
  settleDeliveries,
} from './delivery-queries.ts'
import { deliverHeldJob, type deliverJob } from './jobs.ts'
import { hasChosen } from './settings.ts'
import { findTarget } from './settings-queries.ts'
import { toNotification } from './to-notification.ts'
import { whenDue } from './when-due.ts'

type Due = NonNullable<Awaited<ReturnType<typeof findQueued>>>

/** A letter holds so many; what is beyond goes into the next one. */
const mostInOneLetter = 100

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
  const until = whenDue({
    channel: outsideChannel.parse(due.channel),
    priority: priorityOf[notificationType.parse(due.type)],
    rhythm: rhythm.parse(due.rhythm),
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

/** Sends what was held back for a destination, as one letter where it is mail. */
export async function deliverHeld(
  to: z.output<typeof deliverHeldJob.payload>,
  context: JobContext,
): Promise<void> {
  const limit = to.channel === 'email' ? mostInOneLetter : 1
  for (;;) {
    context.signal.throwIfAborted()
    const [first, ...others] = await context.asSystem('what may leave by now', (tx) =>
      listHeld(tx, to, { now: context.house.clock.now(), limit }),
    )
    if (first === undefined) return
    await sendAndSettle([first, ...others], context)
  }
}

async function sendAndSettle(due: readonly [Due, ...Due[]], context: JobContext): Promise<void> {
  const [{ user_id: userId, channel }] = due
  const ids = due.map(({ id }) => id)
  const settle = (state: 'queued' | 'sent' | 'delivered' | 'failed', reason: string | null) =>
    context.asSystem('what became of deliveries', async (tx) => {
      await settleDeliveries(tx, ids, { state, reason })
      announce(tx, { userIds: [userId] }, [{ topic: 'notifications' }])
    })
  try {
    await (channel === 'email' ? sendLetter(due, context) : post(due[0], context))
  } catch (error) {
    context.signal.throwIfAborted()
    const reason =
      error instanceof JobFailure ? (deliveryReason.safeParse(error.code).data ?? 'unexpected') : 'unexpected'
    await settle(context.verdictOn(error).final ? 'failed' : 'queued', reason)
    throw error
  }
  await settle(channel === 'email' ? 'sent' : 'delivered', null)
}

async function sendLetter(due: readonly [Due, ...Due[]], { house, asSystem }: JobContext): Promise<void> {
  const id = userId.parse(due[0].user_id)
  const person = await asSystem('to whom a letter goes', (tx) => findAddressee(tx, id))
  if (person === undefined) throw new JobFailure('gone', 'nobody has this account any more', { retry: false })
  const letter = composeLetter({
    to: person.email,
    language: person.language,
    notifications: due.map((row) => toNotification({ ...row, id: row.notification_id, read_at: null }, [])),
    publicUrl: house.config.SEOGO_PUBLIC_URL,
    id: due[0].id,
  })
  await sendMail(house, letter)
}

async function post(due: Due, { house, asSystem, signal }: JobContext): Promise<void> {
  const target = await asSystem('where a webhook leads', (tx) => findTarget(tx, due.target_id))
  if (target === undefined) throw new JobFailure('gone', 'the webhook was taken away', { retry: false })
  const { id, type, subject, facts } = toNotification({ ...due, id: due.notification_id, read_at: null }, [])
  const path = pathOfSubject(subject)
  const { SEOGO_PUBLIC_URL: publicUrl } = house.config
  await postWebhook(house, {
    targetId: target.id,
    address: target.address,
    id: due.id,
    signal,
    body: JSON.stringify({
      type: `notification.${type}`,
      timestamp: toInstant(due.created_at),
      data: {
        id,
        subject,
        facts,
        sentence: saySentence('en', { type, subject, facts }),
        sentenceKo: saySentence('ko', { type, subject, facts }),
        url: path === undefined || publicUrl === undefined ? null : new URL(path, publicUrl).href,
      },
    }),
  })
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
