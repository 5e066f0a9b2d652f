import { expect, test } from 'vitest'
import { readOvid } from './read-ovid.ts'

test('journal, volume and pages come out of the printed reference when no field has them', () => {
  const { entries } = readOvid(`<1. >
VN  - Ovid Technologies
AU  - Vinogradov, SA [Author, Reprint Author]
TI  - Comparison of methods. [References].
SO  - Forest Ecology & Management. 201(2-3):327-334, November 15, 2004.
YR  - 2004
MH  - *Trees

<2. >
VN  - Ovid Technologies
TI  - Test
SO  - A Journal: With a Subtitle June 2019;1(6):123-456

<3. >
VN  - Ovid Technologies
TI  - Proteomics
SO  - Kamp, Roza Maria [Editor, Reprint Author], Calvete, Juan J. [Editor]. Methods in analysis.:371-397, 2004.
PT  - Book Chapter
YR  - 2004
`)
  expect(entries).toMatchObject([
    {
      csl: {
        title: 'Comparison of methods',
        author: [{ family: 'Vinogradov', given: 'S. A.' }],
        'container-title': 'Forest Ecology & Management',
        volume: '201',
        issue: '2-3',
        page: '327-334',
      },
      keywords: ['Trees'],
      line: 1,
    },
    {
      csl: {
        'container-title': 'A Journal: With a Subtitle',
        issued: { 'date-parts': [[2019, 6]] },
        page: '123-456',
      },
    },
    {
      csl: {
        type: 'chapter',
        editor: [
          { family: 'Kamp', given: 'Roza Maria' },
          { family: 'Calvete', given: 'Juan J.' },
        ],
        'container-title': 'Methods in analysis',
        page: '371-397',
      },
    },
  ])
})
