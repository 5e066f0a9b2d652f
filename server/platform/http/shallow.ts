import { Problem } from '#contract/problems.ts'

/** The deepest body of the API has four levels; what walks through one by recursion ends at some thousands. */
const mostLevels = 64

/** @throws Problem bad_request for JSON nested deeper than any body is */
export function requireShallow(body: unknown): void {
  let level = [body]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostLevels) throw new Problem('bad_request', { fault: 'nested too deeply' })
    level = level.flatMap((value) =>
      typeof value === 'object' && value !== null ? Object.values(value) : [],
    )
  }
}
