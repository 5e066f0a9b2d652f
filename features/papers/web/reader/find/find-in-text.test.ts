import { expect, test } from 'vitest'
import { findInText } from './find-in-text.ts'
import { foldText } from './fold-text.ts'

const anyhow = { keepsCase: false, wholeWords: false }

/** What stands at the places that are found. */
function found(words: string, text: string, options = anyhow): string[] {
  return findInText(words, foldText(text), options).map(({ start, end }) => text.slice(start, end))
}

test('case, accents, ligatures and typographic quotes do not count', () => {
  expect(found('godel', 'Gödel, GÖDEL and go\u0308del')).toEqual(['Gödel', 'GÖDEL', 'go\u0308del'])
  expect(found('efficient', 'eﬃcient and EFFICIENT')).toEqual(['eﬃcient', 'EFFICIENT'])
  expect(found("reader's", 'the reader’s eye')).toEqual(['reader’s'])
  expect(found('naïve', 'a naive one')).toEqual(['naive'])
})

test('a word divided at the end of a line is found whole, and marked with its hyphen', () => {
  expect(found('examining', 'by examin-\ning it, examining')).toEqual(['examin-\ning', 'examining'])
  expect(found('state-of-the-art', 'the state-of-\nthe-art')).toEqual(['state-of-\nthe-art'])
  expect(found('quiet lantern', 'a quiet\nlantern, a quiet  lantern')).toEqual([
    'quiet\nlantern',
    'quiet  lantern',
  ])
  expect(found('pages 1-2', 'pages 12 and pages 1-2')).toEqual(['pages 1-2'])
  expect(found('a b', 'a - b')).toEqual([])
})

test('Korean is found over line ends and however it is spaced or composed', () => {
  expect(found('정보검색', '한국어 정보 검색과 정보\n검색, 정보검색')).toEqual([
    '정보 검색',
    '정보\n검색',
    '정보검색',
  ])
  expect(found('정보 검색', '정보검색')).toEqual(['정보검색'])
  expect(found('검색'.normalize('NFD'), '정보 검색은')).toEqual(['검색'])
  expect(found('하', '한국')).toEqual([])
})

test('whole words: a part of a word is none, a Korean noun with its particle is one', () => {
  const whole = { keepsCase: false, wholeWords: true }
  expect(found('art', 'art, part, arts, (art)', whole)).toEqual(['art', 'art'])
  expect(found('논문', '논문은 석사논문 논문집 논문', whole)).toEqual(['논문', '논문'])
})

test('capitals count when they are to, and places are offsets into the text as it is', () => {
  expect(found('Will', 'will Will WILL', { keepsCase: true, wholeWords: false })).toEqual(['Will'])
  expect(findInText('b', foldText('ﬃ b'), anyhow)).toEqual([{ start: 2, end: 3 }])
  expect(findInText('ﬁn', foldText('a fin'), anyhow)).toEqual([{ start: 2, end: 5 }])
  expect(findInText('  ', foldText('a b'), anyhow)).toEqual([])
})

test('hits do not overlap, and no more are looked for than are wanted', () => {
  expect(found('aa', 'aaaaa')).toHaveLength(2)
  expect(findInText('a', foldText('aaaaa'), anyhow, 3)).toHaveLength(3)
})
