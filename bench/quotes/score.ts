import { prepareQuotes } from '#features/analysis/server/quotes/verify-quote.ts'
import type { TestedClaim } from './claims.ts'

type Score = { claims: number; right: number }
type Wrong = { seed: number; kind: string; paper: string; quote: string; verdict: string }

/** What the verifier says of the claims of each seed, counted by seed and by how they were made. */
export function scoreClaims(rounds: readonly { seed: number; claims: readonly TestedClaim[] }[]) {
  const genuineByKind: Record<string, Score> = {}
  const fabricatedByKind: Record<string, Score> = {}
  const total = { genuine: emptyScore(), fabricated: emptyScore() }
  const wrong: Wrong[] = []
  let checkingMs = 0
  const bySeed = rounds.map(({ seed, claims }) => {
    const own = { genuine: emptyScore(), fabricated: emptyScore() }
    for (const [paper, ofPaper] of Map.groupBy(claims, (claim) => claim.paper)) {
      const verify = prepareQuotes(paper.pages)
      for (const { kind, quote, isGenuine } of ofPaper) {
        const start = performance.now()
        const verdict = verify(quote)
        checkingMs += performance.now() - start
        const side = isGenuine ? 'genuine' : 'fabricated'
        const byKind = isGenuine ? genuineByKind : fabricatedByKind
        byKind[kind] ??= emptyScore()
        for (const score of [byKind[kind], own[side], total[side]]) {
          score.claims += 1
          if (verdict.verified === isGenuine) score.right += 1
        }
        if (verdict.verified !== isGenuine) {
          const said = verdict.verified ? 'verified' : verdict.reason
          wrong.push({ seed, kind, paper: paper.name, quote, verdict: said })
        }
      }
    }
    return { seed, ...own }
  })
  const checked = total.genuine.claims + total.fabricated.claims
  const perSecond = Math.round(checked / (checkingMs / 1_000))
  return { bySeed, total, genuineByKind, fabricatedByKind, wrong, perSecond }
}

function emptyScore(): Score {
  return { claims: 0, right: 0 }
}
