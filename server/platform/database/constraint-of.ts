/**
 * The name of the constraint by which the database refused a statement; undefined for any other fault. What was looked for
 * before may have been taken meanwhile, by a transaction that nobody could see yet.
 */
export function constraintOf(error: unknown): string | undefined {
  const isNamed = error instanceof Error && 'constraint' in error && typeof error.constraint === 'string'
  return isNamed ? String(error.constraint) : undefined
}
