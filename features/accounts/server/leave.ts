import type { z } from 'zod'
import { type UserId, userId as userIdSchema } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import type { House } from '#platform/house.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { authenticationOf } from './auth/authentication.ts'
import { findPerson } from './auth/queries.ts'
import { deleteSessions } from './auth/session-queries.ts'
import type { Asking } from './identity.ts'
import { deletePersonJob } from './jobs.ts'
import {
  deleteLeaving,
  deleteOneOwned,
  deleteTokensOf,
  handOver,
  isLeaving,
  listLeaving,
  listOwnedWithOthers,
  markLeaving,
} from './leaving-queries.ts'
import { requireConfirmed, tellSessionsChanged } from './sessions.ts'

/**
 * Deletes the asking person's account: at once nobody signs in to it any more, then it goes with all that is theirs.
 * @throws Problem confirmation_needed | not_confirmed (another address typed) | person_protected (the owner of the house) |
 * account_owns_libraries (shared ones that others are in)
 */
export async function deleteOwnAccount(
  house: House,
  { caller, client }: Asking,
  typedEmail: string,
): Promise<void> {
  await requireConfirmed(house, caller)
  const { userId } = caller
  const { db } = authenticationOf(house)
  const person = await findPerson(db, userId)
  if (!person) throw new Problem('not_signed_in')
  if (person.role === 'owner') throw new Problem('person_protected')
  if (typedEmail.trim().toLowerCase() !== person.email) throw new Problem('not_confirmed')
  const names = await house.database.asSystem('what a leaving person has to give away first', (tx) =>
    listOwnedWithOthers(tx, userId),
  )
  if (names.length > 0) throw new Problem('account_owns_libraries', { names: names.join(', ') })
  await beginLeaving(house, { userId, by: userId, address: client.address })
}

/**
 * Deletes somebody else's account. Nobody is there to give shared libraries away: those that others are in go to one of them.
 * @throws Problem confirmation_needed | person_not_found | not_confirmed (another address typed) | person_protected (the owner
 * of the house, and oneself)
 */
export async function deleteByAdministrator(
  house: House,
  { caller, client }: Asking,
  { userId, typedEmail }: { readonly userId: UserId; readonly typedEmail: string },
): Promise<void> {
  await requireConfirmed(house, caller)
  const { db } = authenticationOf(house)
  const person = await findPerson(db, userId)
  if (!person?.claimed_at || (await isLeaving(db, userId))) throw new Problem('person_not_found')
  if (person.role === 'owner' || userId === caller.userId) throw new Problem('person_protected')
  if (typedEmail.trim().toLowerCase() !== person.email) throw new Problem('not_confirmed')
  await beginLeaving(house, { userId, by: caller.userId, address: client.address })
}

type Leaving = { readonly userId: UserId; readonly by: UserId; readonly address: string }

/** At once nobody signs in to the account any more; what is theirs goes in the background. */
async function beginLeaving(house: House, { userId, by, address }: Leaving): Promise<void> {
  const { db, clock } = authenticationOf(house)
  await db.transaction().execute(async (tx) => {
    await markLeaving(tx, userId, clock.now())
    await deleteSessions(tx, userId)
    await deleteTokensOf(tx, userId)
    await recordSignIn(tx, { act: 'account_deleted', by, userId, address })
  })
  await house.database.asSystem('an account is deleted', (tx) => enqueue(tx, deletePersonJob, { userId }))
  await tellSessionsChanged(house, userId)
}

async function finish(house: House, typedId: string): Promise<void> {
  const userId = userIdSchema.parse(typedId)
  const { db } = authenticationOf(house)
  if (!(await isLeaving(db, userId))) return
  await house.database.asSystem('libraries that others are in go to one of them', (tx) =>
    handOver(tx, userId),
  )
  for (let more = true; more; ) {
    more = await house.database.asSystem('a library goes with its person', (tx) => deleteOneOwned(tx, userId))
  }
  await deleteLeaving(db, userId)
}

/** Takes away what is a leaving person's, one library a transaction, and then their row; broken off, it goes on. */
export async function deletePerson(
  { userId }: z.output<typeof deletePersonJob.payload>,
  { house }: JobContext,
): Promise<void> {
  await finish(house, userId)
}

/** The same for everybody whose job was never asked for because a process died in between. */
export async function finishLeaving(house: House): Promise<number> {
  const ids = await listLeaving(authenticationOf(house).db)
  for (const id of ids) await finish(house, id)
  return ids.length
}
