import { expect, test } from 'vitest'
import { startOf } from './days.ts'
import { type FilterNames, readFilterLine, writeFilterLine } from './filter-line.ts'
import { type FilterSearch, filterSearch } from './search-filter.ts'

const idOf = (at: number) => `01890000-0000-7000-8000-00000000000${at}`
const names: FilterNames = {
  tags: ['nlp', 'nlp/기계 번역', 'a, b', '읽기', 'twin', 'Twin'].map((name, at) => ({ id: idOf(at), name })),
  collections: ['논문 초안', 'Reading "group"'].map((name, at) => ({ id: idOf(at), name })),
}

/** A row of numbers that is the same in every run. */
function dice(seed: number): (most: number) => number {
  let state = seed
  return (most) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return (state >> 8) % most
  }
}

const throwOf = dice(20_261_126)
const pick = <Item>(items: readonly Item[]): Item => {
  const item = items[throwOf(items.length)]
  if (item === undefined) throw new Error('nothing to pick from')
  return item
}
const maybe = <Value>(value: () => Value) => (throwOf(3) === 0 ? value() : undefined)
const some = <Item>(items: readonly Item[]) => items.filter(() => throwOf(3) === 0)

/** Any state of the controls, as the address of it. */
function anySearch(): FilterSearch {
  const ids = names.tags.map(({ id }) => id)
  const year = () => 1000 + throwOf(1200)
  const day = () => `${1900 + throwOf(200)}-0${1 + throwOf(9)}-${10 + throwOf(18)}`
  const anyTags = some(ids)
  return normal(
    filterSearch.parse({
      q: maybe(() =>
        pick(['deep graph', '"exact phrase" -survey', '한국어 "열린', '-author:kim 검색', 'title:x']),
      ),
      library: maybe(() => idOf(9)),
      rating: maybe(() => 1 + throwOf(10)),
      status: maybe(() => some(['unread', 'reading', 'read', 'set_aside'])),
      collection: maybe(() => pick(names.collections).id),
      tags: maybe(() => some(ids)),
      anyTags: maybe(() => (anyTags.length === 1 ? [] : anyTags)),
      noTags: maybe(() => some(ids)),
      from: maybe(year),
      to: maybe(year),
      venue: maybe(() => pick(['Nature', 'Proc. of "X"', '정보과학회, 논문지', ' padded '])),
      author: maybe(() => pick(['김철수', 'van den Berg', 'O’Neil', '-x', 'a:b', '각'.normalize('NFD')])),
      publishedFrom: maybe(day),
      publishedBefore: maybe(day),
      addedFrom: maybe(() => pick([startOf(day()), '2024-01-31T10:20:30.123Z'])),
      addedBefore: maybe(() => startOf(day())),
      within: maybe(() => 1 + throwOf(3000)),
      pdf: maybe(() => pick([true, false])),
      notes: maybe(() => pick([true, false])),
      highlights: maybe(() => pick([true, false])),
      analysis: maybe(() => pick([true, false])),
      lang: maybe(() => pick(['en', 'ko', 'ja', 'zh'])),
    }),
  )
}

/** Without what says nothing, so that equal filters look equal. */
function normal(search: FilterSearch): FilterSearch {
  return filterSearch.parse(
    Object.fromEntries(
      Object.entries(search).filter(
        ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
      ),
    ),
  )
}

test('700 states of the controls come back from the line as they were, in both languages', () => {
  let wordless = 0
  for (let run = 0; run < 700; run += 1) {
    const search = anySearch()
    for (const language of ['en', 'ko'] as const) {
      const { line, left } = writeFilterLine(search, names, language)
      expect(normal(readFilterLine({ ...left, q: line }, names)), line).toEqual(search)
      wordless += Object.keys(normal(left)).filter((name) => name !== 'library').length
    }
  }
  // Twins, instants within a day, turned ranges and what quotation marks cannot hold; all else has its words.
  expect(wordless / 1_400).toBeLessThan(1.5)
})

test('700 lines are written in one way once they are read, and mean the same then', () => {
  const scraps = [
    'deep',
    '"a phrase"',
    '-survey',
    'author:kim',
    '저자:"김 철수"',
    'tag:nlp',
    'tag:nlp,읽기',
    '-tag:"a, b"',
    'tag:unknown',
    'collection:"논문 초안"',
    'rating:>=4',
    'rating:3..5',
    'year:2019..2023',
    '연도:<2000',
    'published:2024-02',
    'added:2024',
    '추가:30일',
    'status:unread,reading',
    '-status:read',
    'has:pdf',
    '-has:notes',
    'lang:ko',
    'autor:x',
    'rating:99',
  ]
  for (let run = 0; run < 700; run += 1) {
    const q = Array.from({ length: 1 + throwOf(8) }, () => pick(scraps)).join(' ')
    const read = readFilterLine({ q }, names)
    const { line, left } = writeFilterLine(read, names, 'en')
    const again = readFilterLine({ ...left, q: line }, names)
    expect(normal(again), q).toEqual(normal(read))
    expect(writeFilterLine(again, names, 'en').line).toBe(line)
  }
})

test('a line says what a person would have written', () => {
  const [nlp = '', mt = '', comma = ''] = names.tags.map(({ id }) => id)
  const search = filterSearch.parse({
    q: '검색',
    rating: 8,
    tags: [nlp],
    noTags: [comma],
    from: 2019,
    to: 2023,
    publishedFrom: '2024-02-01',
    publishedBefore: '2024-03-01',
    pdf: false,
  })
  expect(writeFilterLine(search, names, 'en')).toEqual({
    line: 'rating:>=4 tag:nlp -tag:"a, b" year:2019..2023 published:2024-02-01..2024-02-29 -has:pdf 검색',
    left: {},
  })
  expect(writeFilterLine({ anyTags: [nlp, mt], within: 30 }, names, 'ko').line).toBe(
    '태그:nlp,"nlp/기계 번역" 추가:30일',
  )
})
