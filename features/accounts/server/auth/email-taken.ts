import { constraintOf } from '#platform/database/constraint-of.ts'

/** Whether the database refused a second person with the same address. */
export function emailTaken(error: unknown): boolean {
  return constraintOf(error) === 'users_email_key'
}
