import { userId } from '#contract/ids.ts'
import { toInstant } from '#contract/time.ts'
import { findAddressee } from '#features/accounts/server/accounts.ts'
import { sendMail } from '#platform/mail/mail.ts'
import { JobFailure } from '#platform/queue/failure.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { type Priority, pathOfSubject, priority, priorityOf, saySentence } from '../contract.ts'
import { postPush, subscriptionKeys } from './channels/push.ts'
import { postWebhook } from './channels/webhook.ts'
import { composeLetter } from './compose-letter.ts'
import { composePush } from './compose-push.ts'
import type { findQueued } from './delivery-queries.ts'
import { deleteTarget, findTarget } from './settings-queries.ts'
import { toNotification } from './to-notification.ts'

export type Due = NonNullable<Awaited<ReturnType<typeof findQueued>>>

/** What goes out together to one destination: some where the channel gathers, else one. */
export type Together = readonly [Due, ...Due[]]

const toldBy = (row: Due) => toNotification({ ...row, id: row.notification_id, read_at: null }, [])

/**
 * Sends to one destination by its channel.
 * @throws JobFailure with why it did not get through, and whether to try again
 */
export async function send(due: Together, context: JobContext): Promise<void> {
  const [first] = due
  if (first.channel === 'email') await sendLetter(due, context)
  else if (first.channel === 'push') await push(due, context)
  else await post(first, context)
}

async function addresseeOf({ user_id }: Due, { asSystem }: JobContext) {
  const person = await asSystem('who is told', (tx) => findAddressee(tx, userId.parse(user_id)))
  if (person === undefined) throw new JobFailure('gone', 'nobody has this account any more', { retry: false })
  return person
}

async function targetOf({ target_id }: Due, { asSystem }: JobContext) {
  const target = await asSystem('where a channel leads', (tx) => findTarget(tx, target_id))
  if (target === undefined) throw new JobFailure('gone', 'the address was taken away', { retry: false })
  return target
}

async function sendLetter(due: Together, context: JobContext): Promise<void> {
  const { email, language } = await addresseeOf(due[0], context)
  const letter = composeLetter({
    to: email,
    language,
    notifications: due.map(toldBy),
    publicUrl: context.house.config.SEOGO_PUBLIC_URL,
    id: due[0].id,
  })
  await sendMail(context.house, letter)
}

const highest = (due: Together): Priority =>
  priority.options.findLast((each) => due.some((row) => priorityOf[toldBy(row).type] === each)) ?? 'normal'

async function push(due: Together, context: JobContext): Promise<void> {
  const [first, ...others] = due
  const { language } = await addresseeOf(first, context)
  const target = await targetOf(first, context)
  const { id } = first
  const message = composePush({ language, notifications: [toldBy(first), ...others.map(toldBy)], id })
  try {
    await postPush(context.house, {
      address: target.address,
      keys: subscriptionKeys.parse(target.keys),
      id,
      message,
      priority: highest(due),
      signal: context.signal,
    })
  } catch (error) {
    // The browser was told to stop, or is gone for good: nothing ever arrives there again (RFC 8030, 7.3).
    if (error instanceof JobFailure && error.code === 'gone')
      await context.asSystem('a browser takes no pushes any more', (tx) =>
        deleteTarget(tx, userId.parse(first.user_id), target.id),
      )
    throw error
  }
}

async function post(due: Due, context: JobContext): Promise<void> {
  const target = await targetOf(due, context)
  const { id, type, subject, facts } = toldBy(due)
  const path = pathOfSubject(subject)
  const { SEOGO_PUBLIC_URL: publicUrl } = context.house.config
  await postWebhook(context.house, {
    targetId: target.id,
    address: target.address,
    id: due.id,
    signal: context.signal,
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
