import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { House } from '#platform/house.ts'
import { invite } from '../contract.ts'
import { findPersonByEmail } from './accounts.ts'

/** What was typed, held against the contract. @throws Problem bad_request naming what is wrong */
export function requireValid<T>(
  schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } },
  value: unknown,
  where: string,
): T {
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new Problem('bad_request', { where, given: value ?? null })
  return parsed.data
}

/** @throws Problem bad_request | person_not_found */
export async function requirePerson(house: House, typed: unknown): Promise<{ id: UserId; email: string }> {
  const person = await findPersonByEmail(house, requireValid(invite.body.shape.email, typed, 'e-mail'))
  if (!person) throw new Problem('person_not_found', { email: typed })
  return person
}
