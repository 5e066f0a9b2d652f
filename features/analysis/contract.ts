import { z } from 'zod'

/** Who can read a paper. `local` is the built-in extractive reader: no key, no network, no cost. */
export const providerId = z.enum(['local', 'openai-compatible'])
export type ProviderId = z.infer<typeof providerId>

/** The language claims are written in. Quotes stay in the language of the paper. */
export const answerLanguage = z.enum(['en', 'ko'])
export type AnswerLanguage = z.infer<typeof answerLanguage>

/**
 * `extractive`: every claim is a sentence of the paper itself, chosen by counting words, not by understanding.
 * `generative`: a language model wrote the claims.
 */
export const manner = z.enum(['extractive', 'generative'])
export type Manner = z.infer<typeof manner>

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
export const reportedNumber = z.strictObject({
  measure: z.string().max(300),
  value: z.string().min(1).max(100),
  unit: z.string().max(100).nullable(),
})
export type ReportedNumber = z.infer<typeof reportedNumber>

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
export const quoteRect = z.strictObject({
  page: z.int().min(1),
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
})
export type QuoteRect = z.infer<typeof quoteRect>

/** Why a quote is not verified: see `verify-quote.ts`. `no_quote`: the answerer gave none. */
export const doubt = z.enum(['no_quote', 'too_short', 'not_found', 'cut_inside_word', 'cut_from_negation'])
export type Doubt = z.infer<typeof doubt>

export const verifiedClaim = z.strictObject({
  text: claimText,
  quote: claim.shape.quote,
  verification: z.enum(['verified', 'unverified']),
  /** Null when verified. */
  doubt: doubt.nullable(),
  /** Where the quote really begins when verified; null otherwise, whatever the answerer claimed. */
  page: z.int().min(1).nullable(),
  /** The lines of the quote on its page or pages; empty when unverified. */
  rects: z.array(quoteRect),
})
export type VerifiedClaim = z.infer<typeof verifiedClaim>

/** What is stored and shown: every claim checked against the text of the paper. */
export const verifiedFindings = findingsOf(verifiedClaim, z.strictObject({ ...verifiedClaim.shape, numbers }))
export type VerifiedFindings = z.infer<typeof verifiedFindings>

/** How much of the paper the answerer was given. */
export const coverage = z.strictObject({
  pageCount: z.int().nonnegative(),
  /** The first page that was not read whole, because the paper was longer than the budget; null when all was read. */
  truncatedAtPage: z.int().min(1).nullable(),
})
export type Coverage = z.infer<typeof coverage>

/**
 * Why a provider gave no answer. Closed, so that the screen has words for each and the queue knows what to do.
 * Again after a while: the first four. Once more: the next two, which may have cost money. Never by itself: the rest.
 */
export const providerFailureKind = z.enum([
  'rate_limited',
  'overloaded',
  'timeout',
  'connection_lost',
  'malformed_answer',
  'cut_off',
  'invalid_key',
  'quota_exhausted',
  'refused',
  'no_such_model',
  'bad_request',
])
export type ProviderFailureKind = z.infer<typeof providerFailureKind>
