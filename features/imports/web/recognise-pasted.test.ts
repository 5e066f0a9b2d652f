import { expect, test } from 'vitest'
import { recognisePasted } from './recognise-pasted.ts'

test.each([
  ['@string{x = "y"}\n@book{a, title={A}}\n @Article{b,}', 'BibTeX', 2],
  ['TY  - JOUR\nER  - \nTY  - BOOK\nER  - ', 'RIS', 2],
  ['[{"type":"book"},{"type":"book"},{}]', 'JSON', 3],
])('%j is told for what it is', (text, format, entryCount) => {
  expect(recognisePasted(text)).toMatchObject({ references: text, format, entryCount, identifiers: [] })
})

test.each(['  \n', 'just words', 'A heading\n2020'])('in %j there is nothing to add', (text) => {
  expect(recognisePasted(text)).toMatchObject({ references: '', identifiers: [] })
})

test('identifiers are counted by kind, each work once', () => {
  const lines = [
    'https://doi.org/10.5555/abc',
    'arXiv:2401.01234',
    '10.5555/x.1',
    'PMC123456',
    '978-0-306-40615-7',
  ]
  expect(recognisePasted(`${lines.join('\n\n')}\n10.5555/ABC\n`)).toMatchObject({
    identifiers: lines,
    counts: [
      ['doi', 2],
      ['arxiv', 1],
      ['pmcid', 1],
      ['isbn', 1],
    ],
    idleLineCount: 0,
  })
})

test('several in one line are several, and a number by itself is a PMID', () => {
  expect(recognisePasted('10.5555/a, 10.5555/b; 32015507').counts).toEqual([
    ['doi', 2],
    ['pmid', 1],
  ])
})

test('of a printed list of references the DOIs are taken and the lines without one are counted', () => {
  const text = 'References\nKim A. Lanterns. 2021. doi:10.5555/lantern.7.\nLee B. Without one. 2020.\n2019'
  expect(recognisePasted(text)).toMatchObject({ identifiers: ['10.5555/lantern.7'], idleLineCount: 3 })
})

test('identifiers above and below references are told apart from them', () => {
  const references = '@book{a,\n  title = {A},\n  isbn = {9780306406157}\n}'
  expect(recognisePasted(`10.5555/abc\n\n${references}\narXiv:2401.01234\n`)).toMatchObject({
    references,
    entryCount: 1,
    identifiers: ['10.5555/abc', 'arXiv:2401.01234'],
  })
})
