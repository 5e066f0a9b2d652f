import { describe, expect, test } from 'vitest'
import { answerId } from '#contract/ids.ts'
import type { AnalysisAnswer, VerifiedFindings } from '../../contract.ts'
import { alignClaims } from './align-claims.ts'
import { isSame, toQuantity } from './quantity.ts'

function same(one: [string, string | null], other: [string, string | null]): boolean {
  const [a, b] = [toQuantity(...one), toQuantity(...other)]
  return a !== undefined && b !== undefined && isSame(a, b)
}

describe('numbers are the same', () => {
  test.each<[[string, string | null], [string, string | null]]>([
    [
      ['4.2', '%'],
      ['0.042', null],
    ],
    [
      ['4.2 %', null],
      ['42', 'per mille'],
    ],
    [
      ['0.042', null],
      ['42 ‰', null],
    ],
    [
      ['1500', 'ms'],
      ['1.5', 's'],
    ],
    [
      ['90', 'seconds'],
      ['1.5 min', null],
    ],
    [
      ['2,418,077', 'requests'],
      ['2418077', null],
    ],
    [
      ['12 million', 'parameters'],
      ['12,000,000', 'parameters'],
    ],
    [
      ['3 × 10^-4', null],
      ['0.0003', null],
    ],
    [
      ['28.4', 'BLEU'],
      ['28.4', null],
    ],
    [
      ['4.2', '%'],
      ['4.2', null],
    ],
    [
      ['74.8', '%'],
      ['74.83', '%'],
    ],
    [
      ['1.5', '초'],
      ['1500', '밀리초'],
    ],
    [
      ['12', '만'],
      ['120,000', null],
    ],
  ])('%j and %j', (one, other) => expect(same(one, other)).toBe(true))
})

describe('numbers are not the same', () => {
  test.each<[[string, string | null], [string, string | null]]>([
    [
      ['4.2', '%'],
      ['0.42', null],
    ],
    [
      ['4.2', '%'],
      ['4.2', 's'],
    ],
    [
      ['4.2', '%'],
      ['4.2', 'percentage points'],
    ],
    [
      ['1.5', 's'],
      ['1.5', 'ms'],
    ],
    [
      ['74.8', '%'],
      ['74.9', '%'],
    ],
    [
      ['12', null],
      ['13', null],
    ],
    [
      ['-3.1', '%'],
      ['3.1', '%'],
    ],
    [
      ['1', 'MB'],
      ['1', 'MiB'],
    ],
  ])('%j and %j', (one, other) => expect(same(one, other)).toBe(false))
})

type Said = { text: string; quote?: string; verified?: boolean; numbers?: [string, string, string | null][] }

function answerOf(place: number, findings: Said[]): AnalysisAnswer {
  const stated: VerifiedFindings['findings'] = findings.map(
    ({ text, quote, verified = true, numbers = [] }) => ({
      text,
      quote: quote ?? text,
      verified,
      doubt: verified ? null : 'not_found',
      page: verified ? 2 : null,
      fileId: null,
      rectangles: [],
      numbers: numbers.map(([measure, value, unit]) => ({ measure, value, unit })),
    }),
  )
  const none = { methods: [], data: [], limitations: [], contributions: [], keyTerms: [], suggestedTags: [] }
  return {
    id: answerId.parse(`0197a1c0-0000-7000-8000-00000000000${place}`),
    provider: 'openai-compatible',
    insteadOf: null,
    label: `Reader ${place}`,
    model: 'm',
    extractive: false,
    state: 'answered',
    stage: null,
    progressPercent: 100,
    error: null,
    errorDetail: null,
    findings: { summary: [], researchQuestion: null, ...none, findings: stated },
    usage: null,
    costMicroUsd: null,
    durationMs: null,
    promptVersion: 1,
    inputHash: null,
    stale: [],
    reusedFrom: null,
    truncatedAtPage: null,
    jobId: null,
  }
}

/** What comes of what two readers say, in the order it is shown. */
function jury(one: Said[], other: Said[]) {
  return alignClaims([answerOf(1, one), answerOf(2, other)]).map(({ verdict, differences, claims }) =>
    [verdict, ...differences, claims.length].join(' '),
  )
}

describe('claims of two readers', () => {
  const hitRate = 'Lazy eviction raises the hit rate from 61.2% to 74.8%'

  test('agree when they rest on the same words, however they put it', () => {
    expect(
      jury(
        [{ text: 'The hit rate rises to 74.8%.', quote: hitRate, numbers: [['hit rate', '74.8', '%']] }],
        [{ text: '적중률이 0.748로 오른다.', quote: hitRate, numbers: [['hit rate', '0.748', null]] }],
      ),
    ).toEqual(['agree 2'])
  })

  test('agree when each names another number of the same quote', () => {
    const one = { text: 'Before, the hit rate was 61.2%.', quote: hitRate }
    expect(jury([one], [{ text: 'The hit rate is 74.8% now.', quote: hitRate }])).toEqual(['agree 2'])
  })

  test.each<[string, Said, Said]>([
    [
      'numbers',
      { text: 'The hit rate of lazy eviction is 74.8%', numbers: [['hit rate', '74.8', '%']] },
      { text: 'The hit rate of lazy eviction is 0.784', numbers: [['hit rate', '0.784', null]] },
    ],
    [
      'numbers',
      { text: 'The log holds 412 requests a second' },
      { text: 'The log holds 421 requests a second' },
    ],
    [
      'negation',
      { text: 'The difference was significant for small caches' },
      { text: 'The difference was not significant for small caches' },
    ],
    [
      'direction',
      { text: 'Waiting increases the cost of each request' },
      { text: 'Waiting reduces the cost of each request' },
    ],
    ['negation', { text: '두 정책의 차이가 유의하였다' }, { text: '두 정책의 차이가 유의하지 않았다' }],
  ])('differ in %s', (difference, one, other) =>
    expect(jury([one], [other])).toEqual([`differ ${difference} 2`]),
  )

  test('that nobody shares stand alone, and disagreements come first', () => {
    const shared = { text: 'The policy keeps one queue and has no parameter' }
    expect(
      jury(
        [
          shared,
          { text: 'The proof bounds the worst case' },
          { text: 'The log holds 412 requests a second' },
        ],
        [
          shared,
          { text: 'The log holds 421 requests a second' },
          { text: 'Energy was measured', verified: false },
        ],
      ),
    ).toEqual(['differ numbers 2', 'only_one 1', 'agree 2'])
  })
})
