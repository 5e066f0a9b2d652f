import { expect, test } from 'vitest'
import { readEndnoteXml } from './read-endnote-xml.ts'

const styled = (text: string, face = 'normal') =>
  `<style face="${face}" font="default" size="100%">${text}</style>`

test('a record keeps its people, titles in their styles, numbers, key, notes and files', () => {
  const record = `<record><ref-type name="Journal Article">17</ref-type>
    <contributors><authors><author>${styled('van Gogh, Vincent')}</author></authors><secondary-authors><author>Ed, A.</author></secondary-authors></contributors>
    <titles><title>${styled('Uptake of ')}${styled('CO')}${styled('2', 'subscript')}</title><secondary-title>Science</secondary-title></titles>
    <periodical><full-title>Science</full-title><abbr-1>Sci</abbr-1></periodical>
    <pages>1-9</pages><volume>3</volume><number>2</number><dates><year>2020</year><pub-dates><date>Mar 4</date></pub-dates></dates>
    <keywords><keyword>one</keyword><keyword>two&#xD;three</keyword></keywords><isbn>1234-5678</isbn>
    <electronic-resource-num>https://doi.org/10.1234/abc</electronic-resource-num><label>gogh2020</label>
    <notes>From the database</notes><research-notes>My own</research-notes>
    <urls><related-urls><url>https://example.org/a</url></related-urls><pdf-urls><url>internal-pdf://12/a.pdf</url></pdf-urls></urls></record>`
  const { entries, problems } = readEndnoteXml(`<xml><records>${record}</records></xml>`)
  expect(problems).toEqual([])
  expect(entries).toEqual([
    {
      csl: {
        type: 'article-journal',
        title: 'Uptake of CO₂',
        'container-title': 'Science',
        'container-title-short': 'Sci',
        author: [{ family: 'Gogh', given: 'Vincent', 'non-dropping-particle': 'van' }],
        editor: [{ family: 'Ed', given: 'A.' }],
        issued: { 'date-parts': [[2020, 3, 4]] },
        volume: '3',
        issue: '2',
        page: '1-9',
        ISSN: '1234-5678',
        DOI: '10.1234/abc',
        URL: 'https://example.org/a',
        note: 'From the database',
      },
      citationKey: 'gogh2020',
      keywords: ['one', 'two', 'three'],
      notes: ['My own'],
      attachments: [{ path: 'internal-pdf://12/a.pdf', mediaType: 'application/pdf' }],
      verbatim: record,
      line: 1,
    },
  ])
})

test('a conference paper names its proceedings, a broken record costs only itself', () => {
  const paper = `<record><ref-type name="Conference Paper">47</ref-type><titles><title>P</title><secondary-title>Meeting</secondary-title></titles><custom3>Proceedings</custom3></record>`
  const { entries, problems } = readEndnoteXml(
    `<xml><records>${paper}<record><title></record>${paper}</records></xml>`,
  )
  expect(entries.map(({ csl }) => [csl.type, csl['container-title'], csl['event-title']])).toEqual([
    ['paper-conference', 'Proceedings', 'Meeting'],
    ['paper-conference', 'Proceedings', 'Meeting'],
  ])
  expect(problems.map(({ code }) => code)).toEqual(['entry_unreadable'])
})
