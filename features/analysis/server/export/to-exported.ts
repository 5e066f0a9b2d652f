import type { AnalysisAnswer, AnalysisRun, ClaimPart, VerifiedClaim } from '../../contract.ts'

/** The paper an analysis is about, as far as an export names it. */
export type ExportedPaper = {
  readonly title: string
  readonly authors: readonly string[]
  readonly year: number | null
  readonly doi: string | null
  readonly citationKey: string | null
}

export type ExportedClaim = {
  readonly text: string
  readonly quote: string | null
  readonly page: number
  readonly citationKey: string | null
  readonly numbers?: readonly {
    readonly measure: string
    readonly value: string
    readonly unit: string | null
  }[]
}

export type ExportedAnswer = {
  /** Null for the built-in reader. */
  readonly reader: string | null
  readonly model: string | null
  readonly extractive: boolean
  readonly promptVersion: number | null
  readonly inputHash: string | null
  readonly costMicroUsd: number | null
  readonly outOfDate: readonly string[]
  /** Verified claims only. */
  readonly parts: Readonly<Record<ClaimPart, readonly ExportedClaim[]>>
  readonly keyTerms: readonly string[]
  /** Claims whose quote does not stand in the paper. */
  readonly claimsLeftOut: number
}

export type ExportedRun = {
  readonly paper: ExportedPaper
  readonly requestedAt: string
  readonly language: string
  readonly answers: readonly ExportedAnswer[]
}

/** An analysis as it leaves Seogo: what was answered, without the claims that the paper does not bear out. */
export function toExported(paper: ExportedPaper, run: AnalysisRun): ExportedRun {
  const { title, authors, year, doi, citationKey } = paper
  return {
    paper: { title, authors, year, doi, citationKey },
    requestedAt: run.requestedAt,
    language: run.language,
    answers: run.answers.flatMap((answer) => toExportedAnswer(answer, citationKey) ?? []),
  }
}

function toExportedAnswer(answer: AnalysisAnswer, citationKey: string | null): ExportedAnswer | undefined {
  const { findings } = answer
  if (findings === null) return undefined
  let claimsLeftOut = 0
  const part = (value: readonly ClaimWithNumbers[] | ClaimWithNumbers | null): ExportedClaim[] => {
    const claims = value === null ? [] : 'text' in value ? [value] : value
    const kept = claims.flatMap((claim) => toExportedClaim(claim, citationKey) ?? [])
    claimsLeftOut += claims.length - kept.length
    return kept
  }
  const parts = {
    summary: part(findings.summary),
    researchQuestion: part(findings.researchQuestion),
    findings: part(findings.findings),
    methods: part(findings.methods),
    data: part(findings.data),
    contributions: part(findings.contributions),
    limitations: part(findings.limitations),
  }
  return {
    reader: answer.extractive ? null : answer.label,
    model: answer.model,
    extractive: answer.extractive,
    promptVersion: answer.promptVersion,
    inputHash: answer.inputHash,
    costMicroUsd: answer.costMicroUsd,
    outOfDate: answer.stale,
    parts,
    keyTerms: findings.keyTerms,
    claimsLeftOut,
  }
}

type ClaimWithNumbers = VerifiedClaim & { readonly numbers?: ExportedClaim['numbers'] }

function toExportedClaim(
  { text, quote, page, verified, numbers }: ClaimWithNumbers,
  citationKey: string | null,
): ExportedClaim | undefined {
  if (!verified || page === null) return undefined
  return { text, quote, page, citationKey, ...(numbers && numbers.length > 0 ? { numbers } : {}) }
}
