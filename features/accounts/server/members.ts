import { type LibraryId, type UserId, userId as userIdSchema } from '#contract/ids.ts'
import { libraryChanges } from '#contract/live.ts'
import { may } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { record } from '#features/audit/server/audit.ts'
import { announce, type SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { LibraryMember, Membership } from '../contract.ts'
import { authenticationOf } from './auth/authentication.ts'
import { findPersonByEmail } from './auth/queries.ts'
import { findMembership, listPeopleOf, lockLibraryOf, lockSharedLibrary } from './library-queries.ts'
import {
  deleteMember,
  findMember,
  insertMember,
  listMemberIds,
  updateMembership,
  updateOwner,
} from './member-queries.ts'
import { requireOwner } from './require-owner.ts'

type Place = { readonly libraryId: LibraryId; readonly userId: UserId }
type ByOwner = Place & { readonly by: UserId }

/** The people of a library the asking person is in. @throws Problem library_not_found */
export async function listMembers(
  house: House,
  { libraryId, userId }: Place,
): Promise<{ items: LibraryMember[] }> {
  return await house.database.asUser(userId, async (tx) => {
    if (!(await findMembership(tx, userId, libraryId))) throw new Problem('library_not_found')
    const people = await listPeopleOf(tx, libraryId)
    return {
      items: people.map(({ user_id, joined_at, role, ...person }) => ({
        userId: userIdSchema.parse(user_id),
        ...person,
        mayOwn: may(role, 'libraries:write'),
        joinedAt: toInstant(joined_at),
      })),
    }
  })
}

type Traced = Place & { readonly by?: UserId | undefined; readonly membership?: Membership }

async function traceMember(
  tx: SystemTx,
  act: 'member_added' | 'member_changed' | 'member_removed' | 'library_given',
  { libraryId, userId, by, membership }: Traced,
): Promise<void> {
  const subject = { kind: 'library', id: libraryId }
  await record(tx, { act, by, userId, subject, facts: membership ? { membership } : {} })
}

/** Who is there hears that somebody came, went or rose; that one hears of all that is new or gone. */
async function tell(tx: SystemTx, { libraryId, userId }: Place): Promise<void> {
  const members = await listMemberIds(tx, libraryId)
  announce(tx, { userIds: members.map((member) => member.user_id) }, [{ topic: 'account' }])
  announce(tx, { userIds: [userId] }, libraryChanges)
}

/**
 * Lets a person into a shared library, or changes what they may do there; for the command line. An owner stays one.
 * @throws Problem library_not_found when there is no shared library of this id
 */
export async function addMember(
  house: House,
  member: Place & { readonly membership: Exclude<Membership, 'owner'> },
): Promise<void> {
  await house.database.asSystem('a person is let into a shared library', async (tx) => {
    if (!(await lockSharedLibrary(tx, member.libraryId))) throw new Problem('library_not_found')
    if (!(await insertMember(tx, member))) {
      const standing = await findMember(tx, member.libraryId, member.userId)
      if (standing?.membership !== 'owner') await updateMembership(tx, member)
    }
    await traceMember(tx, 'member_added', member)
    await tell(tx, member)
  })
}

type Invited = {
  readonly libraryId: LibraryId
  readonly by: UserId
  readonly email: string
  readonly membership: Exclude<Membership, 'owner'>
}

/**
 * Lets a person of the house into a library.
 * @throws Problem person_not_found | member_already_there, and as {@link requireOwner}
 */
export async function letIn(house: House, { libraryId, by, email, membership }: Invited): Promise<void> {
  const address = email.toLowerCase()
  const person = await findPersonByEmail(authenticationOf(house).db, address)
  await house.database.asSystem('an owner lets a person into a library', async (tx) => {
    await requireOwner(tx, libraryId, by)
    if (!person) throw new Problem('person_not_found', { email: address })
    const member = { libraryId, userId: userIdSchema.parse(person.id), membership }
    if (!(await insertMember(tx, member))) throw new Problem('member_already_there', { email: address })
    await traceMember(tx, 'member_added', { ...member, by })
    await tell(tx, member)
  })
}

async function requireMember(tx: SystemTx, { libraryId, userId }: Place) {
  const member = await findMember(tx, libraryId, userId)
  if (!member) throw new Problem('member_not_found')
  return member
}

/** A library is never without an owner, and the house's own work there is done in the name of one. */
async function keepOwner(tx: SystemTx, libraryId: LibraryId, formalOwner: string): Promise<void> {
  const owners = (await listMemberIds(tx, libraryId)).filter(({ membership }) => membership === 'owner')
  const [first] = owners
  if (!first) throw new Problem('library_last_owner')
  if (!owners.some(({ user_id: id }) => id === formalOwner))
    await updateOwner(tx, libraryId, userIdSchema.parse(first.user_id))
}

function requireMayOwn({ role }: Awaited<ReturnType<typeof requireMember>>): void {
  if (!may(role, 'libraries:write')) throw new Problem('member_reads_only')
}

/**
 * Changes what a member may do.
 * @throws Problem member_not_found | member_reads_only (an account that only reads owns nothing) | library_last_owner
 */
export async function changeMembership(
  house: House,
  { libraryId, by, userId, membership }: ByOwner & { readonly membership: Membership },
): Promise<void> {
  await house.database.asSystem('an owner changes what a member may do', async (tx) => {
    const { owner_id: formalOwner } = await requireOwner(tx, libraryId, by)
    const member = await requireMember(tx, { libraryId, userId })
    if (membership === 'owner') requireMayOwn(member)
    await updateMembership(tx, { libraryId, userId, membership })
    await keepOwner(tx, libraryId, formalOwner)
    await traceMember(tx, 'member_changed', { libraryId, by, userId, membership })
    await tell(tx, { libraryId, userId })
  })
}

/**
 * Takes a member out; their own judgements stay theirs, unseen, should they come back.
 * @param removal.by the owner who does it; absent for the command line, which looks after the whole house
 * @throws Problem member_not_found | library_last_owner
 */
export async function removeMember(
  house: House,
  { by, ...place }: Place & { readonly by?: UserId | undefined },
): Promise<void> {
  await house.database.asSystem('a member is taken out of a library', async (tx) => {
    const library = by
      ? await requireOwner(tx, place.libraryId, by)
      : await lockSharedLibrary(tx, place.libraryId)
    if (!library) throw new Problem('library_not_found')
    await requireMember(tx, place)
    await takeOut(tx, { ...place, by }, library.owner_id)
  })
}

async function takeOut(tx: SystemTx, place: Traced, formalOwner: string): Promise<void> {
  await deleteMember(tx, place.libraryId, place.userId)
  await keepOwner(tx, place.libraryId, formalOwner)
  await traceMember(tx, 'member_removed', place)
  await tell(tx, place)
}

/** @throws Problem library_not_found | library_personal | library_last_owner */
export async function leaveLibrary(house: House, place: Place): Promise<void> {
  await house.database.asSystem('a member leaves a library', async (tx) => {
    const library = await lockLibraryOf(tx, place.libraryId, place.userId)
    if (!library || library.deleted_at) throw new Problem('library_not_found')
    if (library.kind === 'personal') throw new Problem('library_personal')
    await takeOut(tx, { ...place, by: place.userId }, library.owner_id)
  })
}

/**
 * Gives a library to another member, who owns it from then on; who gave it stays as an editor.
 * @throws Problem member_not_found | member_reads_only, and as {@link requireOwner}
 */
export async function transferLibrary(house: House, { libraryId, by, userId }: ByOwner): Promise<void> {
  await house.database.asSystem('an owner gives a library to another member', async (tx) => {
    await requireOwner(tx, libraryId, by)
    requireMayOwn(await requireMember(tx, { libraryId, userId }))
    if (userId === by) return
    await updateMembership(tx, { libraryId, userId, membership: 'owner' })
    await updateMembership(tx, { libraryId, userId: by, membership: 'editor' })
    await updateOwner(tx, libraryId, userId)
    await traceMember(tx, 'library_given', { libraryId, by, userId })
    await tell(tx, { libraryId, userId })
    announce(tx, { userIds: [by] }, libraryChanges)
  })
}
