import type { FileId } from '#contract/ids.ts'
import type { PageSpan } from '#features/papers/server/papers.ts'
import type { Claim, Findings, QuoteRectangle, VerifiedClaim, VerifiedFindings } from '../../contract.ts'
import type { VerifyQuote } from './verify-quote.ts'

export type Checking = {
  readonly verify: VerifyQuote
  /** The lines of a stretch of one page. */
  readonly rectanglesOf: (span: PageSpan) => QuoteRectangle[]
  readonly fileId: FileId
}

/** Checks every claim of an answer against the paper. A claim that is not found stays, and says so. */
export function verifyFindings(findings: Findings, checking: Checking): VerifiedFindings {
  const check = (claim: Claim) => verifyClaim(claim, checking)
  const { summary, researchQuestion, methods, data, limitations, contributions } = findings
  return {
    summary: summary.map(check),
    researchQuestion: researchQuestion === null ? null : check(researchQuestion),
    methods: methods.map(check),
    data: data.map(check),
    findings: findings.findings.map(({ numbers, ...claim }) => ({ ...check(claim), numbers })),
    limitations: limitations.map(check),
    contributions: contributions.map(check),
    keyTerms: findings.keyTerms,
    suggestedTags: findings.suggestedTags,
  }
}

function verifyClaim(
  { text, quote, page }: Claim,
  { verify, rectanglesOf, fileId }: Checking,
): VerifiedClaim {
  const verdict =
    quote === null ? { verified: false as const, reason: 'no_quote' as const } : verify(quote, page)
  if (!verdict.verified)
    return { text, quote, verified: false, doubt: verdict.reason, page: null, fileId: null, rectangles: [] }
  return {
    text,
    quote,
    verified: true,
    doubt: null,
    page: verdict.page,
    fileId,
    rectangles: verdict.spans.flatMap(rectanglesOf),
  }
}
