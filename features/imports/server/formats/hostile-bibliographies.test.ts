/** Damaged and malicious files: no reader throws, none goes on for ever, and what is whole in a file is read. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readBibliographyHere } from './read-text.ts'
import { type BibliographyFormat, bibliographyFormats } from './reading.ts'

const person = '<foaf:Person><foaf:surname>Kim</foaf:surname></foaf:Person>'
const samples: Readonly<Record<BibliographyFormat, string>> = {
  bibtex:
    '@string{j = "J"}\n@article{k, title = {{\\"O} $x^2$}, author = {Kim, A and {The Group}}, journal = j # "K", year = 2020}\n',
  ris: 'TY  - JOUR\nAU  - Kim, A\nTI  - T\nJO  - J\nPY  - 2020\nKW  - a; b\nER  - \n',
  'csl-json':
    '[{"id":"k","type":"book","title":"T {x}","author":[{"family":"Kim"}],"issued":{"date-parts":[[2020]]}}]',
  'better-bibtex-json':
    '{"config":{"id":1},"collections":{"A":{"key":"A","name":"C","items":[1],"collections":[]}},"items":[{"itemType":"book","title":"T","creators":[{"lastName":"K"}],"itemID":1,"notes":[{"note":"n"}],"attachments":[{"path":"a.pdf"}],"tags":[{"tag":"t"}]}]}',
  'crossref-json':
    '{"message-type":"work-list","message":{"items":[{"DOI":"10.1234/abc","type":"book","title":["T"],"author":[{"family":"K"}],"issued":{"date-parts":[[2020]]}}]}}',
  'crossref-xml':
    '<doi_records><doi_record><crossref><dissertation><titles><title>T</title></titles><person_name><surname>K</surname></person_name><doi_data><doi>10.1234/abc</doi></doi_data></dissertation></crossref></doi_record></doi_records>',
  'datacite-json':
    '{"data":{"attributes":{"doi":"10.1234/abc","titles":[{"title":"T"}],"schemaVersion":"4","creators":[{"name":"K, A"}],"types":{"resourceTypeGeneral":"Text"}}}}',
  'openalex-json':
    '{"results":[{"id":"https://openalex.org/W1","title":"T","authorships":[{"author":{"display_name":"A K"}}],"abstract_inverted_index":{"a":[0]}}]}',
  'endnote-xml':
    '<xml><records><record><ref-type name="Book">6</ref-type><titles><title><style face="normal">T</style></title></titles><contributors><authors><author>Kim, A</author></authors></contributors></record></records></xml>',
  'pubmed-xml':
    '<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID><Article><ArticleTitle>T</ArticleTitle><AuthorList><Author><LastName>K</LastName></Author></AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>',
  'zotero-rdf': `<rdf:RDF><bib:Book rdf:about="#1"><z:itemType>book</z:itemType><dc:title>T</dc:title><bib:authors><rdf:Seq><rdf:li>${person}</rdf:li></rdf:Seq></bib:authors></bib:Book><z:Collection rdf:about="#c"><dc:title>C</dc:title><dcterms:hasPart rdf:resource="#1"/></z:Collection></rdf:RDF>`,
  medline: 'PMID- 1\nTI  - T\nFAU - Kim, A\nDP  - 2020 Sep-Oct\nAB  - One\n      two\n\nPMID- 2\nTI  - U\n',
  mods: '<modsCollection><mods><titleInfo><title>T</title></titleInfo><name type="personal"><namePart>Kim, A</namePart></name><originInfo><dateIssued>c1999</dateIssued></originInfo></mods></modsCollection>',
  ovid: '<1. >\nVN  - Ovid Technologies\nAU  - Kim, A [Author]\nTI  - T\nSO  - J. 2(1):3-4, 2004.\nYR  - 2004\n\n<2. >\nVN  - Ovid Technologies\nTI  - U\n',
  refer: '%0 Book\n%A Kim, A\n%T T\n%D 2020\n\n%0 Journal Article\n%T U\n%J J\n',
  refworks: 'RT Journal Article\nA1 Kim,A\nT1 T\nJF J\nYR 2020\nK1 a\n\nRT Book, Whole\nT1 U\n',
  'web-of-science':
    'FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Kim, A\n   Lee, B\nTI T\nSO J\nPY 2020\nER\n\nEF\n',
}

const endings: Readonly<Record<string, string>> = {
  bibtex: 'bib',
  ris: 'ris',
  medline: 'nbib',
  refer: 'enw',
  mods: 'xml',
}

function read(format: string, text: string) {
  const name = `a.${endings[format] ?? /json|xml|rdf/.exec(format)?.[0] ?? 'txt'}`
  return readBibliographyHere(Buffer.from(text), name, () => undefined)
}

/** Numbers that look random and are the same in each run (mulberry32). */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const marks = [
  '<',
  '>',
  '{',
  '}',
  '[',
  ']',
  '"',
  '&',
  '\\',
  '\n',
  '@',
  '%',
  '#',
  '\0',
  '\ud800',
  '</',
  '<!--',
  '<![CDATA[',
  ']]>',
  'null',
  '-1e99',
]

function damaged(text: string, random: (below: number) => number): string {
  let result = text
  for (let wounds = 1 + random(6); wounds > 0; wounds -= 1) {
    const place = random(result.length + 1)
    const other = random(result.length + 1)
    const [from, to] = [Math.min(place, other), Math.max(place, other)]
    const kind = random(5)
    if (kind === 0) result = result.slice(0, place)
    else if (kind === 1) result = result.slice(0, from) + result.slice(to)
    else if (kind === 2) result = result.slice(0, to) + result.slice(from)
    else
      result = result.slice(0, place) + (marks[random(marks.length)] ?? '') + result.slice(place + random(2))
    result = result.slice(0, 200_000)
  }
  return result
}

test.each(bibliographyFormats)('%s: a whole file is read, and 300 damaged ones do no harm', (format) => {
  const whole = samples[format]
  expect(read(format, whole)).toMatchObject({ format, problems: [] })
  const random = seeded(whole.length)
  for (let round = 0; round < 300; round += 1) {
    const text = damaged(whole.repeat(1 + random(3)), random)
    const reading = read(format, text)
    if (!('entries' in reading)) continue
    const lines = text.replaceAll(/\r\n?/g, '\n').split('\n').length
    for (const { line, verbatim, csl } of reading.entries) {
      expect(line).toBeLessThanOrEqual(lines)
      expect(verbatim.length).toBeLessThanOrEqual(text.length)
      expect(csl.type).not.toBe('')
    }
  }
})

const folder = process.env.SEOGO_TEST_DATA ?? join(import.meta.dirname, '../../../../../shared/data')
const cases = join(folder, 'import-cases.jsonl')

test.skipIf(!existsSync(cases))('real files of every format, damaged, do no harm', () => {
  const random = seeded(20)
  for (const line of readFileSync(cases, 'utf8').trim().split('\n')) {
    const { format, input }: { format: string; input: string } = JSON.parse(line)
    for (let round = 0; round < 4; round += 1) read(format, damaged(input.slice(0, 20_000), random))
  }
})

const many = 20_000
test.each([
  ['records of XML that never end', `<xml><ref-type>1</ref-type>${'<record>'.repeat(many)}`],
  ['comments that never end', `<PubmedArticleSet><PubmedArticle>${'<!-- '.repeat(many)}`],
  ['ends without beginnings', `<PubmedArticle>${'</PubmedArticle>'.repeat(many)}`],
  [
    'elements within elements',
    `<xml><ref-type/><record>${'<a>'.repeat(many)}${'</a>'.repeat(many)}</record></xml>`,
  ],
  ['brackets within brackets', `[{"id":"a","title":${'['.repeat(many)}`],
  ['objects that never end', '{"id":"a","title":"x",'.repeat(2_000)],
  ['broken objects, one after the other', `[{"id":"a","title":"T"},${'{x},'.repeat(100_000)}`],
  ['a file of one line', `[${'{"id":"a","title":"T"},'.repeat(many)}]`],
  ['names without values', `{"itemType":"book","title":"T","items":${'{"a":'.repeat(many)}`],
  ['tags without values', 'PMID- \n'.repeat(many)],
  ['a line that never ends', `PMID- 1\nTI  - ${'- '.repeat(many)}`],
  ['white space without end', `${' '.repeat(200_000)}PMID- 1\nTI  - T`],
])('%s end', (_what, text) => {
  expect(() => readBibliographyHere(Buffer.from(text), 'a.txt', () => undefined)).not.toThrow()
})
