import { createHash } from 'node:crypto'

/** A statement by its text: the same one with other values, or more of them, is the same. */
export type Statement = {
  /** Made of the normalised text. */
  readonly fingerprint: string
  /** As it was sent, with `$1` in the place of values: statements carry no values of people. */
  readonly text: string
  readonly normalised: string
  readonly feature: string
  /** Where in the source it was first asked, e.g. `features/papers/server/queries.ts:120`. */
  readonly place: string | null
  /** Begins and ends of transactions take time, but ask nothing. */
  readonly isBracket: boolean
}

// Programs have some hundred statements; a text that is put together anew each time must not fill the memory.
const mostTexts = 5_000
const mostStatements = 1_500

const values = String.raw`(?:\$(?:::[a-z_]+(?:\[\])?)?|default)`
const manyValues = new RegExp(`${values}(?:, ?${values})+`, 'g')
const manyRows = /(\([$,… ]*(?:default)?[$,… ]*\))(?:, ?\([$,… ]*(?:default)?[$,… ]*\))+/g

/** The text without what differs from one asking to the next: numbers of values, and how many there are in a list. */
export function normalise(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/\$\d+/g, '$')
    .replaceAll(manyValues, '$, …')
    .replaceAll(manyRows, '$1, …')
}

const bracket =
  /^(?:\/\*.*?\*\/ )?(begin|commit|rollback|start transaction|savepoint|release|select set_config\('app\.user_id')/i

const fingerprintOf = (normalised: string) =>
  createHash('sha256').update(normalised).digest('hex').slice(0, 16)

/** Who asks, by the way the call has come; asked once for each text, for it costs. */
function readPlace(): { feature: string; place: string } | undefined {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 80
  const stack = new Error('where').stack ?? ''
  Error.stackTraceLimit = limit
  for (const line of stack.split('\n')) {
    const [, place, feature] = /((?:features\/([a-z-]+)\/server|server)\/[\w./-]+\.ts:\d+)/.exec(line) ?? []
    if (place === undefined || /^server\/platform\/(metrics|database)\//.test(place)) continue
    return { feature: feature ?? place.split('/')[2] ?? 'platform', place }
  }
  return undefined
}

/** Knows statements again by their texts. */
export function knowStatements() {
  const byText = new Map<string, Statement>()
  const byFingerprint = new Map<string, Statement>()
  let untold: Statement[] = []
  const other: Statement = {
    fingerprint: 'other',
    text: '',
    normalised: 'other statements',
    feature: 'other',
    place: null,
    isBracket: false,
  }

  function meet(text: string, work: string | undefined): Statement {
    const normalised = normalise(text)
    const fingerprint = fingerprintOf(normalised)
    const known = byFingerprint.get(fingerprint)
    if (known) return known
    if (byFingerprint.size >= mostStatements) return other
    const isBracket = bracket.test(normalised)
    // Brackets are everybody's, whoever is seen first.
    const asked = isBracket ? undefined : readPlace()
    const statement = {
      fingerprint,
      text,
      normalised,
      feature: asked?.feature ?? (isBracket ? undefined : work?.split('.')[0]) ?? 'platform',
      place: asked?.place ?? null,
      isBracket,
    }
    byFingerprint.set(fingerprint, statement)
    untold.push(statement)
    return statement
  }

  return {
    /** @param work the name of what it is done for, `feature.verb`, where the way of the call does not say whose it is */
    find(text: string, work: string | undefined): Statement {
      const known = byText.get(text)
      if (known) return known
      if (byText.size >= mostTexts) byText.clear()
      const statement = meet(text, work)
      byText.set(text, statement)
      return statement
    },
    /** Those met since this was last asked. */
    takeNew(): Statement[] {
      const taken = untold
      untold = []
      return taken
    },
    /** Those that could not be written down are told again. */
    putBack(statements: readonly Statement[]): void {
      untold.push(...statements)
    },
  }
}
