import { createHash, randomUUID } from 'node:crypto'
import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'
import { networkOf } from '#platform/http/network.ts'
import { canMail } from '#platform/mail/mail.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { admit } from '../auth/admit.ts'
import { authenticationOf } from '../auth/authentication.ts'
import type { Client } from '../auth/mechanism.ts'
import { mailLinkJob, mailResetJob } from './jobs.ts'

/**
 * Letters within the hour for one address from one network, for one address, and from one network: a mailbox is not flooded,
 * and who asks in somebody's name uses their own three up first.
 */
const limit = { windowMs: 60 * 60_000, most: { pair: 3, account: 6, address: 20 } } as const

/**
 * Asks for a letter with a link to a new password. Whether the address is somebody's is looked up by the job alone: what is
 * done here is the same for every address.
 * @throws Problem mail_not_configured | too_many_requests
 */
export async function askReset(
  house: House,
  { email, client }: { readonly email: string; readonly client: Client },
): Promise<void> {
  if (!canMail(house)) throw new Problem('mail_not_configured')
  const hash = createHash('sha256').update(email.toLowerCase()).digest()
  const asked = { kind: 'letter', account_hash: hash, address: networkOf(client.address) } as const
  await admit(authenticationOf(house), asked, limit)
  await house.database.asSystem('a letter for a forgotten password', (tx) =>
    enqueue(
      tx,
      mailResetJob,
      { linkId: randomUUID(), emailHash: hash.toString('hex') },
      { internal: true, priority: 'high' },
    ),
  )
}

/** Has a link mailed that was written down in the sign-in tables. */
export async function askForLetter(house: House, linkId: string): Promise<void> {
  await house.database.asSystem('a letter with a link', (tx) =>
    enqueue(tx, mailLinkJob, { linkId }, { internal: true, priority: 'high' }),
  )
}
