const rules = new Intl.PluralRules('en')

/** Picks the English form for a count: `plural(n, 'paper', 'papers')`. Korean needs none. */
export function plural(count: number, one: string, other: string): string {
  return rules.select(count) === 'one' ? one : other
}
