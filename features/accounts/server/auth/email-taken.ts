const uniqueViolation = '23505'

/** Whether the database refused a second person with the same address. */
export function emailTaken(error: unknown): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === uniqueViolation &&
    'constraint' in error &&
    error.constraint === 'users_email_key'
  )
}
