import { describe, expect, test } from 'vitest'
import type { LinePart } from './page-text.ts'
import type { FirstPage } from './recognise/seen-lines.ts'
import { type RecognitionInput, recogniseMetadata } from './recognise.ts'

type Look = Partial<LinePart> & { turned?: boolean }
type Printed = [text: string, look?: Look]

/** A page of lines from top to bottom, each 14 points below the other unless it says where it stands. */
function pageOf(...printed: Printed[]): FirstPage {
  let below = 740
  const lines = printed.map(([text, printedLook]) => {
    const { turned = false, ...look }: Look = printedLook ?? {}
    const fontSize = look.fontSize ?? 10
    const y = look.y ?? below - fontSize * 1.2
    below = y
    const part = {
      text,
      spaced: false,
      x: 72,
      y,
      width: text.length * fontSize * 0.5,
      fontSize,
      bold: false,
      italic: false,
      ...look,
    }
    return { text, upright: !turned, parts: [part] }
  })
  return { lines, text: lines.map((line) => line.text).join('\n'), widthPt: 612, heightPt: 792 }
}

function recognise(pages: FirstPage[], more: Partial<RecognitionInput> = {}) {
  const text = pages.map((page) => page.text).join('\n')
  const found = recogniseMetadata({
    pages,
    text,
    metadata: {},
    textQuality: 'good',
    newestYear: 2027,
    ...more,
  })
  return {
    title: found.title?.value,
    authors: found.authors?.value,
    year: found.year?.value,
    doi: found.doi?.value,
    arxiv: found.arxiv?.value,
    abstract: found.abstract?.value,
    found,
  }
}

const abstract: Printed[] = [
  ['Abstract', { bold: true }],
  ['Background jobs are lost when a queue is emptied. We show how a bounded queue keeps the'],
  ['jobs of a reading library from getting lost, and we measure what keeping them costs when the pro-'],
  ['cess is killed in the middle of its work. Queues that keep their promises need one table more.'],
]
const body: Printed[] = [
  ['1 Introduction', { bold: true, fontSize: 12 }],
  ['A queue keeps promises only as long as somebody remembers them, and processes forget.'],
  ['We therefore write down every promise in the table of the library before it is made.'],
  ['The carpenters of older systems have known the cost of such tables for a long time.'],
]

describe('the title', () => {
  test('is the largest text above the authors, its lines joined', () => {
    const page = pageOf(
      ['Queues That Keep Their Promises in a', { fontSize: 17 }],
      ['Reading Library', { fontSize: 17 }],
      ['Maria García López and Wei Zhang', { fontSize: 11 }],
      ...abstract,
      ...body,
    )
    expect(recognise([page])).toMatchObject({
      title: 'Queues That Keep Their Promises in a Reading Library',
      authors: ['Maria García López', 'Wei Zhang'],
    })
  })

  test('is not the banner of the journal, however large', () => {
    const page = pageOf(
      ['Journal of Lost Work, Vol. 12, No. 3, 2021', { fontSize: 18 }],
      ['Queues That Keep Their Promises', { fontSize: 16 }],
      ['Wei Zhang', {}],
      ...abstract,
      ...body,
    )
    expect(recognise([page])).toMatchObject({ title: 'Queues That Keep Their Promises', year: 2021 })
  })

  test('is found without any difference in size, in capitals and under its author', () => {
    const page = pageOf(
      ['Jan van der Berg', { y: 700 }],
      ['ON THE PROMISES OF QUEUES', { y: 670 }],
      ['AND THE COST OF TABLES', { y: 658 }],
      ['Preface', { y: 600 }],
      ...body.slice(1),
    )
    expect(recognise([page])).toMatchObject({
      title: 'On the Promises of Queues and the Cost of Tables',
      authors: ['Jan van der Berg'],
    })
  })

  test('of a cover sheet and of the page after it are one, and the people stand on the second', () => {
    const cover = pageOf(
      ['Queues that keep their promises', { fontSize: 14, bold: true }],
      ['The faculty has made this article openly available. Please share how this benefits you.', { y: 600 }],
      [
        'Citation Zhang, W. et al. “Queues that keep their promises.” Journal of Lost Work 12 (2021)',
        { y: 500 },
      ],
    )
    const first = pageOf(
      ['Queues That Keep Their Promises', { fontSize: 22 }],
      ['Wei Zhang, Member, IEEE, and Jan van der Berg, Fellow, IEEE', { fontSize: 11 }],
      ...abstract,
      ...body,
    )
    const found = recognise([cover, first])
    expect(found.title?.toLowerCase()).toBe('queues that keep their promises')
    expect(found.authors).toEqual(['Wei Zhang', 'Jan van der Berg'])
  })

  test('comes from the dictionary only when the page shows none, and never from a file name', () => {
    const silent = pageOf([
      'and so it went on in the middle of a sentence that began on a page that is missing.',
    ])
    expect(
      recognise([silent], { metadata: { title: 'Queues That Keep Their Promises' } }).found.title,
    ).toMatchObject({
      value: 'Queues That Keep Their Promises',
      origin: 'metadata',
    })
    for (const title of [
      'Microsoft Word - Kalman15.doc',
      'untitled',
      'icfp97.dvi',
      'doi:10.1016/j.tcs.2003.05.002',
    ]) {
      expect(recognise([silent], { metadata: { title } }).title).toBeUndefined()
    }
  })

  test('is spelled as the dictionary has it when the text recognition misread a word', () => {
    const page = pageOf(
      ['X3: Queues That Keep Their Promises', { fontSize: 17 }],
      ['Wei Zhang', {}],
      ...abstract,
      ['Our algorithm, which we call 2Q, keeps promises. The 2Q algorithm is simple.'],
    )
    expect(recognise([page], { metadata: { title: '2Q: Queues That Keep Their Promises' } }).title).toBe(
      '2Q: Queues That Keep Their Promises',
    )
  })

  test('keeps the acronyms of a title printed in capitals', () => {
    const page = pageOf(['QUEUES FOR DNA READERS', { fontSize: 17 }], ['WEI ZHANG', {}], ...abstract, [
      'The readers of DNA in our library are patient.',
    ])
    expect(recognise([page])).toMatchObject({ title: 'Queues for DNA Readers', authors: ['Wei Zhang'] })
  })
})

describe('the authors', () => {
  const title: Printed = ['Queues That Keep Their Promises', { fontSize: 17 }]

  test('are told from institutions, places and addresses set in the same size', () => {
    const page = pageOf(
      title,
      ['Theodore Johnson', {}],
      ['University of Florida', {}],
      ['Gainesville, FL 32611', {}],
      ['Dennis Shasha', {}],
      ['Courant Institute, New York University', {}],
      ['New York, NY 10012', {}],
      ...abstract,
    )
    expect(recognise([page]).authors).toEqual(['Theodore Johnson', 'Dennis Shasha'])
  })

  test('keep initials, particles and double names and lose marks and honours', () => {
    const page = pageOf(
      title,
      ['C.A.R. Hoare1, Dr. Jan van der Berg*, Jean-Paul Dupont† & Pranay U. Jain2'],
      ...abstract,
    )
    expect(recognise([page]).authors).toEqual([
      'C.A.R. Hoare',
      'Jan van der Berg',
      'Jean-Paul Dupont',
      'Pranay U. Jain',
    ])
  })

  test('stand before the institution in a byline', () => {
    const page = pageOf(
      title,
      ['by Herbert Stoyan University of Erlangen Lehrstuhl für Informatik'],
      ...abstract,
    )
    expect(recognise([page]).authors).toEqual(['Herbert Stoyan'])
  })

  test('are taken from the dictionary when the page names nobody', () => {
    const page = pageOf(title, ...abstract)
    expect(
      recognise([page], { metadata: { author: 'García, Maria; Zhang, Wei' } }).found.authors,
    ).toMatchObject({
      value: ['Maria García', 'Wei Zhang'],
      origin: 'metadata',
    })
    expect(recognise([page], { metadata: { author: 'John' } }).authors).toBeUndefined()
  })
})

test('a Korean paper is recognised: title, authors, year, DOI and abstract', () => {
  const page = pageOf(
    ['한국정보과학회논문지 제50권 제3호 (2023. 3)', { fontSize: 8 }],
    ['두 글자 낱말과 바이그램 색인을 이용한', { fontSize: 18, bold: true }],
    ['한국어 논문 제목 검색', { fontSize: 18, bold: true }],
    ['김 철 수† · 이영희†† · 남궁민수'],
    ['서울대학교 컴퓨터공학부, 한국과학기술원 전산학부', { fontSize: 8.5 }],
    ['요 약', { bold: true }],
    [
      '본 논문은 두 글자로 이루어진 한국어 낱말의 검색을 다룬다. 바이그램 색인은 트라이그램 색인보다 짧은 낱말을 더 빨리',
    ],
    [
      '찾는다. 실험 결과 한국어 논문 제목 검색 시간이 줄어들었으며, 색인의 크기도 작아졌다. 제목 검색은 어렵다.',
    ],
    ['1. 서론', { bold: true, fontSize: 12 }],
    ['접수일: 2022년 11월 2일 https://doi.org/10.5626/JOK.2023.50.3.211', { fontSize: 8 }],
  )
  const found = recognise([page])
  expect(found).toMatchObject({
    title: '두 글자 낱말과 바이그램 색인을 이용한 한국어 논문 제목 검색',
    authors: ['김철수', '이영희', '남궁민수'],
    year: 2023,
    doi: '10.5626/jok.2023.50.3.211',
  })
  expect(found.abstract).toMatch(/^본 논문은 .* 더 빨리 찾는다\. .*어렵다\.$/)
})

describe('identifiers', () => {
  test('a template nobody filled in is no DOI', () => {
    const page = pageOf(
      ['Queues', { fontSize: 17 }],
      ['https://doi.org/10.1145/nnnnnnn.nnnnnnn', {}],
      ...body,
    )
    expect(recognise([page]).doi).toBeUndefined()
  })

  test('a DOI with its label is surer than a bare one, and both come before the dictionary', () => {
    const page = pageOf(['see 10.1000/other-paper', {}], ['doi: 10.14778/3430915.3430918', {}], ...body)
    expect(recognise([page], { metadata: { prismDoi: '10.1000/third' } }).found.doi).toMatchObject({
      value: '10.14778/3430915.3430918',
      confidence: 0.9,
    })
  })

  test('a DOI in the list of references belongs to another paper', () => {
    const page = pageOf(...body, ['References', {}], ['[1] W. Zhang. doi:10.1000/182', {}])
    expect(recognise([page]).doi).toBeUndefined()
  })

  test('the stamp in the margin gives the arXiv id, its version and the year', () => {
    const stamp: Printed = ['arXiv:1311.2542v3 [cs.DS] 19 Dec 2014', { turned: true, fontSize: 20 }]
    expect(recognise([pageOf(stamp, ['Queues That Keep', { fontSize: 14 }], ...body)])).toMatchObject({
      arxiv: { id: '1311.2542', version: 3 },
      year: 2014,
    })
  })
})

test.each([
  ['Theoretical Computer Science 321 (2004) 5 – 12', 'Received 15 August 2002; accepted 22 May 2003', 2004],
  ['Proceedings of the 20th VLDB Conference Santiago, Chile, 1994', 'accessed 2019', 1994],
  ['August 16, 2010', 'supported by grant 2007-1234', 2010],
  ['a paper without a date', 'https://web.archive.org/web/20050405213907/', undefined],
  ['© 1978 ACM 0001-0782/78/0800-0666', 'pages 1999-2005', 1978],
])('of "%s" and "%s" the year is %s', (first, second, year) => {
  expect(recognise([pageOf([first], [second], ...abstract, ...body)]).year).toBe(year)
})

test('nothing is read out of a text layer without meaning', () => {
  const page = pageOf(['PZ@[]\\PZXZ', { fontSize: 20 }], ['Wei Zhang', {}])
  expect(recognise([page], { textQuality: 'garbage' }).found).toEqual({})
})
