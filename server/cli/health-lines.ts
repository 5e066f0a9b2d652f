import { healthSentences, type PartHealth, sayFinding } from '#features/health/contract.ts'

const marks = { ok: '✓', degraded: '!', failing: '✗', off: '–' } as const

/** A part as it stands on the terminal: what was found and what to do about it, or its figures. */
export function linesOf({ part, state, facts, finding, said, since }: PartHealth): string[] {
  const name = healthSentences.en.parts[part].padEnd(26)
  const told = Object.entries(facts).map(([fact, value]) => `${fact} ${value}`)
  if (finding === null) return [`${marks[state]} ${name} ${told.join(', ')}`]
  const { says, todo } = sayFinding('en', { finding, facts })
  const sinceWhen = since === null || state === 'off' ? '' : ` (since ${since})`
  const indented = (text: string) => `  ${' '.repeat(26)} ${text}`
  return [
    `${marks[state]} ${name} ${says}${sinceWhen}`,
    ...(said === null ? [] : [indented(said)]),
    ...(todo === '' ? [] : [indented(`→ ${todo}`)]),
  ]
}
