import { expect, test } from 'vitest'
import { readBibliographyHere } from './read-text.ts'

const rdf = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#">
    <bib:Article rdf:about="https://doi.org/10.1234/abc">
        <z:itemType>journalArticle</z:itemType>
        <dcterms:isPartOf rdf:resource="urn:issn:0028-0836"/>
        <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Kim</foaf:surname><foaf:givenName>Jiwoo</foaf:givenName></foaf:Person></rdf:li>
          <rdf:li><foaf:Organization><foaf:name>The Group</foaf:name></foaf:Organization></rdf:li></rdf:Seq></bib:authors>
        <dcterms:isReferencedBy rdf:resource="#item_5"/>
        <link:link rdf:resource="#item_3"/><link:link rdf:resource="#item_4"/>
        <dc:subject>mine</dc:subject><dc:subject><z:AutomaticTag><rdf:value>theirs</rdf:value></z:AutomaticTag></dc:subject>
        <dc:title>Uptake of CO&lt;sub&gt;2&lt;/sub&gt;</dc:title><dcterms:abstract>A</dcterms:abstract><dc:date>2020-03-04</dc:date>
        <z:citationKey>kim2020</z:citationKey><z:language>ko</z:language><bib:pages>1-9</bib:pages>
        <dc:identifier><dcterms:URI><rdf:value>https://example.org/a</rdf:value></dcterms:URI></dc:identifier>
        <dc:identifier>DOI 10.1234/abc</dc:identifier><dc:description>PMID: 77&#10;seen</dc:description>
    </bib:Article>
    <bib:Journal rdf:about="urn:issn:0028-0836"><prism:volume>3</prism:volume><prism:number>2</prism:number><dc:title>Nature</dc:title><dcterms:alternative>Nat</dcterms:alternative><dc:identifier>ISSN 0028-0836</dc:identifier></bib:Journal>
    <z:Attachment rdf:about="#item_3"><z:itemType>attachment</z:itemType><rdf:resource rdf:resource="files/3/a%20b.pdf"/><dc:title>Full Text PDF</dc:title><link:type>application/pdf</link:type></z:Attachment>
    <z:Attachment rdf:about="#item_4"><z:itemType>attachment</z:itemType><z:path rdf:resource="files/4/100% c.pdf"/></z:Attachment>
    <bib:Memo rdf:about="#item_5"><rdf:value>&lt;p&gt;First&lt;/p&gt;&lt;p&gt;Second&lt;/p&gt;</rdf:value></bib:Memo>
    <bib:BookSection rdf:about="#item_9"><z:itemType>bookSection</z:itemType><dc:title>Chapter</dc:title>
        <dcterms:isPartOf><bib:Book><dc:title>The Book</dc:title><dc:identifier>ISBN 978-3-16-148410-0</dc:identifier></bib:Book></dcterms:isPartOf>
        <dc:publisher><foaf:Organization><vcard:adr><vcard:Address><vcard:locality>Seoul</vcard:locality></vcard:Address></vcard:adr><foaf:name>Press</foaf:name></foaf:Organization></dc:publisher>
        <bib:editors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Ed</foaf:surname></foaf:Person></rdf:li></rdf:Seq></bib:editors>
    </bib:BookSection>
    <z:Collection rdf:about="#collection_1"><dc:title>Thesis</dc:title><dcterms:hasPart rdf:resource="#collection_2"/><dcterms:hasPart rdf:resource="#item_9"/></z:Collection>
    <z:Collection rdf:about="#collection_2"><dc:title>Methods</dc:title><dcterms:hasPart rdf:resource="https://doi.org/10.1234/abc"/></z:Collection>
</rdf:RDF>`

test('items keep their notes, tags, collections and the paths of their files', () => {
  const reading = readBibliographyHere(Buffer.from(rdf), 'My Library.rdf', () => undefined)
  expect(reading).toMatchObject({ format: 'zotero-rdf', problems: [] })
  expect(
    'entries' in reading &&
      reading.entries.map(({ verbatim, ...entry }) => ({ ...entry, from: verbatim.slice(0, 12) })),
  ).toEqual([
    {
      csl: {
        type: 'article-journal',
        title: 'Uptake of CO₂',
        author: [{ family: 'Kim', given: 'Jiwoo' }, { literal: 'The Group' }],
        issued: { 'date-parts': [[2020, 3, 4]] },
        'container-title': 'Nature',
        'container-title-short': 'Nat',
        volume: '3',
        issue: '2',
        page: '1-9',
        DOI: '10.1234/abc',
        ISSN: '0028-0836',
        PMID: '77',
        URL: 'https://example.org/a',
        language: 'ko',
        abstract: 'A',
        note: 'seen',
      },
      citationKey: 'kim2020',
      keywords: ['mine', 'theirs'],
      notes: ['First\n\nSecond'],
      collections: [['Thesis', 'Methods']],
      attachments: [
        { path: 'files/3/a b.pdf', title: 'Full Text PDF', mediaType: 'application/pdf' },
        { path: 'files/4/100% c.pdf' },
      ],
      line: 2,
      from: '<bib:Article',
    },
    {
      csl: {
        type: 'chapter',
        title: 'Chapter',
        'container-title': 'The Book',
        editor: [{ family: 'Ed' }],
        publisher: 'Press',
        'publisher-place': 'Seoul',
        ISBN: '978-3-16-148410-0',
      },
      keywords: [],
      collections: [['Thesis']],
      line: 19,
      from: '<bib:BookSec',
    },
  ])
})

test('collections that contain each other, and an item that is broken, cost no other item', () => {
  const circle = rdf
    .replace(
      '<dcterms:hasPart rdf:resource="https://doi.org/10.1234/abc"/>',
      '<dcterms:hasPart rdf:resource="#collection_1"/>',
    )
    .replace('</z:citationKey>', '')
  const reading = readBibliographyHere(Buffer.from(circle), 'library.rdf', () => undefined)
  expect('entries' in reading && reading.entries.map(({ csl }) => csl.title)).toEqual(['Chapter'])
  expect('problems' in reading && reading.problems.map(({ code }) => code)).toEqual(['entry_unreadable'])
})
