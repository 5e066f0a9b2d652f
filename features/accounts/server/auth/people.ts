import type { Role } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import type { Authentication } from './authentication.ts'
import { emailTaken } from './email-taken.ts'
import { insertPassword, insertPerson } from './queries.ts'

export type NewPerson = {
  readonly name: string
  readonly email: string
  readonly role: Exclude<Role, 'owner'>
  /** Absent: they come in by a sign-in link. */
  readonly password?: string | undefined
}

/**
 * Adds a person without their doing, for the command line; a library of their own comes with them.
 * @throws Problem email_taken
 */
export async function addPerson(authentication: Authentication, person: NewPerson): Promise<string> {
  const { db, clock, passwords } = authentication
  const email = person.email.toLowerCase()
  const phc = person.password === undefined ? undefined : await passwords.hash(person.password)
  try {
    return await db.transaction().execute(async (tx) => {
      const { id } = await insertPerson(tx, { name: person.name, email, role: person.role, at: clock.now() })
      if (phc !== undefined) await insertPassword(tx, id, phc)
      await recordSignIn(tx, { act: 'person_added', userId: id, facts: { role: person.role } })
      return id
    })
  } catch (error) {
    throw emailTaken(error) ? new Problem('email_taken', { email }) : error
  }
}
