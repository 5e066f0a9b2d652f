import type { PageText } from '#features/papers/server/papers.ts'
import { findModel, type RemoteProviderId } from '#features/vault/contract.ts'

/** Consecutive pages that are asked about together. */
export type Part = readonly PageText[]

/** The instructions, and room for the estimate to be wrong. */
const reservedTokens = 4_000
/** Longer texts are read less well, and an answer is as long for them as for a short one. */
const partTokensMost = 150_000
/** For models of which nothing is known: leaves room for the answer in a context of 40,000. */
const partTokensUnknown = 30_000

/**
 * How many tokens of a paper are asked about at once: what fits the model's context beside the answer, and stays below
 * the length from which every token of a request costs more.
 */
export function partTokensOf(provider: RemoteProviderId, model: string, outputTokensMax: number): number {
  const known = findModel(provider, model)
  if (known === undefined) return partTokensUnknown
  const cheap = Math.min(...known.prices.map(({ long }) => long?.aboveInputTokens ?? known.contextTokens))
  const fitting = Math.min(known.contextTokens - outputTokensMax, cheap) - reservedTokens
  return Math.min(fitting, partTokensMost)
}

/**
 * Tokens of a text, rather too many than too few: three characters of Latin script or one of any other make a token.
 * Tokenizers differ; OpenAI's rule of thumb is four characters of English, Anthropic's newer one takes a third more.
 */
export function estimateTokens(text: string): number {
  let other = 0
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x24f) other += 1
  return Math.ceil((text.length - other) / 3) + other
}

/**
 * Cuts a paper into parts of whole pages. A page longer than a part is cut between words, each piece under its number.
 * Nothing is left out; the parts are about equally long, so that none is a crumb.
 */
export function toParts(pages: readonly PageText[], tokensMax: number): Part[] {
  const pieces = pages.flatMap((page) => cutPage(page, tokensMax))
  const sizes = pieces.map(({ text }) => estimateTokens(text))
  const total = sizes.reduce((sum, size) => sum + size, 0)
  const even = Math.min(
    tokensMax,
    Math.ceil(total / Math.ceil(total / tokensMax || 1)) + Math.max(...sizes, 0),
  )
  const parts: PageText[][] = [[]]
  let used = 0
  for (const [index, piece] of pieces.entries()) {
    const size = sizes[index] ?? 0
    const last = parts.at(-1)
    if (last !== undefined && (last.length === 0 || used + size <= even)) {
      last.push(piece)
      used += size
    } else {
      parts.push([piece])
      used = size
    }
  }
  return parts
}

function cutPage(page: PageText, tokensMax: number): PageText[] {
  if (estimateTokens(page.text) <= tokensMax) return [page]
  const half = Math.floor(page.text.length / 2)
  const space = Math.max(page.text.lastIndexOf(' ', half), page.text.lastIndexOf('\n', half))
  // Between two halves of a character nothing is cut either.
  const at = space > 0 ? space : half - (/[\ud800-\udbff]$/.test(page.text.slice(0, half)) ? 1 : 0)
  if (at < 1) return [page]
  const pieces = [page.text.slice(0, at), page.text.slice(at)]
  return pieces.flatMap((text) => cutPage({ number: page.number, text }, tokensMax))
}
