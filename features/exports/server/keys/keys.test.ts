import { expect, test } from 'vitest'
import { cslItem } from '#contract/csl.ts'
import { BadFormula, defaultFormula, readFormula } from './formula.ts'
import { freeKeys, keySuffix } from './key-suffix.ts'
import { romaniseFamilyName, romaniseHangul } from './romanise-korean.ts'

const vaswani = cslItem.parse({
  type: 'paper-conference',
  title: 'Attention is All you Need: a study',
  author: [
    { family: 'Vaswani', given: 'Ashish' },
    { family: 'Shazeer', given: 'Noam' },
    { family: 'Parmar' },
    { family: 'Uszkoreit' },
  ],
  issued: { 'date-parts': [[2017]] },
  'container-title': 'Advances in Neural Information Processing Systems',
})
const korean = cslItem.parse({
  type: 'article-journal',
  title: '신라 시대의 한국어 정보 검색',
  author: [{ literal: '김철수' }],
  issued: { 'date-parts': [[2020]] },
})

test.each([
  [defaultFormula, 'vaswaniAttentionAllYou2017'],
  ['auth + year', 'Vaswani2017'],
  ['auth3.lower + shortyear', 'vas17'],
  ['auth(4).upper + "-" + year', 'VASW-2017'],
  ['authors(2) + year', 'VaswaniShazeerEtAl2017'],
  ['authors(4).lower', 'vaswanishazeerparmaruszkoreit'],
  ['auth + "_" + veryshorttitle.lower', 'Vaswani_attention'],
  ['shorttitle(2)', 'AttentionAll'],
  ['title.abbr', 'AAYNS'],
  ["journal.abbr + ':' + year", 'ANIPS:2017'],
  ['journal.capitalize', 'AdvancesInNeuralInformationProcessingSystems'],
  ['type.clean', 'paperconference'],
  ['"x, y" + year', 'xy2017'],
])('%s makes %s', (formula, key) => {
  expect(readFormula(formula, true)(vaswani)).toBe(key)
})

test('the first alternative that is whole counts, and a record of nothing still has a key', () => {
  const bare = cslItem.parse({ type: 'document', title: 'The' })
  expect(readFormula('auth + year | title.lower + "nd"', true)(bare)).toBe('thend')
  expect(readFormula('auth + year', true)(bare)).toBe('untitled')
})

test('Korean is romanised, or kept when the library does not fold', () => {
  expect(readFormula(defaultFormula, true)(korean)).toBe('kimSillaSidaeuiHangugeo2020')
  expect(readFormula(defaultFormula, false)(korean)).toBe('김신라시대의한국어2020')
})

test('accents fold, and Han and kana stay as they are', () => {
  const item = cslItem.parse({
    type: 'book',
    title: '情報検索 の Überblick',
    author: [{ family: 'Żółć-Øster' }],
  })
  expect(readFormula('auth + shorttitle', true)(item)).toBe('Zolc-Oster情報検索のUberblick')
})

test.each([
  ['auth + ', 'empty', 7, ''],
  ['auth + nonsense', 'unknown_name', 7, 'nonsense'],
  ['auth.shout', 'unknown_filter', 5, 'shout'],
  ['auth + "x', 'unclosed', 7, '"x'],
  ['shorttitle(3', 'unclosed', 10, '(3'],
  ['shorttitle(a)', 'bad_number', 11, 'a'],
  ['year(3)', 'too_many_numbers', 5, '3'],
  ['auth year', 'unexpected', 5, 'y'],
  ['[auth]', 'unexpected', 0, '['],
  ['', 'empty', 0, ''],
])('the formula %j is refused: %s at %i', (formula, fault, at, found) => {
  expect(() => readFormula(formula, true)).toThrow(BadFormula)
  try {
    readFormula(formula, true)
  } catch (error) {
    expect(error).toMatchObject({ fault, at, found })
  }
})

// The examples of the standard itself (notice 2000-8, chapters 2 and 3).
test.each([
  ['구미', 'gumi'],
  ['영동', 'yeongdong'],
  ['백암', 'baegam'],
  ['옥천', 'okcheon'],
  ['합덕', 'hapdeok'],
  ['호법', 'hobeop'],
  ['월곶', 'wolgot'],
  ['벚꽃', 'beotkkot'],
  ['한밭', 'hanbat'],
  ['구리', 'guri'],
  ['설악', 'seorak'],
  ['칠곡', 'chilgok'],
  ['임실', 'imsil'],
  ['울릉', 'ulleung'],
  ['대관령', 'daegwallyeong'],
  ['백마', 'baengma'],
  ['종로', 'jongno'],
  ['왕십리', 'wangsimni'],
  ['별내', 'byeollae'],
  ['신라', 'silla'],
  ['해돋이', 'haedoji'],
  ['같이', 'gachi'],
  ['좋고', 'joko'],
  ['놓다', 'nota'],
  ['잡혀', 'japhyeo'],
  ['낳지', 'nachi'],
  ['압구정', 'apgujeong'],
  ['낙동강', 'nakdonggang'],
  ['독립문', 'dongnimmun'],
])('%s is written %s', (hangul, latin) => {
  expect(romaniseHangul(hangul)).toBe(latin)
})

test('family names are written as their bearers write them', () => {
  expect(['김', '이', '박', '최', '남궁', '뷁'].map(romaniseFamilyName)).toEqual([
    'Kim',
    'Lee',
    'Park',
    'Choi',
    'Namkoong',
    'Bwek',
  ])
})

test('suffixes go on from z to aa, and pass over what is taken in any case', () => {
  expect([0, 1, 26, 27, 52, 53, 703].map(keySuffix)).toEqual(['', 'a', 'z', 'aa', 'az', 'ba', 'aaa'])
  expect(freeKeys(['Kim2020', 'kim2020', 'lee1', 'Kim2020'], new Set(['kim2020', 'kim2020b']))).toEqual([
    'Kim2020a',
    'kim2020c',
    'lee1',
    'Kim2020d',
  ])
})
