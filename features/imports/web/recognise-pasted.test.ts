import { expect, test } from 'vitest'
import { recognisePasted } from './recognise-pasted.ts'

test.each([
  ['  \n', { kind: 'nothing' }],
  ['just words', { kind: 'unknown' }],
  [
    '@string{x = "y"}\n@book{a, title={A}}\n @Article{b,}',
    { kind: 'bibliography', format: 'BibTeX', count: 2 },
  ],
  ['TY  - JOUR\nER  - \nTY  - BOOK\nER  - ', { kind: 'bibliography', format: 'RIS', count: 2 }],
  ['[{"type":"book"},{"type":"book"},{}]', { kind: 'bibliography', format: 'JSON', count: 3 }],
])('%j is told for what it is', (text, expected) => {
  expect(recognisePasted(text)).toEqual(expected)
})

test('identifiers are counted by kind, and one line that is none makes the text unknown', () => {
  const lines = [
    'https://doi.org/10.5555/abc',
    'arXiv:2401.01234',
    '10.5555/x.1',
    'https://example.org/paper',
  ]
  expect(recognisePasted(`${lines.join('\n\n')}\n`)).toEqual({
    kind: 'identifiers',
    lines,
    counts: [
      ['doi', 2],
      ['arxiv', 1],
      ['url', 1],
    ],
  })
  expect(recognisePasted(`${lines.join('\n')}\nand more`)).toEqual({ kind: 'unknown' })
})
