import type { UserId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import { recordSignIn, type Trace } from '#features/audit/server/audit.ts'
import type { House } from '#platform/house.ts'
import { authenticationOf } from './auth/authentication.ts'
import { lockPerson, updatePerson } from './auth/person-queries.ts'
import { deleteSessions } from './auth/session-queries.ts'
import type { AuthDb } from './auth/tables.ts'
import { tellSessionsChanged } from './sessions.ts'

export type PersonChange = {
  readonly role?: Exclude<Role, 'owner'> | undefined
  readonly isActive?: boolean | undefined
  /** True lifts a lock. */
  readonly unlock?: boolean | undefined
}
type Managed = {
  readonly userId: UserId
  /** Who does it; null for the command line, which looks after the whole house. */
  readonly by: UserId | null
  readonly address?: string
}
type Person = NonNullable<Awaited<ReturnType<typeof lockPerson>>>

/** What the change comes to: columns, traces, and whether the person's sessions end. */
function toSteps({ role, isActive, unlock }: PersonChange, person: Person, at: Date) {
  const acts: Pick<Trace, 'act' | 'facts'>[] = []
  const columns: Parameters<typeof updatePerson>[2][] = []
  if (role !== undefined && role !== person.role) {
    acts.push({ act: 'role_changed', facts: { from: person.role, to: role } })
    columns.push({ role })
  }
  if (isActive !== undefined && isActive !== (person.deactivated_at === null)) {
    acts.push({ act: isActive ? 'person_activated' : 'person_deactivated' })
    columns.push({ deactivated_at: isActive ? null : at })
  }
  // What a person held changes: who was in comes in anew, with what they hold now.
  const endsSessions = acts.length > 0
  if (unlock && person.locked_until && person.locked_until > at) {
    acts.push({ act: 'account_unlocked' })
    columns.push({ locked_until: null })
  }
  return { acts, columns, endsSessions }
}

async function apply(tx: AuthDb, { userId, by, address }: Managed, change: PersonChange, at: Date) {
  const person = await lockPerson(tx, userId)
  if (!person?.claimed_at) throw new Problem('person_not_found')
  const isOneself = userId === by
  const takesAway = change.role !== undefined || change.isActive === false
  if (takesAway && (person.role === 'owner' || isOneself)) throw new Problem('person_protected')
  const { acts, columns, endsSessions } = toSteps(change, person, at)
  for (const column of columns) await updatePerson(tx, userId, column)
  for (const act of acts) await recordSignIn(tx, { ...act, by, userId, address })
  if (endsSessions) await deleteSessions(tx, userId)
}

/**
 * Changes what a person may do here, lets them in no more or again, or lifts a lock. When their role changes or they are
 * let in no more, their sessions end.
 * @throws Problem person_not_found | person_protected (the owner, and oneself)
 */
export async function changePerson(house: House, managed: Managed, change: PersonChange): Promise<void> {
  const at = house.clock.now()
  await authenticationOf(house)
    .db.transaction()
    .execute((tx) => apply(tx, managed, change, at))
  await tellSessionsChanged(house, managed.userId)
}
