import type { Breathe } from './breather.ts'

// Damping and rounds as in TextRank (Mihalcea and Tarau 2004); ranks hardly move after thirty rounds.
const damping = 0.85
const rounds = 30
// Authors say first what matters: weight falls to 1/e after forty sentences.
const positionScale = 40
// A word in more than a third of the sentences ties everything to everything.
const commonWordShare = 0.3

/**
 * TextRank over sentences: each recommends the sentences it shares telling words with, the earlier ones more.
 * Quadratic in the number of sentences that share a word.
 *
 * @param terms the telling words of each sentence
 * @returns a rank for each sentence, the best being 1
 */
export async function rankSentences(
  terms: readonly (readonly string[])[],
  breathe: Breathe,
): Promise<Float64Array> {
  const links = await toLinks(terms, breathe)
  const count = terms.length
  const bias = Float64Array.from({ length: count }, (_, index) => Math.exp(-index / positionScale))
  const biasTotal = bias.reduce((sum, weight) => sum + weight, 0)
  const totals = links.map((weights) => sum(weights.values()) || 1)

  let ranks = new Float64Array(count).fill(1 / Math.max(1, count))
  for (let round = 0; round < rounds; round++) {
    const next = bias.map((weight) => ((1 - damping) * weight) / biasTotal)
    for (const [from, weights] of links.entries()) {
      const given = (damping * (ranks[from] ?? 0)) / (totals[from] ?? 1)
      for (const [to, weight] of weights) next[to] = (next[to] ?? 0) + given * weight
    }
    ranks = next
    await breathe()
  }
  const best = ranks.reduce((max, rank) => Math.max(max, rank), 0) || 1
  return ranks.map((rank) => rank / best)
}

async function toLinks(
  terms: readonly (readonly string[])[],
  breathe: Breathe,
): Promise<Map<number, number>[]> {
  const sentencesOf = new Map<string, number[]>()
  for (const [index, words] of terms.entries())
    for (const word of new Set(words)) {
      const sentences = sentencesOf.get(word)
      if (sentences === undefined) sentencesOf.set(word, [index])
      else sentences.push(index)
    }

  const lengths = terms.map((words) => Math.log(new Set(words).size + 1) || 1)
  const links = terms.map(() => new Map<number, number>())
  for (const sentences of sentencesOf.values()) {
    if (sentences.length < 2 || sentences.length > terms.length * commonWordShare) continue
    const rarity = Math.log(terms.length / sentences.length)
    for (const [place, left] of sentences.entries()) {
      await breathe()
      for (let next = place + 1; next < sentences.length; next++) {
        const right = sentences[next] ?? left
        const weight = rarity / ((lengths[left] ?? 1) + (lengths[right] ?? 1))
        strengthen(links[left], right, weight)
        strengthen(links[right], left, weight)
      }
    }
  }
  return links
}

function strengthen(links: Map<number, number> | undefined, to: number, weight: number): void {
  links?.set(to, (links.get(to) ?? 0) + weight)
}

function sum(weights: Iterable<number>): number {
  let total = 0
  for (const weight of weights) total += weight
  return total
}
