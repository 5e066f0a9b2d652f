import {
  type AnalysisAnswer,
  type AnalysisRun,
  type ClaimPart,
  claimParts,
  type VerifiedClaim,
  type VerifiedFindings,
} from '../contract.ts'

/** A claim of an answer with the key it has in the address: `<answer id>.<part>.<place>`. */
export type PlacedClaim = {
  readonly key: string
  readonly claim: VerifiedClaim | VerifiedFindings['findings'][number]
}

/** The claims of one part, each with its key. */
export function claimsOf(answer: AnalysisAnswer, part: ClaimPart): PlacedClaim[] {
  if (answer.findings === null) return []
  const value = answer.findings[part]
  const claims = value === null ? [] : Array.isArray(value) ? value : [value]
  return claims.map((claim, at) => ({ key: `${answer.id}.${part}.${at}`, claim }))
}

/** Finds the claim a key names among the runs of a paper; undefined when it is gone. */
export function findClaim(runs: readonly AnalysisRun[], key: string): PlacedClaim | undefined {
  const [answerId, partName] = key.split('.')
  const part = claimParts.find((one) => one === partName)
  const answer = runs.flatMap(({ answers }) => answers).find(({ id }) => id === answerId)
  if (part === undefined || answer === undefined) return undefined
  return claimsOf(answer, part).find((placed) => placed.key === key)
}

/** How many claims an answer makes and how many of them stand in the paper. */
export function countClaims(answer: AnalysisAnswer): { readonly total: number; readonly verified: number } {
  const claims = claimParts.flatMap((part) => claimsOf(answer, part))
  return {
    total: claims.length,
    verified: claims.filter(({ claim }) => claim.verified).length,
  }
}
