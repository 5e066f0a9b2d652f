import { expect, test } from 'vitest'
import { readBibtex } from './read-bibtex.ts'

const first = (text: string) => readBibtex(text).entries[0]?.csl
const codes = (text: string) => readBibtex(text).problems.map(({ code }) => code)

test('reads an article with all that belongs to it', () => {
  const { entries, problems } = readBibtex(String.raw`
% a comment
@string{pan = "Phys. At. " # "Nucl."}
@article{Borissov:2855446,
  author   = "Borissov, Alexander and Solokhin, Sergei",
  title    = "{Production of $\Sigma^{0}$
              Hyperon}",
  journal  = pan,
  volume   = 85, number = {6}, pages = "970--975",
  year     = 2023, month = jun, day = 18,
  doi      = {https://doi.org/10.1134/S1063778823010131},
  url      = {https://a.org/b\_c?d=\%20e},
  keywords = {Zebra, {\"O}l, Zebra},
  abstract = {First.

  Second.},
}`)
  expect(problems).toEqual([])
  expect(entries).toHaveLength(1)
  expect(entries[0]).toMatchObject({
    citationKey: 'Borissov:2855446',
    keywords: ['Zebra', 'Öl'],
    line: 4,
    csl: {
      type: 'article-journal',
      title: 'Production of Σ⁰ Hyperon',
      author: [
        { family: 'Borissov', given: 'Alexander' },
        { family: 'Solokhin', given: 'Sergei' },
      ],
      'container-title': 'Phys. At. Nucl.',
      volume: '85',
      issue: '6',
      page: '970-975',
      issued: { 'date-parts': [[2023, 6, 18]] },
      DOI: '10.1134/s1063778823010131',
      URL: 'https://a.org/b_c?d=%20e',
      abstract: 'First.\n\nSecond.',
    },
  })
  expect(entries[0]?.verbatim).toMatch(/^@article\{Borissov:2855446,[\s\S]*\}$/)
})

test('inherits from crossref and xdata, whichever comes first', () => {
  const { entries, problems } = readBibtex(`
@inproceedings{a, title={A}, author={Kim, M.}, crossref={p}, pages={1--2}}
@proceedings{p, title={Proc}, editor={Lee, S.}, year={2001}, publisher={ACM}, url={http://p.org}, xdata={x}}
@xdata{x, location={Seoul}}
@misc{lost, title={L}, crossref={nowhere}}`)
  expect(entries.map(({ citationKey }) => citationKey)).toEqual(['a', 'p', 'lost'])
  expect(entries[0]?.csl).toMatchObject({
    'container-title': 'Proc',
    editor: [{ family: 'Lee', given: 'S.' }],
    issued: { 'date-parts': [[2001]] },
    publisher: 'ACM',
    'publisher-place': 'Seoul',
    page: '1-2',
  })
  expect(entries[0]?.csl.URL).toBeUndefined()
  expect(problems).toEqual([
    expect.objectContaining({ code: 'parent_missing', line: 5, key: 'lost', excerpt: 'nowhere' }),
  ])
})

test('a circle of parents ends', () => {
  expect(
    readBibtex('@book{a, title={A}, crossref={b}}\n@book{b, crossref={a}, publisher={P}}').entries,
  ).toHaveLength(2)
})

test('a lost brace costs one field, not the file', () => {
  const { entries, problems } = readBibtex(`@article{one,
  title = {One},
  note = {never {closed,
  year = {2001}
}

@article{two, title = {Two}, year = 2002}`)
  expect(entries.map(({ csl }) => [csl.title, csl.issued?.['date-parts']])).toEqual([
    ['One', [[2001]]],
    ['Two', [[2002]]],
  ])
  expect(problems).toEqual([expect.objectContaining({ code: 'entry_mended', line: 1, key: 'one' })])
})

test('a forgotten comma is guessed and told', () => {
  const text = '@article{k, author={Ed von Test} year=2005, title = {T}}'
  expect(first(text)).toMatchObject({ title: 'T', issued: { 'date-parts': [[2005]] } })
  expect(codes(text)).toEqual(['entry_mended'])
})

test('a dollar or percent sign in an abstract loses nothing', () => {
  expect(first('@article{k, title={T}, abstract={It costs $5, 20% less.}, year=2001}')).toMatchObject({
    abstract: 'It costs $5, 20% less.',
    issued: { 'date-parts': [[2001]] },
  })
})

test('comments, unknown words and text between entries are no entries', () => {
  const { entries } = readBibtex(`Some words, a@b.org {x}
@comment{@article{hidden, title={H}} and more }
@Comment some words @article{hidden2, title={H}}
% @article{hidden3, title={H}}
@preamble{"\\newcommand{\\x}{y}"}
noise @Article(shown, title = "S") }}}`)
  expect(entries.map(({ citationKey }) => citationKey)).toEqual(['shown'])
})

test('repeated authors and keywords add up, repeated keys are told', () => {
  const { entries, problems } = readBibtex(
    '@article{k, title={T}, author={Ed von Test}, author={Second Author}, keywords={a}, keywords={b}}\n@misc{k, title={U}}',
  )
  expect(entries[0]?.csl.author).toHaveLength(2)
  expect(entries[0]?.keywords).toEqual(['a', 'b'])
  expect(problems).toEqual([expect.objectContaining({ code: 'key_repeated', key: 'k', line: 2 })])
})

test('an unknown abbreviation is shown as it is and told', () => {
  expect(first('@article{k, title={T}, journal = jfoo # ", B"}')?.['container-title']).toBe('jfoo, B')
  expect(codes('@article{k, title={T}, journal = jfoo}')).toEqual(['string_undefined'])
})

test.each([
  [
    '@misc{k, title={T}, eprint={1706.03762v2}, archiveprefix={arXiv}}',
    { type: 'article', archive: 'arXiv', archive_location: '1706.03762v2', number: 'arXiv:1706.03762v2' },
  ],
  [
    '@article{k, title={T}, journal={arXiv preprint arXiv:1706.03762}}',
    { type: 'article', publisher: 'arXiv', archive_location: '1706.03762' },
  ],
  [
    '@article{k, title={T}, journal={Phys. Rev.}, eprint={1706.03762}}',
    { type: 'article-journal', 'container-title': 'Phys. Rev.', archive: 'arXiv' },
  ],
  ['@phdthesis{k, title={T}, school={KAIST}}', { type: 'thesis', genre: 'PhD thesis', publisher: 'KAIST' }],
  [
    '@techreport{k, title={T}, number={TR-7}, type={Internet-Draft}}',
    { type: 'report', number: 'TR-7', genre: 'Internet-Draft' },
  ],
  ['@misc{k, title={T}, howpublished={\\url{http://a.org/x}}}', { URL: 'http://a.org/x' }],
  [
    '@book{k, title={T}, subtitle={S}, series={LNCS}, number={12}}',
    { title: 'T: S', 'collection-title': 'LNCS', 'collection-number': '12' },
  ],
  ['@collection{k, booktitle={Whole}}', { type: 'book', title: 'Whole' }],
  [
    '@article{k, title={T}, date={2011-12/2012-02}}',
    {
      issued: {
        'date-parts': [
          [2011, 12],
          [2012, 2],
        ],
      },
    },
  ],
  ['@article{k, title={T}, year={2011}, month={}}', { issued: { 'date-parts': [[2011]] } }],
  ['@article{k, title={T}, year={in press}}', { issued: { literal: 'in press' } }],
])('maps %s', (text, csl) => {
  expect(first(text)).toMatchObject(csl)
})

test('an entry without a title is kept and told', () => {
  expect(readBibtex('@article{a}\n@inProceedings{b}').entries).toHaveLength(2)
  expect(codes('@article{a}')).toEqual(['title_missing'])
  expect(codes('@article{}')).toEqual(['entry_unreadable'])
})

test('abbreviations that double themselves do not fill the memory', () => {
  const doubling = Array.from({ length: 60 }, (_, index) => `@string{s${index + 1} = s${index} # s${index}}`)
  const { entries } = readBibtex(`@string{s0 = "x"}\n${doubling.join('\n')}\n@misc{k, title = s60}`)
  expect(entries[0]?.csl.title?.length).toBe(5_000)
})
