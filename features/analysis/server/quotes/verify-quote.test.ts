import { describe, expect, test } from 'vitest'
import { englishPaper, koreanPaper } from '../testing/sample-papers.ts'
import { prepareQuotes, verifyQuote } from './verify-quote.ts'

const inEnglish = prepareQuotes(englishPaper)
const inKorean = prepareQuotes(koreanPaper)

/** The printed words of a verified quote. */
function printed(pages: typeof englishPaper, quote: string, claimedPage?: number): string {
  const verdict = verifyQuote(quote, pages, claimedPage)
  if (!verdict.verified) return verdict.reason
  return verdict.spans
    .map(({ page, start, end }) => pages.find(({ number }) => number === page)?.text.slice(start, end))
    .join(' | ')
}

describe('a genuine quote is found', () => {
  test.each([
    ['as printed', 'Reading lists grow faster than people read.', 1],
    [
      'over a line end',
      'what was not touched for the longest time, which is efficient but blind to intent',
      1,
    ],
    ['over a hyphenated line end', 'Their transformation rules need tuning for every workload.', 1],
    ['over a compound broken at its hyphen', 'removed by a state-of-the-art filter', 2],
    ['with other quotation marks and dots around', '“...A reader who opens a paper twice in one week...”', 1],
    ['with a capital where the sentence was cut', 'Lazy eviction raises the hit rate from 61.2% to 74.8%', 1],
    ['with a full stop where the sentence goes on', 'The policy uses a single queue.', 2],
    ['inside a sentence', 'collected from a public library between January 2024 and June 2025', 2],
    ['its own negation included', 'The gain does not come from a larger cache', 1],
    [
      'with dots in brackets at both ends',
      '[...] delays the decision until a paper is asked for again[…] ',
      1,
    ],
    [
      'with dots for words of the same sentence',
      'On eighteen months of requests … lazy eviction raises the hit rate',
      1,
    ],
    ['with a dash of another kind', 'removed by a state—of—the—art filter', 2],
  ])('%s', (_, quote, page) => expect(inEnglish(quote)).toMatchObject({ verified: true, page }))

  test.each([
    ['as printed', '읽기 목록은 사람이 읽는 속도보다 빠르게 늘어난다.', 1],
    ['over a line end', '캐시가 언제 잊어야 하는지를 밝히는 것이다', 1],
    ['with other spacing', '제안하는정책은 매개 변수가없으며 기존서버에 쉽게 추가할수있다', 1],
    ['decomposed', '느긋한 교체 정책은 모든 크기에서'.normalize('NFD'), 2],
    ['with its negation', '두 정책의 차이가 통계적으로 유의하지 않았다', 2],
  ])('in Korean: %s', (_, quote, page) => expect(inKorean(quote)).toMatchObject({ verified: true, page }))

  test('over a page break, past the page number and the running heads', () => {
    const quote = 'The difference was not significant for caches smaller than fifty entries.'
    expect(printed(englishPaper, quote)).toBe(
      'The difference was not significant for caches | smaller than fifty entries.',
    )
  })

  test('and its place is given to the letter', () => {
    expect(printed(englishPaper, 'which is efficient but blind to intent')).toBe(
      'which is eﬃcient but\nblind to intent',
    )
    expect(printed(koreanPaper, '"항목이 1,000개일때 적중률은 74.8%로 나타났다."')).toBe(
      '항목이 1,000개일 때 적중률은 74.8%로 나타났다.',
    )
  })

  test('on the claimed page when it stands on several, else where it stands', () => {
    const twice = [
      { number: 4, text: 'We repeat ourselves when the matter is important enough.' },
      { number: 9, text: 'As said: we repeat ourselves when the matter is important enough.' },
    ]
    const quote = 'We repeat ourselves when the matter is important'
    expect(verifyQuote(quote, twice)).toMatchObject({ page: 4 })
    expect(verifyQuote(quote, twice, 9)).toMatchObject({ page: 9 })
    expect(verifyQuote(quote, twice, 7)).toMatchObject({ page: 4 })
  })
})

describe('in a badly read scan', () => {
  const pages = [
    {
      number: 1,
      text: `Every rnodel of the cache was rneasured twice. A model is clear when it fits the cache, and the cache
fits a model. We rneasure each model. The f0rgetting of the cache is not clear, and the ruleof the cache is
the rule of the model. Of all rule models the measured ones were measured once, when x1 was 10. A rule is measured.`,
    },
  ]
  const isFound = (quote: string) => verifyQuote(quote, pages).verified

  test('letters that look like the ones meant are set right where the paper knows the word', () => {
    expect(isFound('Every model of the cache was measured twice')).toBe(true)
    expect(isFound('The forgetting of the cache is not clear')).toBe(true)
    expect(isFound('and the rule of the cache is the rule')).toBe(true)
  })

  test.each([
    ['a word the paper does not know', 'A model is dear when it fits the cache'],
    [
      'a word the paper knows as well as the printed one',
      'Of all rule rnodels the measured ones were measured',
    ],
    ['a number', 'the measured ones were measured once, when x1 was 1O'],
    ['a name', 'the measured ones were measured once, when xl was 10'],
    ['another letter beside a misread one', 'The fargetting of the cache is not clear'],
    ['a negation', 'The forgetting of the cache is now clear'],
  ])('but never %s', (_, quote) => expect(isFound(quote)).toBe(false))
})

describe('a fabricated quote is not', () => {
  test.each([
    ['a word swapped', 'Reading lists grow slower than people read.', 'not_found'],
    ['a number swapped', 'raises the hit rate from 61.2% to 74.9%', 'not_found'],
    ['numbers exchanged', 'raises the hit rate from 74.8% to 61.2%', 'not_found'],
    ['a comparison turned', 'the hit rate was 74.8% against 61.2% (p > 0.001)', 'not_found'],
    ['a negation added', 'lazy eviction does not raise the hit rate', 'not_found'],
    ['a negation taken out', 'The gain does come from a larger cache', 'not_found'],
    ['a negation jumped over by dots', 'The difference was ... significant for caches', 'not_found'],
    ['a contrast jumped over by dots', 'which is efficient ... to intent', 'not_found'],
    [
      'two sentences joined by dots',
      'the decision until a paper is ... at equal memory it still misses',
      'not_found',
    ],
    ['dots over a whole page', 'Reading lists grow faster … smaller than fifty entries', 'not_found'],
    ['two sentences spliced', 'Reading lists grow faster than the usual rule', 'not_found'],
    ['a sentence of another paper', 'Attention is all you need in these models', 'not_found'],
    ['spaces that make another word', 'one that for gets by rule', 'not_found'],
    ['begun inside a number', '418,077 requests for 91,344 papers', 'cut_inside_word'],
    ['begun after a decimal point', '4 microseconds per request on average', 'cut_inside_word'],
    ['cut in a word', 'viction raises the hit rate from 61.2%', 'cut_inside_word'],
    ['cut in a number', 'raises the hit rate from 61.2% to 74', 'cut_inside_word'],
    ['cut before its percent sign', 'raises the hit rate from 61.2% to 74.8', 'cut_inside_word'],
    ['cut out of its negation', 'significant for caches smaller than fifty entries', 'cut_from_negation'],
    ['too short to prove anything', 'the hit rate', 'too_short'],
    ['empty', '', 'too_short'],
    ['nothing but marks', '… — “” ... ??', 'too_short'],
  ])('%s', (_, quote, expected) => {
    const verdict = inEnglish(quote)
    expect(verdict.verified ? 'verified' : verdict.reason).toBe(expected)
  })

  test.each([
    ['a word swapped', '읽기 목록은 사람이 읽는 속도보다 느리게 늘어난다.', 'not_found'],
    ['a number swapped', '적중률이 61.2%에서 78.4%로 향상되었다', 'not_found'],
    ['a negation taken out', '두 정책의 차이가 통계적으로 유의하였다', 'not_found'],
    ['cut before its negation', '두 정책의 차이가 통계적으로 유의하지', 'cut_from_negation'],
    ['cut in a word', '작은 캐시에서는 두 정책의 차이가 통계적으로 유', 'cut_inside_word'],
    ['cut in a syllable', '작은 캐시에서는 두 정책의 차이가 통계적으로 유의하지 아', 'cut_inside_word'],
  ])('in Korean: %s', (_, quote, expected) => {
    const verdict = inKorean(quote)
    expect(verdict.verified ? 'verified' : verdict.reason).toBe(expected)
  })

  test('cut out of "insignificant", "non-significant" or "risk-free"', () => {
    const text = `There was an insignificant difference between both of the groups, a non-
significant difference between all of the others, and everything was nearly risk-free.`
    const check = (quote: string) => verifyQuote(quote, [{ number: 1, text }])
    expect(check('significant difference between both')).toMatchObject({ reason: 'cut_inside_word' })
    expect(check('significant difference between all of')).toMatchObject({ reason: 'cut_inside_word' })
    expect(check('and everything was nearly risk')).toMatchObject({ reason: 'cut_inside_word' })
  })

  test('words on both sides of a page break with other words between', () => {
    const pages = [
      { number: 1, text: 'a\nb\nc\nThe treated plants were\nfoot of this page alone' },
      { number: 2, text: 'not taller than the plants of the control group.\nd\ne\nf\ng' },
    ]
    expect(verifyQuote('The treated plants were taller than the plants', pages).verified).toBe(false)
  })
})

/** Repeatable random numbers (mulberry32), so that a failure can be run again. */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

describe('any stretch of whole words of a page', () => {
  const random = seeded(20_261_123)
  const stretches = Array.from({ length: 300 }, () => {
    const page = englishPaper[Math.floor(random() * englishPaper.length)] ?? englishPaper[0]
    const words = (page?.text ?? '').split(/(?<=[^-])\s+/)
    const length = 8 + Math.floor(random() * 12)
    const from = Math.floor(random() * (words.length - length))
    return words
      .slice(from, from + length)
      .join(' ')
      .replace(/-\n/g, '')
  })
  const asWords = (quote: string) => quote.split(' ')

  test.each(['cann0t', 'witb0ut', 'bardly', 'fai1s to'])(
    'is refused when it was cut from the misread negation “%s”',
    (misread) => {
      const text = `The tool ${misread} simulate many errors such as the failure of a node.`
      const verdict = verifyQuote('simulate many errors such as the failure of a node', [{ number: 1, text }])
      expect(verdict).toEqual({ verified: false, reason: 'cut_from_negation' })
    },
  )

  test('is verified, or refused because it was cut from a negation or a number', () => {
    const reasons = stretches.map((quote) => {
      const verdict = inEnglish(quote)
      return verdict.verified ? 'verified' : verdict.reason
    })
    expect(reasons.filter((reason) => reason === 'not_found' || reason === 'too_short')).toEqual([])
    expect(reasons.filter((reason) => reason === 'verified').length).toBeGreaterThan(260)
  })

  test('is refused with one of its words exchanged, left out or negated, or a digit changed', () => {
    let fabricated = 0
    for (const quote of stretches) {
      const words = asWords(quote)
      const at = 1 + Math.floor(random() * (words.length - 2))
      const changed = [
        words.with(at, 'umbrella'),
        words.toSpliced(at, 1),
        words.toSpliced(at, 0, 'not'),
        ...(/\d/.test(quote)
          ? [[quote.replace(/\d/, (digit) => String((Number(digit) + 1 + Math.floor(random() * 8)) % 10))]]
          : []),
      ]
      for (const fabrication of changed) {
        expect(inEnglish(fabrication.join(' ')), fabrication.join(' ')).toMatchObject({ verified: false })
        fabricated++
      }
    }
    expect(fabricated).toBeGreaterThan(900)
  })
})
