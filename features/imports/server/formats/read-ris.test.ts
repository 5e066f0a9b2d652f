import { expect, test } from 'vitest'
import { displayName } from '#contract/csl.ts'
import { readRis } from './read-ris.ts'

const record = (...lines: string[]) => ['TY  - JOUR', 'TI  - T', ...lines, 'ER  - ', ''].join('\n')
const first = (text: string) => readRis(text).entries[0]
const csl = (...lines: string[]) => first(record(...lines))?.csl

test('reads an article of a publisher’s page', () => {
  const { entries, problems } = readRis(`TY  - JOUR
T1  - From Basic to Applied:  Research
AU  - Light, Janice
AU  - McNaughton, David
Y1  - 2014/06/01
PY  - 2014
DA  - 2014/06/01
N1  - doi: 10.3109/07434618.2014.906498
DO  - 10.3109/07434618.2014.906498
T2  - Augmentative and Alternative Communication
JF  - Augmentative and Alternative Communication
JO  - Augment Altern Commun
SP  - 99
EP  - 105
VL  - 30
IS  - 2
KW  - one
KW  - two
SN  - 0743-4618
M3  - doi: 10.3109/07434618.2014.906498
UR  - http://dx.doi.org/10.3109/07434618.2014.906498
ER  -
`)
  expect(problems).toEqual([])
  expect(entries[0]).toMatchObject({ line: 1, keywords: ['one', 'two'] })
  expect(entries[0]?.csl).toEqual({
    type: 'article-journal',
    title: 'From Basic to Applied: Research',
    author: [
      { family: 'Light', given: 'Janice' },
      { family: 'McNaughton', given: 'David' },
    ],
    issued: { 'date-parts': [[2014, 6, 1]] },
    'container-title': 'Augmentative and Alternative Communication',
    'container-title-short': 'Augment Altern Commun',
    volume: '30',
    issue: '2',
    page: '99-105',
    ISSN: '0743-4618',
    DOI: '10.3109/07434618.2014.906498',
    URL: 'http://dx.doi.org/10.3109/07434618.2014.906498',
  })
})

test.each([
  [['Y1  - 1900/01/01', 'DA  - 1950/01/01'], [[1950, 1, 1]]],
  [['PY  - 2009///'], [[2009]]],
  [['PY  - 2016/12//'], [[2016, 12]]],
  [['PY  - 2010', 'DA  - Mar 15'], [[2010, 3, 15]]],
  [['PY  - 2010', 'DA  - 03/15'], [[2010, 3, 15]]],
  [['PY  - 2013', 'Y1  - 2013/04/18'], [[2013, 4, 18]]],
  [['Y1  - 2013', 'PY  - 2013/04/18', 'PY  - 2013/02/15/received'], [[2013, 4, 18]]],
])('takes the date from %j', (lines, parts) => {
  expect(csl(...lines)?.issued).toEqual({ 'date-parts': parts })
})

test.each([
  [['JO  - Short'], 'Short'],
  [['JO  - Short', 'T2  - Long'], 'Long'],
  [['JA  - Short', 'JF  - Long', 'T2  - Section'], 'Long'],
])('takes the journal from %j', (lines, container) => {
  expect(csl(...lines)?.['container-title']).toBe(container)
})

test.each([
  [['SP  - 1', 'EP  - 22'], '1-22'],
  [['SP  - 1-22'], '1-22'],
  [['SP  - 034708'], '034708'],
  [['SP  - 14', 'EP  - 14'], '14'],
])('takes the pages from %j', (lines, page) => {
  expect(csl(...lines)?.page).toBe(page)
})

test('finds the DOI where exports hide it', () => {
  const doi = '10.1063/1.4814070'
  for (const line of [
    `DO  - doi:${doi}`,
    `M3  - doi: ${doi}`,
    `N1  - DOI ${doi}`,
    `UR  - https://doi.org/${doi}`,
  ]) {
    expect(csl(line)?.DOI).toBe(doi)
  }
})

test('names: commas, institutions, semicolons, Korean', () => {
  const names = csl(
    'AU  - CASTOE, TODD A.',
    'AU  - van der Berg, Jan, Jr.',
    'AU  - World Health Organization',
    'AU  - Kim, C.; Lee, D.',
    'AU  - 홍길동, 김철수 외',
    'A4  - Translator, A.',
  )
  expect(names?.author?.map(displayName)).toEqual([
    'TODD A. CASTOE',
    'Jan van der Berg Jr.',
    'World Health Organization',
    'C. Kim',
    'D. Lee',
    '홍길동',
    '김철수',
    'others',
  ])
  expect(names?.translator).toEqual([{ family: 'Translator', given: 'A.' }])
})

test('a book’s second author edits its series, a chapter’s the book', () => {
  const editors = (type: string) =>
    first(`TY  - ${type}\nTI  - T\nA2  - Two, A.\nA3  - Three, B.\nT2  - Second\nER  - \n`)?.csl
  expect(editors('BOOK')).toMatchObject({
    editor: [{ family: 'Three' }],
    'collection-editor': [{ family: 'Two' }],
    'collection-title': 'Second',
  })
  expect(editors('CHAP')).toMatchObject({
    editor: [{ family: 'Two' }],
    'collection-editor': [{ family: 'Three' }],
    'container-title': 'Second',
  })
  expect(first('TY  - EDBOOK\nTI  - T\nAU  - One, A.\nER  - ')?.csl).toMatchObject({
    editor: [{ family: 'One' }],
  })
})

test('keywords of EndNote and of Korean databases are parted, a comma within one is kept', () => {
  const keywords = (...lines: string[]) => first(record(...lines))?.keywords
  expect(keywords('KW  - A, B, C', 'D; E')).toEqual(['A, B, C', 'D', 'E'])
  expect(keywords('KW  - 검색, 색인')).toEqual(['검색', '색인'])
  expect(keywords('KW  - causality, structural models')).toEqual(['causality, structural models'])
  expect(keywords('KW  - one, two, three')).toEqual(['one', 'two', 'three'])
})

test('wrapped lines belong to the field before, and look-alikes within them are no tags', () => {
  expect(csl('AB  - We used', 'IR - spectra of water.', '', 'New paragraph.')?.abstract).toBe(
    'We used IR - spectra of water.\n\nNew paragraph.',
  )
  expect(first('TY - JOUR\nTI - One space\nER -\n')?.csl.title).toBe('One space')
})

test('a missing end or beginning costs no record', () => {
  const { entries, problems } = readRis(
    'TY  - JOUR\nTI  - A\nTY  - BOOK\nTI  - B\nER  - \nJF  - J\nTI  - C\n',
  )
  expect(entries.map(({ csl: { title, type } }) => [title, type])).toEqual([
    ['A', 'article-journal'],
    ['B', 'book'],
    ['C', 'article-journal'],
  ])
  expect(problems.map(({ code, line }) => [code, line])).toEqual([
    ['entry_mended', 1],
    ['entry_mended', 6],
  ])
})

test('numbers of records are no citation keys, and text around records is told', () => {
  expect(first(record('ID  - 12'))?.citationKey).toBeUndefined()
  expect(first(record('ID  - kim2024'))?.citationKey).toBe('kim2024')
  expect(readRis(`exported by X\n1.\n${record()}`).problems).toEqual([
    { code: 'stray_text', line: 1, excerpt: 'exported by X' },
  ])
})
