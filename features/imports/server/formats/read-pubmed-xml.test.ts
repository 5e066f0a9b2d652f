import { expect, test } from 'vitest'
import { readBibliographyHere } from './read-text.ts'

const article = (pmid: number, title: string) =>
  `<PubmedArticle><MedlineCitation><PMID>${pmid}</PMID><Article><ArticleTitle>${title}</ArticleTitle></Article></MedlineCitation></PubmedArticle>`

function read(text: string) {
  const reading = readBibliographyHere(Buffer.from(text), 'pubmed.xml', () => undefined)
  if ('unreadable' in reading) throw new Error(reading.unreadable)
  return reading
}

test('each article is kept as it stands, with its line', () => {
  const { format, entries, problems } = read(
    `<?xml version="1.0"?>\n<PubmedArticleSet>\n${article(1, 'One &amp; two.')}\n<!-- <PubmedArticle> -->\n${article(2, 'Three.')}\n</PubmedArticleSet>`,
  )
  expect(format).toBe('pubmed-xml')
  expect(problems).toEqual([])
  expect(entries.map(({ csl, line, verbatim }) => [csl.PMID, csl.title, line, verbatim])).toEqual([
    ['1', 'One & two', 3, article(1, 'One &amp; two.')],
    ['2', 'Three', 5, article(2, 'Three.')],
  ])
})

test.each([
  ['a tag that was lost', article(2, 'X').replace('</PMID>', '')],
  ['an end that was lost', article(2, 'X').replace('</PubmedArticle>', '')],
  ['an article within an article', article(2, article(9, 'X'))],
  ['a nest too deep', article(2, `${'<i>'.repeat(20_000)}X${'</i>'.repeat(20_000)}`)],
])('%s costs one article', (_damage, broken) => {
  const { entries, problems } = read(
    `<PubmedArticleSet>${article(1, 'A')}${broken}${article(3, 'C')}</PubmedArticleSet>`,
  )
  expect(entries.map(({ csl }) => csl.PMID).filter((pmid) => pmid !== '9' && pmid !== '2')).toEqual([
    '1',
    '3',
  ])
  expect(entries.length + problems.length).toBeGreaterThanOrEqual(3)
})

test('a bare ampersand and controls are mended', () => {
  expect(
    read(`<PubmedArticleSet>${article(1, 'R&D at\u0001 AT&T &eacute;')}</PubmedArticleSet>`).entries[0]?.csl
      .title,
  ).toBe('R&D at AT&T &eacute;')
})

test('entities are never resolved: neither those that grow nor those that name a file', () => {
  const lol = Array.from(
    { length: 9 },
    (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
  ).join('')
  const bomb = `<?xml version="1.0"?><!DOCTYPE PubmedArticleSet [<!ENTITY l0 "lol">${lol}<!ENTITY x SYSTEM "file:///etc/passwd">]>`
  const { entries } = read(
    `${bomb}<PubmedArticleSet>${article(1, '&l9;')}${article(2, '&x;')}</PubmedArticleSet>`,
  )
  expect(entries.map(({ csl }) => csl.title)).toEqual(['&l9;', '&x;'])
})
