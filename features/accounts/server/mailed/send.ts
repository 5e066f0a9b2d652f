import type { z } from 'zod'
import type { House } from '#platform/house.ts'
import { sendMail } from '#platform/mail/mail.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { authenticationOf } from '../auth/authentication.ts'
import { findOpenLinkById, hasLink } from '../auth/link-queries.ts'
import {
  findSubject,
  findSubjectByHash,
  insertMailedLink,
  isMailed,
  lifetimeMinutes,
  tokenOf,
} from '../auth/mailed-links.ts'
import { publicUrlOf } from '../auth/public-url.ts'
import { leavingLetter, linkLetter } from './compose.ts'
import type { mailLinkJob, mailResetJob } from './jobs.ts'

/** @returns whether there was still something to send */
async function sendLink(house: House, linkId: string): Promise<boolean> {
  const authentication = authenticationOf(house)
  const link = await findOpenLinkById(authentication.db, linkId, house.clock.now())
  const person = link?.user_id && (await findSubject(authentication.db, link.user_id))
  if (!link || !person || !isMailed(link.purpose)) return false
  const { purpose } = link
  const language = person.language
  if (link.email !== null)
    await sendMail(house, leavingLetter({ to: person.email, language, id: `${linkId}.leaving` }, link.email))
  // Never an address that a request named: who asks for somebody else's letter must not choose where it leads.
  const href = new URL(`/link/${tokenOf(authentication, linkId)}`, publicUrlOf(house.config)).href
  const minutes = lifetimeMinutes[purpose]
  const to = link.email ?? person.email
  await sendMail(house, linkLetter({ to, language, id: linkId }, { purpose, href, minutes }))
  return true
}

export async function mailLink(
  { linkId }: z.output<typeof mailLinkJob.payload>,
  { house, note }: JobContext,
): Promise<void> {
  note({ sent: await sendLink(house, linkId) })
}

/** A repeat sends the same link again: it is written down under the id that was asked with. */
export async function mailReset(
  { linkId, emailHash }: z.output<typeof mailResetJob.payload>,
  { house, note }: JobContext,
): Promise<void> {
  const authentication = authenticationOf(house)
  if (!(await hasLink(authentication.db, linkId))) {
    const subject = await findSubjectByHash(authentication.db, emailHash)
    if (!subject) return note({ sent: false })
    await authentication.db
      .transaction()
      .execute((tx) =>
        insertMailedLink(tx, authentication, { id: linkId, purpose: 'reset', subject, by: null }),
      )
  }
  note({ sent: await sendLink(house, linkId) })
}
