import { describe, expect, test } from 'vitest'
import { expectToSurvive, marked, type Page } from '../testing/expect-to-survive.ts'
import { diceOf, misread } from '../testing/extract-otherwise.ts'
import { englishPages, koreanPages } from '../testing/sample-pages.ts'
import { findPassage, groundOf } from './anchor.ts'
import { readableQuote } from './readable-quote.ts'

function find(
  pages: readonly Page[],
  quote: ReturnType<typeof marked>,
  at: { page: number; offset: number | null },
) {
  const found = findPassage(groundOf(pages), quote, at)
  return found?.spans.map(({ page, start, end }) => ({
    page,
    start,
    words: pages.find(({ number }) => number === page)?.text.slice(start, end),
  }))
}

const page = (text: string, number = 1): Page => ({ number, text })

describe('a quote is found again', () => {
  test('over other line ends, hyphens and ligatures', () => {
    const before = [page('We show that the eﬃcient transfor-\nmation of ﬁles is fast.')]
    const quote = marked(before, 1, 17, 50)
    expect(quote.exact).toBe('efficient transformation of files')
    const after = [page('We show that the efﬁcient\ntransformation of fi-\nles is fast.')]
    expect(find(after, quote, { page: 1, offset: 17 })?.[0]?.words).toBe(
      'efﬁcient\ntransformation of fi-\nles',
    )
  })

  test('at the right one of two places that read alike, by what stands around it', () => {
    const sentence = 'the rate was 61 percent'
    const text = `In spring ${sentence} of all. In autumn ${sentence} of most.`
    const second = text.lastIndexOf(sentence)
    const quote = marked([page(text)], 1, second, second + sentence.length)
    const moved = [page('A new first page.'), page(`Abstract. ${text}`, 2)]
    expect(find(moved, quote, { page: 1, offset: second })).toEqual([
      { page: 2, start: second + 'Abstract. '.length, words: sentence },
    ])
  })

  test('at the nearest place where even the surroundings are alike, as running heads are', () => {
    const pages = [1, 2, 3, 4].map((number) => page('Journal of Libraries and Their Readers', number))
    const quote = { exact: 'Libraries and Their Readers', prefix: '', suffix: '' }
    expect(find(pages, quote, { page: 3, offset: 11 })?.[0]?.page).toBe(3)
  })

  test('over the end of a page', () => {
    const pages = [page('It begins on the first'), page('page and ends on the next.', 2)]
    const quote = { exact: 'begins on the first page and ends', prefix: 'It ', suffix: ' on the next.' }
    expect(find(pages, quote, { page: 1, offset: 3 })).toEqual([
      { page: 1, start: 3, words: 'begins on the first' },
      { page: 2, start: 0, words: 'page and ends' },
    ])
  })

  test('in Korean, with other spaces and decomposed, never inside a syllable', () => {
    const pages = [page('각도가 아니라 가도를 말한다. 느긋한 교체 정책은 모든 크기에서 낫다.')]
    const quote = { exact: '교체정책은 모든크기에서', prefix: '느긋한 ', suffix: ' 낫다' }
    const decomposed = [page((pages[0]?.text ?? '').normalize('NFD'))]
    expect(find(decomposed, quote, { page: 1, offset: null })?.[0]?.words?.normalize('NFC')).toBe(
      '교체 정책은 모든 크기에서',
    )
    const short = { exact: '가도', prefix: '각도가 아니라 ', suffix: '를 말한다' }
    expect(find(pages, short, { page: 1, offset: 0 })?.[0]?.start).toBe(8)
  })

  test('with the signs at its edges that are no letters', () => {
    const pages = [page('It fell to −5 degrees; “so be it”, they said.')]
    const cold = { exact: '-5 degrees', prefix: 'It fell to ', suffix: '; so' }
    expect(find(pages, cold, { page: 1, offset: null })?.[0]?.words).toBe('−5 degrees')
    const said = { exact: '"so be it"', prefix: 'degrees; ', suffix: ', they said.' }
    expect(find(pages, said, { page: 1, offset: null })?.[0]?.words).toBe('“so be it”')
  })

  test('almost, and then it keeps its own words', () => {
    const pages = [page('The quikc brown f0x jumps ovcr the lazy dog.')]
    const quote = { exact: 'quick brown fox jumps over', prefix: 'The ', suffix: ' the lazy dog.' }
    const found = findPassage(groundOf(pages), quote, { page: 1, offset: null })
    expect(found?.quote).toEqual(quote)
    expect(found?.likeness).toBeLessThan(1)
    expect(found?.spans).toEqual([{ page: 1, start: 4, end: 30 }])
  })
})

describe('and is not found where it does not stand', () => {
  test.each([
    ['words of another paper', 'attention is all you need in these models', '', ''],
    ['a short word that stands elsewhere by chance', 'rate', 'the learning ', ' was halved each epoch'],
    ['a sentence of which only the beginning stands', 'the rate was two hundred requests per second', '', ''],
  ])('%s', (_, exact, prefix, suffix) => {
    const pages = [page('In spring the rate was 61 percent of all that we have seen in ten years.')]
    expect(find(pages, { exact, prefix, suffix }, { page: 1, offset: 0 })).toBeUndefined()
  })
})

test('a word broken at a line end is whole again, a compound keeps its hyphen', () => {
  const text = 'the transfor-\nmation of a state-of-the-\nart filter; a state-of-the-art index'
  expect(readableQuote(text.slice(0, text.indexOf(';')), text)).toBe(
    'the transformation of a state-of-the-art filter',
  )
})

test('any passage of the sample papers survives another extraction', () => {
  expect(expectToSurvive(englishPages, { seed: 1, count: 300 })).toBeGreaterThan(250)
  expect(expectToSurvive(koreanPages, { seed: 2, count: 300 })).toBeGreaterThan(250)
})

test('a passage of forty letters or more survives OCR that gets every tenth letter wrong', () => {
  const dice = diceOf(7)
  let right = 0
  for (let round = 0; round < 100; round++) {
    const { number, text } = englishPages[round % englishPages.length] ?? page('')
    const start = Math.floor(dice() * (text.length - 120))
    const quote = marked(englishPages, number, start, start + 60 + Math.floor(dice() * 60))
    const pages = englishPages.map((each) => page(misread(each.text, 0.1, dice), each.number))
    const [span] = findPassage(groundOf(pages), quote, { page: number, offset: start })?.spans ?? []
    if (span?.page === number && Math.abs(span.start - start) < 40) right++
  }
  expect(right).toBeGreaterThanOrEqual(97)
})
