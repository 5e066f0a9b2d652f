import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CslItem } from '#contract/csl.ts'
import type { PaperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { citePaper, getPaperKey, listStyles } from '../../contract.ts'

const debianFolder = '/usr/share/citation-style-language/styles'
const isAbsent = !existsSync(join(debianFolder, 'ieee.csl'))
const why = isAbsent ? ` (skipped: no styles in ${debianFolder})` : ''

let seogo: TestHouse
let ann: Person
let english: PaperId
let korean: PaperId

const papers: Record<'english' | 'korean', CslItem> = {
  english: {
    type: 'article-journal',
    title: 'Deep learning of <things> & more',
    author: [
      { family: 'LeCun', given: 'Yann' },
      { family: 'Gogh', given: 'Vincent', 'non-dropping-particle': 'van' },
    ],
    issued: { 'date-parts': [[2015, 5, 27]] },
    'container-title': 'Nature',
    volume: '521',
    issue: '7553',
    page: '436-444',
    DOI: '10.1038/nature14539',
  },
  korean: {
    type: 'article-journal',
    title: '한국어 정보 검색의 평가',
    author: [{ family: '김', given: '철수' }, { literal: '이영희' }, { literal: '박민수' }],
    issued: { 'date-parts': [[2020]] },
    'container-title': '정보과학회논문지',
    volume: '47',
    issue: '3',
    page: '1-10',
  },
}

function has({ house }: TestHouse, { userId }: Person, csl: CslItem): Promise<PaperId> {
  return house.database.asUser(userId, async (tx) => {
    const libraryId = await requireEditableLibrary(tx)
    return (await addPaper(tx, { libraryId, csl, addedBy: userId })).paperId
  })
}

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  english = await has(seogo, ann, papers.english)
  korean = await has(seogo, ann, papers.korean)
})
afterAll(() => seogo.close())

const cite = (paperId: PaperId, style: string) =>
  ann.call(citePaper, { params: { paperId }, query: { style } })

test('the styles that come along set English and Korean papers', async () => {
  expect(await cite(english, 'apa')).toMatchObject({
    text: 'LeCun, Y., & van Gogh, V. (2015). Deep learning of <things> & more. Nature, 521(7553), 436–444. https://doi.org/10.1038/nature14539',
    html: 'LeCun, Y., &#38; van Gogh, V. (2015). Deep learning of &#60;things&#62; &#38; more. <i>Nature</i>, <i>521</i>(7553), 436–444. https://doi.org/10.1038/nature14539',
    inText: '(LeCun & van Gogh, 2015)',
  })
  expect(await cite(korean, 'apa')).toMatchObject({
    text: '김철수, 이영희, & 박민수. (2020). 한국어 정보 검색의 평가. 정보과학회논문지, 47(3), 1–10.',
    inText: '(김철수 et al., 2020)',
  })
  const references = async (style: string) => [
    (await cite(english, style)).text,
    (await cite(korean, style)).text,
    (await cite(korean, style)).inText,
  ]
  expect(await references('vancouver')).toEqual([
    'LeCun Y, van Gogh V. Deep learning of <things> & more. Nature. 2015 May 27;521(7553):436–44. doi:10.1038/nature14539',
    '김철수, 이영희, 박민수. 한국어 정보 검색의 평가. 정보과학회논문지. 2020;47(3):1–10.',
    '(1)',
  ])
  expect(await references('harvard1')).toEqual([
    'LeCun, Y. and van Gogh, V. (2015) “Deep learning of <things> & more,” Nature, 521(7553), pp. 436–444. Available at: https://doi.org/10.1038/nature14539.',
    '김철수, 이영희, and 박민수 (2020) “한국어 정보 검색의 평가,” 정보과학회논문지, 47(3), pp. 1–10.',
    '(김철수, 이영희, and 박민수, 2020)',
  ])
})

test.skipIf(isAbsent).each([
  [
    'ieee',
    'Y. LeCun and V. van Gogh, “Deep learning of <things> & more,” Nature, vol. 521, no. 7553, pp. 436–444, May 2015, doi: 10.1038/nature14539.',
    '김철수, 이영희, and 박민수, “한국어 정보 검색의 평가,” 정보과학회논문지, vol. 47, no. 3, pp. 1–10, 2020.',
  ],
  [
    'nature',
    'LeCun, Y. & van Gogh, V. Deep learning of <things> & more. Nature 521, 436–444 (2015).',
    '김철수, 이영희, & 박민수. 한국어 정보 검색의 평가. 정보과학회논문지 47, 1–10 (2020).',
  ],
  [
    'chicago-author-date',
    'LeCun, Yann, and Vincent van Gogh. 2015. “Deep Learning of <things> & More.” Nature 521 (7553): 436–44. https://doi.org/10.1038/nature14539.',
    '김철수, 이영희, and 박민수. 2020. “한국어 정보 검색의 평가.” 정보과학회논문지 47 (3): 1–10.',
  ],
])(`%s of the installed styles sets both${why}`, async (style, ofEnglish, ofKorean) => {
  expect((await cite(english, style)).text).toBe(ofEnglish)
  expect((await cite(korean, style)).text).toBe(ofKorean)
})

test('citing pins the key that stands in what is copied', async () => {
  const { key, bibtex, markdown } = await cite(korean, 'apa')
  expect(await ann.call(getPaperKey, { params: { paperId: korean } })).toMatchObject({
    key,
    origin: 'formula',
  })
  expect(bibtex).toMatch(new RegExp(`^@article\\{${key},`))
  expect(markdown).toContain(`\`@${key}\``)
})

test('styles are found by name, and what is no style is refused', async () => {
  const { items } = await ann.call(listStyles, { query: { q: 'apa 7TH' } })
  expect(items[0]).toMatchObject({
    id: 'apa',
    title: 'APA Style 7th edition',
  })
  await expect(cite(english, 'no-such-style')).rejects.toThrow('404 style_not_found')
  await expect(cite(english, '../apa')).rejects.toThrow('400 bad_request')
})

test('a folder of one’s own adds styles; one with entities or without sense is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'seogo-styles-'))
  const house = await openTestHouse({ SEOGO_CSL_DIR: folder })
  try {
    const frame = (inner: string) =>
      `<?xml version="1.0"?><style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info><title>Own</title><id>o</id></info>${inner}</style>`
    const layout = '<layout><text variable="title"/></layout>'
    await writeFile(
      join(folder, 'own.csl'),
      frame(`<citation>${layout}</citation><bibliography>${layout}</bibliography>`),
    )
    await writeFile(join(folder, 'bomb.csl'), `<!DOCTYPE style [<!ENTITY a "a">]>${frame('')}`)
    await writeFile(join(folder, 'half.csl'), frame('<citation><lay').replace('</style>', ''))
    const bob = await house.person('Bob')
    const paperId = await has(house, bob, papers.korean)
    const asBob = (style: string) => bob.call(citePaper, { params: { paperId }, query: { style } })
    expect((await bob.call(listStyles, { query: { q: 'own' } })).items).toContainEqual({
      id: 'own',
      title: 'Own',
      isOwn: false,
    })
    expect((await asBob('own')).text).toBe('한국어 정보 검색의 평가')
    await expect(asBob('bomb')).rejects.toThrow('422 style_invalid')
    await expect(asBob('half')).rejects.toThrow('422 style_invalid')
    expect((await asBob('own')).inText).toBe('한국어 정보 검색의 평가')
  } finally {
    await house.close()
    await rm(folder, { recursive: true })
  }
})
