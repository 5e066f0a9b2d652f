import type { UserId } from '#contract/ids.ts'
import type { Role } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { recordSignIn, type Trace } from '#features/audit/server/audit.ts'
import type { House } from '#platform/house.ts'
import { emit } from '#platform/outbox/emit.ts'
import { secondFactorReset } from '../contract/events.ts'
import { authenticationOf } from './auth/authentication.ts'
import { deleteFactor } from './auth/factor-queries.ts'
import { lockPerson, updatePerson } from './auth/person-queries.ts'
import { deleteSessions } from './auth/session-queries.ts'
import type { AuthDb } from './auth/tables.ts'
import { tellSessionsChanged } from './sessions.ts'

export type PersonChange = {
  readonly role?: Exclude<Role, 'owner'> | undefined
  readonly isActive?: boolean | undefined
  /** True lifts a lock. */
  readonly unlock?: boolean | undefined
  /** True takes the second factor away from somebody who lost it. */
  readonly resetSecondFactor?: boolean | undefined
  readonly lock?: { readonly reason: string; readonly hours: number } | undefined
  /** True signs the person out everywhere. */
  readonly endSessions?: boolean | undefined
}
const hourMs = 3_600_000

type Managed = {
  readonly userId: UserId
  /** Who does it; null for the command line, which looks after the whole house. */
  readonly by: UserId | null
  readonly address?: string
}
type Person = NonNullable<Awaited<ReturnType<typeof lockPerson>>>

/** What the change comes to: columns, traces, and whether the person's sessions end. */
function toSteps(
  { role, isActive, unlock, resetSecondFactor, lock }: PersonChange,
  person: Person,
  at: Date,
) {
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
  if (resetSecondFactor && person.second_factor_at) {
    acts.push({ act: 'second_factor_removed' })
    columns.push({ second_factor_at: null })
  }
  if (lock) {
    const until = new Date(at.getTime() + lock.hours * hourMs)
    acts.push({ act: 'account_locked', facts: { until: toInstant(until), reason: lock.reason } })
    columns.push({ locked_until: until, locked_by: 'administrator', lock_reason: lock.reason })
  }
  // What a person held changes: who was in comes in anew, with what they hold now.
  const endsSessions = acts.length > 0
  if (unlock && person.locked_until && person.locked_until > at) {
    acts.push({ act: 'account_unlocked' })
    columns.push({ locked_until: null, locked_by: null, lock_reason: null })
  }
  return { acts, columns, endsSessions }
}

async function apply(tx: AuthDb, { userId, by, address }: Managed, change: PersonChange, at: Date) {
  const person = await lockPerson(tx, userId)
  if (!person?.claimed_at) throw new Problem('person_not_found')
  const isOneself = userId === by
  const takesAway = change.role !== undefined || change.isActive === false || change.lock !== undefined
  // One’s own factor is turned off with a code, one’s own sessions at the security page; the owner’s by the command line alone.
  const resets = (change.resetSecondFactor === true || change.endSessions === true) && by !== null
  if ((takesAway || resets) && (person.role === 'owner' || isOneself)) throw new Problem('person_protected')
  const { acts, columns, endsSessions } = toSteps(change, person, at)
  if (columns.some((column) => column.second_factor_at === null)) await deleteFactor(tx, userId)
  for (const column of columns) await updatePerson(tx, userId, column)
  for (const act of acts) await recordSignIn(tx, { ...act, by, userId, address })
  const ended = endsSessions || change.endSessions ? await deleteSessions(tx, userId) : 0
  if (change.endSessions)
    await recordSignIn(tx, { act: 'session_revoked', by, userId, address, facts: { count: ended } })
  return { wasReset: acts.some(({ act }) => act === 'second_factor_removed') }
}

/**
 * Changes what a person may do here, lets them in no more or again, locks their account or lifts a lock, signs them out, or
 * takes a lost second factor away. When
 * what they hold changes, their sessions end.
 * @throws Problem person_not_found | person_protected (the owner, and oneself)
 */
export async function changePerson(house: House, managed: Managed, change: PersonChange): Promise<void> {
  const at = house.clock.now()
  const { userId } = managed
  const { wasReset } = await authenticationOf(house)
    .db.transaction()
    .execute((tx) => apply(tx, managed, change, at))
  if (wasReset)
    await house.database.asSystem('a person hears that their second factor is gone', (tx) =>
      emit(tx, secondFactorReset, { userId }),
    )
  await tellSessionsChanged(house, userId)
}
