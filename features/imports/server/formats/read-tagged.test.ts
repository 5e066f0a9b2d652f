import { expect, test } from 'vitest'
import { readRefer, readRefworks, readWebOfScience } from './read-tagged.ts'

test('RefWorks: a section of a book keeps its editors, its book and its pages', () => {
  const { entries, problems } = readRefworks(
    'RT Book, Section\nSR Electronic(1)\nA1 Kim,Ada\nA1 Lee,Bo\nT1 A Title\nwith a second line\nYR 2002\nVO 1\nSP 101\nOP 123\nK1 one\nK1 two\nA2 Ed,C.\nT2 The Book\nPB Press\nPP Seoul\nDO 10.1234/abc\n\nRT Journal Article\nT1 Next\nJF J\nYR 2003\nFD Feb\n',
  )
  expect(problems).toEqual([])
  expect(entries).toMatchObject([
    {
      csl: {
        type: 'chapter',
        title: 'A Title with a second line',
        author: [
          { family: 'Kim', given: 'Ada' },
          { family: 'Lee', given: 'Bo' },
        ],
        editor: [{ family: 'Ed', given: 'C.' }],
        'container-title': 'The Book',
        page: '101-123',
        publisher: 'Press',
        'publisher-place': 'Seoul',
        DOI: '10.1234/abc',
      },
      keywords: ['one', 'two'],
      line: 1,
    },
    { csl: { type: 'article-journal', title: 'Next', issued: { 'date-parts': [[2003, 2]] } }, line: 19 },
  ])
})

test('Web of Science: full names, wrapped lines, keywords of both kinds, and the conference beside its proceedings', () => {
  const { entries } = readWebOfScience(
    `FN Clarivate Analytics Web of Science\nVR 1.0\nPT B\nAU Chen, L\nAF Chen, Lin (lin@example.org)\n   van Maris, Antonius J. A.\nTI A conference control\n   protocol\nSO PROCEEDINGS\nCT The Conference\nDE video; full\n   mesh\nID loose\nPY 2005\nBP 1\nEP 9\nER\n\nPT J\nTI Next\nSO J\nPD FEB 2011\nPY 2011\nER\n\nEF\n`,
  )
  const [paper, article] = entries
  expect(paper).toMatchObject({
    csl: {
      type: 'paper-conference',
      title: 'A conference control protocol',
      author: [
        { family: 'Chen', given: 'Lin' },
        { family: 'Maris', given: 'Antonius J. A.', 'non-dropping-particle': 'van' },
      ],
      'container-title': 'PROCEEDINGS',
      'event-title': 'The Conference',
      page: '1-9',
    },
    keywords: ['video', 'full mesh', 'loose'],
  })
  expect(article?.csl).toMatchObject({ 'container-title': 'J', issued: { 'date-parts': [[2011, 2]] } })
})

test('refer: translators, labels and a type that is not said', () => {
  const { entries } = readRefer(
    '%0 Book\n%F calvino1982\n%A Calvino, Italo\n%Y Aardal, Jorunn\n%T Usynlige byer\n%D 1982\n%@ 8203107354\n\n%A 김철수\n%T 제목\n%J 학술지\n%R 10.1234/abc\n',
  )
  expect(entries).toMatchObject([
    {
      csl: { type: 'book', translator: [{ family: 'Aardal', given: 'Jorunn' }], ISBN: '8203107354' },
      citationKey: 'calvino1982',
    },
    {
      csl: { type: 'article-journal', title: '제목', 'container-title': '학술지', DOI: '10.1234/abc' },
      line: 9,
    },
  ])
})
