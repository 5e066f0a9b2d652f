import { z } from 'zod'
import { fileId } from '#contract/ids.ts'

/** Version of what is asked. An answer given to another version is shown as stale. */
export const findingsVersion = 1

const claimText = z.string().min(1).max(4000)

/** One statement about the paper, with the words of the paper it rests on. */
export const claim = z.strictObject({
  text: claimText,
  /** Verbatim from the paper; null when the answerer gave none. */
  quote: z.string().min(1).max(4000).nullable(),
  /** Page the answerer says the quote is on, from 1. */
  page: z.int().min(1).nullable(),
})
export type Claim = z.infer<typeof claim>

/** A number as printed: `value` "28.4", `unit` "BLEU", `measure` "newstest2014 English–German". */
const reportedNumber = z.strictObject({
  measure: z.string().max(300),
  value: z.string().min(1).max(100),
  unit: z.string().max(100).nullable(),
})

const numbers = z.array(reportedNumber).max(20)
const term = z.string().min(1).max(120)

/** The shape of an answer, over whatever a claim is at that point of its way. */
function findingsOf<C extends z.ZodType, F extends z.ZodType>(anyClaim: C, anyFinding: F) {
  return z.strictObject({
    /** The paper in a few sentences, in reading order. */
    summary: z.array(anyClaim).min(1).max(12),
    researchQuestion: anyClaim.nullable(),
    methods: z.array(anyClaim).max(20),
    data: z.array(anyClaim).max(20),
    findings: z.array(anyFinding).max(30),
    limitations: z.array(anyClaim).max(20),
    contributions: z.array(anyClaim).max(20),
    keyTerms: z.array(term).max(20),
    suggestedTags: z.array(term).max(10),
  })
}

/** What an answerer says, before anybody has checked it. */
export const findings = findingsOf(claim, z.strictObject({ ...claim.shape, numbers }))
export type Findings = z.infer<typeof findings>

/** A rectangle in PDF points from the lower left corner of the unrotated page. */
export const quoteRectangle = z.strictObject({
  page: z.int().min(1),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
})
export type QuoteRectangle = z.infer<typeof quoteRectangle>

/** Why a quote is not verified: see `verify-quote.ts`. `no_quote`: the answerer gave none. */
export const doubt = z.enum(['no_quote', 'too_short', 'not_found', 'cut_inside_word', 'cut_from_negation'])
export type Doubt = z.infer<typeof doubt>

export const verifiedClaim = z.strictObject({
  text: claimText,
  quote: claim.shape.quote,
  /** Whether the quote stands in the paper, word for word. */
  verified: z.boolean(),
  /** Why not; null when verified. */
  doubt: doubt.nullable(),
  /** Where the quote begins, when verified; null otherwise, whatever the answerer claimed. */
  page: z.int().min(1).nullable(),
  /** The file whose page it is. */
  fileId: fileId.nullable(),
  /** The lines of the quote on its page or pages; empty when unverified. */
  rectangles: z.array(quoteRectangle),
})
export type VerifiedClaim = z.infer<typeof verifiedClaim>

/** What is stored and shown: every claim checked against the text of the paper. */
export const verifiedFindings = findingsOf(verifiedClaim, z.strictObject({ ...verifiedClaim.shape, numbers }))
export type VerifiedFindings = z.infer<typeof verifiedFindings>
