import { expect, test } from 'vitest'
import { type QueryPart, readQuery } from '../contract/query-line.ts'
import { writeCondition } from '../contract/write-query.ts'

/** The parts of a question without their places. */
const partsOf = (text: string) =>
  readQuery(text).parts.map((part) =>
    part.kind === 'condition'
      ? { ...part.condition, ...(part.negated && { negated: true }) }
      : `${part.negated ? '-' : ''}${part.kind === 'phrase' ? `"${part.text}"` : part.text}`,
  )

test('words, phrases, exclusions and fields are told apart, each where it stands', () => {
  const text = 'deep author:kim journal:"Nature" -"survey" "exact phrase" -review year:2019..2023'
  expect(partsOf(text)).toEqual([
    'deep',
    { field: 'author', value: 'kim' },
    { field: 'journal', value: 'Nature' },
    '-"survey"',
    '"exact phrase"',
    '-review',
    { field: 'year', from: 2019, to: 2023 },
  ])
  expect(readQuery(text).parts.map(({ from, to }) => text.slice(from, to))).toEqual([
    'deep',
    'author:kim',
    'journal:"Nature"',
    '-"survey"',
    '"exact phrase"',
    '-review',
    'year:2019..2023',
  ])
})

test.each([
  ['rating:>=4', { field: 'rating', from: 8 }],
  ['rating:>4', { field: 'rating', from: 9 }],
  ['rating:3.5', { field: 'rating', from: 7, to: 7 }],
  ['rating:4..2', { field: 'rating', from: 4, to: 8 }],
  ['year:<2000', { field: 'year', to: 1999 }],
  ['year:2019..', { field: 'year', from: 2019 }],
  ['added:>2024-01-01', { field: 'added', from: '2024-01-02' }],
  ['added:2024', { field: 'added', from: '2024-01-01', before: '2025-01-01' }],
  ['added:2024-02', { field: 'added', from: '2024-02-01', before: '2024-03-01' }],
  ['status:unread,reading', { field: 'status', value: ['unread', 'reading'] }],
  ['has:pdf', { field: 'has', value: 'pdf' }],
  ['lang:ko', { field: 'lang', value: 'ko' }],
  ['-tag:nlp/mt', { field: 'tag', value: ['nlp/mt'], negated: true }],
  ['저자:김철수', { field: 'author', value: '김철수' }],
  ['학술지："한국정보과학회"', { field: 'journal', value: '한국정보과학회' }],
  ['평점:≥4.5', { field: 'rating', from: 9 }],
  ['연도:2019~2023', { field: 'year', from: 2019, to: 2023 }],
  ['상태:안읽음', { field: 'status', value: ['unread'] }],
  ['태그:논문'.normalize('NFD'), { field: 'tag', value: ['논문'] }],
  ['tag:nlp,"기계 번역, 통계",읽기', { field: 'tag', value: ['nlp', '기계 번역, 통계', '읽기'] }],
  ['컬렉션:"논문 초안"', { field: 'collection', value: '논문 초안' }],
  ['published:2024-02..', { field: 'published', from: '2024-02-01' }],
  ['발행:2019~2023', { field: 'published', from: '2019-01-01', before: '2024-01-01' }],
  ['added:30d', { field: 'added', days: 30 }],
  ['언어:한국어', { field: 'lang', value: 'ko' }],
])('%s is read as what it means', (text, condition) => {
  expect(partsOf(text)).toEqual([condition])
  expect(readQuery(text).faults).toEqual([])
})

test('a bad part says where and why, and the rest still holds', () => {
  const text =
    'graph rating:9 year:20x9 autor:kim status:done has:gold lang:xx added:2024-13-01 author: "open'
  const { faults } = readQuery(text)
  expect(faults.map(({ code, from, to }) => [code, text.slice(from, to)])).toEqual([
    ['bad_rating', 'rating:9'],
    ['bad_year', 'year:20x9'],
    ['unknown_field', 'autor:kim'],
    ['bad_status', 'status:done'],
    ['bad_has', 'has:gold'],
    ['bad_language', 'lang:xx'],
    ['bad_date', 'added:2024-13-01'],
    ['no_value', 'author:'],
    ['unclosed_quote', '"open'],
  ])
  expect(partsOf(text)).toEqual(['graph', 'kim', '"open"'])
})

test('a pasted title, an address and an identifier are words and no fault', () => {
  for (const text of [
    'Attention: a survey',
    'https://doi.org/10.1/x',
    'doi:10.1145/329 arXiv:1706.03762',
    'a - b -',
  ]) {
    expect([text, readQuery(text).faults]).toEqual([text, []])
    expect(readQuery(text).parts.every(({ kind }) => kind === 'word')).toBe(true)
  }
})

test('what is written of a condition is read back the same, in both languages', () => {
  const texts = [
    'author:"van den Berg"',
    'title:graph',
    'rating:>=3.5',
    'rating:<=2',
    'year:1999',
    'year:2001..2004',
    'added:2024-02-29',
    'added:>=2024-01-05',
    'added:<2024-01-05',
    'added:2024',
    'status:unread,set_aside',
    'has:notes',
    'tag:a,"b c"',
    'collection:"두 낱말"',
    'published:<2024-01-05',
    '추가:7일',
    '-lang:ja',
    '태그:"두 낱말"',
  ]
  for (const text of texts) {
    const [part] = readQuery(text).parts
    if (part?.kind !== 'condition') throw new Error(`${text} is no condition`)
    for (const language of ['en', 'ko'] as const) {
      const [again] = readQuery(writeCondition(part.condition, language, part.negated)).parts
      expect(again).toMatchObject({ condition: part.condition, negated: part.negated })
    }
  }
})

/** A row of numbers that is the same in every run. */
function dice(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % most
  }
}

test('5,000 odd questions are read without failing, and every part stands where it says', () => {
  const throwOf = dice(7)
  const scraps = [
    'author:',
    'year:',
    'rating:',
    'added:',
    '..',
    '>=',
    '-',
    '"',
    '“',
    ' ',
    '\0',
    '\u0007',
    '😀',
    '\ud800',
    'שלום',
    '‮',
    '한글',
    '漢字',
    "';--",
    '|&!',
    'kim',
    '2019',
    ':',
    '：',
    '연도:',
    '\n',
    'x'.repeat(400),
  ]
  for (let run = 0; run < 5_000; run += 1) {
    const text = Array.from({ length: throwOf(14) }, () => scraps[throwOf(scraps.length)]).join('')
    const { parts, faults } = readQuery(text)
    let end = 0
    for (const { from, to } of parts satisfies readonly QueryPart[]) {
      expect(from).toBeGreaterThanOrEqual(end)
      expect(to).toBeGreaterThan(from)
      end = to
    }
    expect(end).toBeLessThanOrEqual(text.length)
    for (const fault of faults) expect(text.slice(fault.from, fault.to)).toBe(fault.text)
  }
})
