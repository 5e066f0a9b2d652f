import { expect, test } from 'vitest'
import { paperId } from '#contract/ids.ts'
import { matchFiles } from './match-files.ts'

const [one, two] = ['01980000-0000-7000-8000-000000000001', '01980000-0000-7000-8000-000000000002'].map(
  (id) => paperId.parse(id),
)
if (one === undefined || two === undefined) throw new Error('two ids')

const match = (sent: string[], named: [string, typeof one][], bibliography = 'refs.bib') =>
  [
    ...matchFiles(
      sent.map((path, fileIndex) => ({ fileIndex, path })),
      named.map(([path, id]) => ({ path, paperId: id, bibliography })),
    ),
  ].map(([index, id]) => [sent[index], id === one ? 1 : 2])

test('files of one name in two folders go by their path from the bibliography', () => {
  const sent = ['lib/files/1/a.pdf', 'lib/files/2/a.pdf']
  const named: [string, typeof one][] = [
    ['files/1/a.pdf', one],
    ['./files/2/a.pdf', two],
  ]
  expect(match(sent, named, 'lib/refs.bib')).toEqual([
    ['lib/files/1/a.pdf', 1],
    ['lib/files/2/a.pdf', 2],
  ])
})

test.each([
  'C:\\Users\\kim\\Papers\\A b.pdf',
  'file:///home/kim/A%20b.pdf',
  'internal-pdf://1234/A b.pdf',
  '/somewhere/else/A b.pdf',
])('%s is found by its name when it is the only one', (path) => {
  expect(match(['a b.pdf'], [[path, one]])).toEqual([['a b.pdf', 1]])
})

test('a name that two papers have, or two files, attaches nothing', () => {
  expect(
    match(
      ['a.pdf'],
      [
        ['x/a.pdf', one],
        ['y/a.pdf', two],
      ],
    ),
  ).toEqual([])
  expect(match(['p/a.pdf', 'q/a.pdf'], [['/z/a.pdf', one]])).toEqual([])
  expect(match(['a.pdf'], [['https://example.org/a.pdf', one]])).toEqual([])
})
