import { type AnalysisAnswer, type ClaimPart, claimParts, type VerifiedClaim } from '../../contract.ts'
import { claimsOf, type PlacedClaim } from '../claims.ts'
import { denies, directionOf, likenessOf, termsOf } from './likeness.ts'
import { isComparable, isSame, type Quantity, toQuantity } from './quantity.ts'

export type Verdict = 'differ' | 'only_one' | 'agree'
/** Why readers differ: they name other numbers, one denies what another says, or it goes the other way. */
export type Difference = 'numbers' | 'negation' | 'direction'

export type JuryClaim = { readonly answer: AnalysisAnswer; readonly placed: PlacedClaim }

/** What several readers say about the same thing; at most one claim of each. */
export type JuryGroup = {
  readonly part: ClaimPart
  readonly verdict: Verdict
  readonly differences: readonly Difference[]
  readonly claims: readonly JuryClaim[]
}

type Candidate = JuryClaim & {
  readonly terms: ReadonlySet<string>
  readonly quoteTerms: ReadonlySet<string>
}

// Two sentences about the same thing are taken to share at least these parts of their words: chosen, not measured.
const alikeText = 0.5
const alikeQuote = 0.6

const order: readonly Verdict[] = ['differ', 'only_one', 'agree']

/**
 * Lays the verified claims of several readers side by side: those that rest on the same words of the paper, or say nearly
 * the same, stand together. Disagreements come first, what only one reader says next, agreement last.
 */
export function alignClaims(answers: readonly AnalysisAnswer[]): JuryGroup[] {
  const groups = claimParts.flatMap((part) => alignPart(answers, part))
  return order.flatMap((verdict) => groups.filter((group) => group.verdict === verdict))
}

function alignPart(answers: readonly AnalysisAnswer[], part: ClaimPart): JuryGroup[] {
  const gathered: Candidate[][] = []
  for (const answer of answers) {
    for (const placed of claimsOf(answer, part)) {
      const { claim } = placed
      if (!claim.verified) continue
      const candidate = { answer, placed, terms: termsOf(claim.text), quoteTerms: termsOf(claim.quote ?? '') }
      const best = gathered
        .filter((group) => group.every((one) => one.answer.id !== answer.id))
        .map((group) => ({ group, likeness: Math.max(...group.map((one) => belonging(one, candidate))) }))
        .toSorted((one, other) => other.likeness - one.likeness)[0]
      if (best !== undefined && best.likeness > 0) best.group.push(candidate)
      else gathered.push([candidate])
    }
  }
  return gathered.map((claims) => {
    const differences = differencesOf(claims.map(({ placed }) => placed))
    const verdict = claims.length === 1 ? 'only_one' : differences.length > 0 ? 'differ' : 'agree'
    return { part, verdict, differences, claims: claims.map(({ answer, placed }) => ({ answer, placed })) }
  })
}

/** How strongly two claims are about the same thing; 0 when they are not. */
function belonging(one: Candidate, other: Candidate): number {
  const byText = likenessOf(one.terms, other.terms)
  const byQuote = isSamePlace(one.placed.claim, other.placed.claim)
    ? likenessOf(one.quoteTerms, other.quoteTerms)
    : 0
  const isOne = byText >= alikeText || byQuote >= alikeQuote
  return isOne ? byText + byQuote : 0
}

function isSamePlace(one: VerifiedClaim, other: VerifiedClaim): boolean {
  return one.page === other.page && one.fileId === other.fileId
}

function differencesOf(claims: readonly PlacedClaim[]): Difference[] {
  const found = new Set<Difference>()
  for (const [at, { claim: one }] of claims.entries()) {
    for (const { claim: other } of claims.slice(at + 1)) {
      if (haveOtherNumbers(one, other)) found.add('numbers')
      if (denies(one.text) !== denies(other.text) && areBothWords(one, other)) found.add('negation')
      const [first, second] = [directionOf(one.text), directionOf(other.text)]
      if (first !== undefined && second !== undefined && first !== second) found.add('direction')
    }
  }
  return [...found]
}

// In different languages the words of denial do not stand where one would look for them.
const hangul = /\p{Script=Hangul}/u
const areBothWords = (one: VerifiedClaim, other: VerifiedClaim) =>
  hangul.test(one.text) === hangul.test(other.text)

type AnyClaim = PlacedClaim['claim']

/**
 * Whether two claims name other numbers for the same measure; where no measure tells, whether neither names a number that
 * the other one or its quote has too.
 */
function haveOtherNumbers(one: AnyClaim, other: AnyClaim): boolean {
  const [first, second] = [measuredIn(one), measuredIn(other)]
  for (const a of first) {
    const rivals = second.filter(
      (b) => likenessOf(a.measure, b.measure) >= alikeText && isComparable(a.quantity, b.quantity),
    )
    if (rivals.length > 0 && !rivals.some((b) => isSame(a.quantity, b.quantity))) return true
  }
  const [said, alsoSaid] = [numbersIn(one.text), numbersIn(other.text)]
  if (said.length === 0 || alsoSaid.length === 0) return false
  const [known, alsoKnown] = [
    numbersIn(`${one.text} ${one.quote}`),
    numbersIn(`${other.text} ${other.quote}`),
  ]
  const isKnown = (numbers: readonly Quantity[], to: readonly Quantity[]) =>
    numbers.some((number) => to.some((each) => isSame(number, each)))
  return !isKnown(said, alsoKnown) && !isKnown(alsoSaid, known)
}

function measuredIn(claim: AnyClaim) {
  if (!('numbers' in claim)) return []
  return claim.numbers.flatMap(({ measure, value, unit }) => {
    const quantity = toQuantity(value, unit)
    return quantity === undefined ? [] : [{ measure: termsOf(measure), quantity }]
  })
}

const numberWithUnit =
  /(?<![\p{L}\p{N}.])[-−]?\d[\d,]*(?:\.\d+)?(?:\s?(?:%p?|‰|percent|ppm|[nµμm]?s|sec(?:onds?)?|milliseconds?|minutes?|hours?|days?|[kmgt]i?b|thousand|million|billion|times|배|초|분|시간|만|억|퍼센트)(?!\p{L}))?/giu

function numbersIn(text: string): Quantity[] {
  return [...text.matchAll(numberWithUnit)].flatMap(([printed]) => toQuantity(printed, null) ?? [])
}
