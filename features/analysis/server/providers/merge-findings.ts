import type { Findings } from '../../contract.ts'

/** What the contract holds of each list. */
const most = { summary: 12, claims: 20, findings: 30, keyTerms: 20, suggestedTags: 10 } as const

/**
 * What was found in the parts of a long paper, as one answer: of each list the first of every part, then the second, and
 * so on until it is full, so that the end of a book has its say. Nothing is written anew, so every quote stays what it was.
 */
export function mergeFindings(parts: readonly [Findings, ...Findings[]]): Findings {
  const [first, ...others] = parts
  if (others.length === 0) return first
  const claims = <Claim extends { readonly text: string; readonly quote: string | null }>(
    lists: readonly (readonly Claim[])[],
    limit: number,
  ) => inTurn(lists, limit, ({ quote, text }) => quote ?? text)
  return {
    // In reading order again: a summary is read from its beginning.
    summary: inReadingOrder(
      claims(
        parts.map(({ summary }) => summary),
        most.summary,
      ),
    ),
    researchQuestion:
      parts.map(({ researchQuestion }) => researchQuestion).find((one) => one !== null) ?? null,
    methods: claims(
      parts.map(({ methods }) => methods),
      most.claims,
    ),
    data: claims(
      parts.map(({ data }) => data),
      most.claims,
    ),
    findings: claims(
      parts.map(({ findings }) => findings),
      most.findings,
    ),
    limitations: claims(
      parts.map(({ limitations }) => limitations),
      most.claims,
    ),
    contributions: claims(
      parts.map(({ contributions }) => contributions),
      most.claims,
    ),
    keyTerms: mostNamed(
      parts.map(({ keyTerms }) => keyTerms),
      most.keyTerms,
    ),
    suggestedTags: mostNamed(
      parts.map(({ suggestedTags }) => suggestedTags),
      most.suggestedTags,
    ),
  }
}

function inTurn<Item>(
  lists: readonly (readonly Item[])[],
  limit: number,
  keyOf: (item: Item) => string,
): Item[] {
  const taken = new Map<string, Item>()
  const longest = Math.max(...lists.map(({ length }) => length))
  for (let place = 0; place < longest; place += 1)
    for (const list of lists) {
      const item = list[place]
      if (item === undefined || taken.size === limit) continue
      const key = keyOf(item).toLowerCase()
      if (!taken.has(key)) taken.set(key, item)
    }
  return [...taken.values()]
}

function inReadingOrder<Claim extends { readonly page: number | null }>(claims: readonly Claim[]): Claim[] {
  return claims.toSorted((one, other) => (one.page ?? 0) - (other.page ?? 0))
}

/** Terms by how many parts name them. */
function mostNamed(lists: readonly (readonly string[])[], limit: number): string[] {
  const counts = new Map<string, { readonly term: string; count: number }>()
  for (const term of lists.flat()) {
    const known = counts.get(term.toLowerCase())
    if (known === undefined) counts.set(term.toLowerCase(), { term, count: 1 })
    else known.count += 1
  }
  const terms = [...counts.values()].toSorted((one, other) => other.count - one.count)
  return terms.slice(0, limit).map(({ term }) => term)
}
