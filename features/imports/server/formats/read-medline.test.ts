import { expect, test } from 'vitest'
import { readMedline } from './read-medline.ts'

const record = `PMID- 8402898
IS  - 0092-8674 (Print)
VI  - 75
IP  - 1
DP  - 1993 Oct 8
TI  - The GTPase dynamin binds to a subset
      of SH3 domains.
PG  - 1025-36
AB  - One IR - line
      after another.
FAU - van Raaij, M J
AU  - van Raaij MJ
AU  - et al.
CN  - The Group
PT  - Journal Article
TA  - Cell
JT  - Cell
MH  - Brain/*enzymology
OT  - own word
PMC - PMC38908
LID - 10.1016/0092-8674(93)90676-h [doi]`

test('a record of PubMed keeps people, pages in full, identifiers and both kinds of keywords', () => {
  const { entries, problems } = readMedline(`\n${record}\n\n${record.replace('8402898', '2')}\n`)
  expect(problems).toEqual([])
  expect(entries.map(({ csl, line }) => [csl.PMID, line])).toEqual([
    ['8402898', 2],
    ['2', 24],
  ])
  expect(entries[0]).toMatchObject({
    csl: {
      type: 'article-journal',
      title: 'The GTPase dynamin binds to a subset of SH3 domains',
      author: [
        { family: 'Raaij', given: 'M. J.', 'non-dropping-particle': 'van' },
        { literal: 'The Group' },
        { literal: 'others' },
      ],
      issued: { 'date-parts': [[1993, 10, 8]] },
      page: '1025-1036',
      DOI: '10.1016/0092-8674(93)90676-h',
      PMCID: 'PMC38908',
      ISSN: '0092-8674',
      abstract: 'One IR - line after another.',
    },
    keywords: ['Brain/*enzymology', 'own word'],
    verbatim: record,
  })
})

test.each([
  ['Reports - Research', '', { type: 'report', publisher: 'OECD' }],
  ['Reports - Research', 'VI  - 67\n', { type: 'article-journal', 'container-title': 'OECD' }],
  [
    'Dissertations/Theses - Doctoral Dissertations',
    'SO  - Ph.D. Dissertation, Drexel University\n',
    { type: 'thesis', publisher: 'Drexel University', genre: 'Ph.D. Dissertation' },
  ],
  [
    'Book Chapter',
    'BTI - Book\nPB  - NCBI\n',
    { type: 'chapter', 'container-title': 'Book', publisher: 'NCBI' },
  ],
  ['Preprint', '', { type: 'article', publisher: 'OECD' }],
])('ERIC: %s %j', (kind, more, csl) => {
  const { entries } = readMedline(
    `OWN - ERIC\nTI  - T\nJT  - OECD\n${more}PT  - ${kind}\n\nOWN - ERIC\nTI  - U\n`,
  )
  expect(entries.map((entry) => entry.csl.title)).toEqual(['T', 'U'])
  expect(entries[0]?.csl).toMatchObject(csl)
})
