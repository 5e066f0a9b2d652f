import { expect, test } from 'vitest'
import { parseCslItem } from '#contract/parse-csl-item.ts'
import { crossrefToCsl } from './crossref-to-csl.ts'
import { crossrefXmlToCsl } from './crossref-xml-to-csl.ts'
import { dataciteToCsl } from './datacite-to-csl.ts'
import type { MappedRecord } from './mapped-record.ts'
import { openAlexToCsl } from './openalex-to-csl.ts'
import { pubmedXmlToCsl } from './pubmed-xml-to-csl.ts'

function read(mapped: MappedRecord | undefined) {
  const { item, faults } = parseCslItem(mapped?.draft)
  expect(faults).toEqual([])
  return { ...item, keywords: mapped?.keywords }
}

const maps = [crossrefToCsl, dataciteToCsl, openAlexToCsl, pubmedXmlToCsl]

test('a work of Crossref loses its JATS, its lists of one and the address that only repeats the DOI', () => {
  const work = {
    type: 'book-chapter',
    DOI: '10.1007/978-3-319-46448-0_2',
    title: ['SSD: Single Shot\n MultiBox <i>Detector</i>'],
    'container-title': ['Lecture Notes in Computer Science', 'Computer Vision – ECCV 2016'],
    author: [{ given: 'Wei', family: 'Liu', sequence: 'first' }, { name: 'The SSD Team' }, { family: 7 }],
    issued: { 'date-parts': [[2016, 10]] },
    page: '21-37',
    ISBN: ['http://id.crossref.org/isbn/9783319464473'],
    abstract: '<jats:title>Abstract</jats:title><jats:p>H<jats:sub>2</jats:sub>O &amp; more</jats:p>',
    resource: { primary: { URL: 'https://doi.org/10.1007/978-3-319-46448-0_2' } },
    subject: ['Computer Science'],
  }
  expect(read(crossrefToCsl(work))).toEqual({
    type: 'chapter',
    DOI: '10.1007/978-3-319-46448-0_2',
    title: 'SSD: Single Shot MultiBox Detector',
    'container-title': 'Computer Vision – ECCV 2016',
    'collection-title': 'Lecture Notes in Computer Science',
    author: [{ family: 'Liu', given: 'Wei' }, { literal: 'The SSD Team' }, { family: '7' }],
    issued: { 'date-parts': [[2016, 10]] },
    page: '21-37',
    ISBN: '9783319464473',
    abstract: 'H₂O & more',
    keywords: [],
  })
})

test('a preprint of Crossref is kept by its server, and a date nobody gave is no date', () => {
  const work = {
    type: 'posted-content',
    subtype: 'preprint',
    DOI: '10.1101/2020.01.01.000001',
    title: ['T'],
    institution: [{ name: 'bioRxiv' }],
    publisher: 'Cold Spring Harbor Laboratory',
    'group-title': 'Neuroscience',
    issued: { 'date-parts': [[null]] },
    posted: { 'date-parts': [[2020, 1, 1]] },
  }
  expect(read(crossrefToCsl(work))).toMatchObject({
    type: 'article',
    publisher: 'bioRxiv',
    issued: { 'date-parts': [[2020, 1, 1]] },
  })
})

test('the abstract of OpenAlex is put together again, and arXiv is no journal', () => {
  const work = {
    id: 'https://openalex.org/W1',
    doi: 'https://doi.org/10.48550/arxiv.1201.0490',
    title: 'T',
    type: 'preprint',
    publication_date: '2012-01-02',
    ids: { pmid: 'https://pubmed.ncbi.nlm.nih.gov/123' },
    primary_location: {
      landing_page_url: 'https://arxiv.org/abs/1201.0490',
      source: { display_name: 'arXiv (Cornell University)', type: 'repository' },
    },
    authorships: [{ author: { display_name: 'Marc de Perrot' } }, { author: null }],
    abstract_inverted_index: { is: [1, 4], What: [0], 'this?': [2], This: [3], 'it.': [5] },
    keywords: [{ keyword: 'python' }, { display_name: 'Learning' }],
  }
  expect(read(openAlexToCsl(work))).toMatchObject({
    type: 'article',
    author: [{ given: 'Marc', 'non-dropping-particle': 'de', family: 'Perrot' }],
    DOI: '10.48550/arxiv.1201.0490',
    PMID: '123',
    archive: 'arXiv',
    archive_location: '1201.0490',
    abstract: 'What is this? This is it.',
    keywords: ['python', 'Learning'],
  })
})

test('DataCite tells people from organisations, and its own leftovers of a reference are no pages', () => {
  const attributes = {
    doi: '10.5438/N138-Z3MK',
    types: { resourceTypeGeneral: 'Text', resourceType: 'Journal article' },
    titles: [{ title: 'T' }, { title: 'and more', titleType: 'Subtitle' }],
    creators: [{ name: 'Kim, Jiwoo' }, { name: 'Plan S, Inc', nameType: 'Organizational' }],
    contributors: [{ name: 'Lee, Ada', contributorType: 'Editor' }],
    publisher: 'Zenodo',
    publicationYear: 2020,
    container: { title: 'J', firstPage: 'No 1', lastPage: '9' },
    descriptions: [
      { description: 'A', descriptionType: 'Abstract' },
      { description: 'N', descriptionType: 'Other' },
    ],
    subjects: [{ subject: 'k' }, {}],
  }
  const record = {
    type: 'article-journal',
    title: 'T: and more',
    author: [{ family: 'Kim', given: 'Jiwoo' }, { literal: 'Plan S, Inc' }],
    editor: [{ family: 'Lee', given: 'Ada' }],
    issued: { 'date-parts': [[2020]] },
    'container-title': 'J',
    page: '9',
    publisher: 'Zenodo',
    abstract: 'A',
    note: 'N',
    keywords: ['k'],
  }
  expect(read(dataciteToCsl(attributes))).toMatchObject(record)
  expect(read(dataciteToCsl({ id: '10.5438/n138-z3mk', type: 'dois', attributes }))).toMatchObject(record)
})

test('PubMed’s articles have their pages in full, their initials with full stops and their titles without', () => {
  const xml = `<PubmedArticle><MedlineCitation><PMID Version="1">1</PMID><Article>
    <Journal><ISSN>1234-5678</ISSN><JournalIssue><Volume>9</Volume><PubDate><MedlineDate>2010 Sep-Oct</MedlineDate></PubDate></JournalIssue><Title>J</Title></Journal>
    <ArticleTitle>Uptake of CO<sub>2</sub> &amp; more.</ArticleTitle><Pagination><MedlinePgn>5194-210</MedlinePgn></Pagination>
    <Abstract><AbstractText Label="AIM">One &lt; two.</AbstractText><AbstractText>Three.</AbstractText></Abstract>
    <AuthorList><Author><LastName>Mann</LastName><ForeName>Richard S</ForeName></Author><Author><CollectiveName>The Group</CollectiveName></Author></AuthorList>
    </Article><MeshHeadingList><MeshHeading><DescriptorName>Humans</DescriptorName></MeshHeading></MeshHeadingList></MedlineCitation>
    <PubmedData><ArticleIdList><ArticleId IdType="doi">10.1/z</ArticleId><ArticleId IdType="pmc">PMC2</ArticleId></ArticleIdList></PubmedData></PubmedArticle>`
  expect(read(pubmedXmlToCsl(xml.replace('10.1/z', '10.1234/abc')))).toMatchObject({
    type: 'article-journal',
    title: 'Uptake of CO₂ & more',
    'container-title': 'J',
    page: '5194-5210',
    issued: {
      'date-parts': [
        [2010, 9],
        [2010, 10],
      ],
    },
    author: [{ family: 'Mann', given: 'Richard S.' }, { literal: 'The Group' }],
    abstract: 'AIM: One < two.\n\nThree.',
    PMID: '1',
    PMCID: 'PMC2',
    DOI: '10.1234/abc',
    keywords: ['Humans'],
  })
})

test('a book of PubMed names its publisher, a chapter its book', () => {
  const xml = `<PubmedBookArticle><BookDocument><PMID>2</PMID><Book><Publisher><PublisherName>NCBI</PublisherName></Publisher>
    <BookTitle>The Book</BookTitle><PubDate><Year>2001</Year></PubDate><AuthorList Type="editors"><Author><LastName>Ed</LastName></Author></AuthorList></Book>
    <ArticleTitle>A Chapter.</ArticleTitle></BookDocument></PubmedBookArticle>`
  expect(read(pubmedXmlToCsl(xml))).toMatchObject({
    type: 'chapter',
    title: 'A Chapter',
    'container-title': 'The Book',
    editor: [{ family: 'Ed' }],
    publisher: 'NCBI',
  })
})

test('what is no record of a source gives nothing, and odd fields cost no more than themselves', () => {
  for (const map of maps) {
    for (const value of [undefined, null, 7, 'text', [], {}, { title: null }])
      expect(map(value)).toBeUndefined()
  }
  const odd = {
    DOI: '10.1234/abc',
    doi: '10.1234/abc',
    title: { a: 1 },
    author: 'x',
    authorships: 3,
    biblio: [],
    creators: { name: [] },
    issued: 5,
  }
  for (const map of [crossrefToCsl, openAlexToCsl, dataciteToCsl])
    expect(parseCslItem(map(odd)?.draft).item?.DOI).toBe('10.1234/abc')
  expect(openAlexToCsl({ title: 'T', abstract_inverted_index: { a: [1e15], b: [0] } })?.draft.abstract).toBe(
    'b a',
  )
})

test('the XML of Crossref gives a chapter its book and its series, and the date in print', () => {
  const xml = `<doi_record><crossref><book><book_series_metadata><series_metadata><titles><title>Series</title></titles></series_metadata>
    <titles><title>The Book</title></titles><isbn>9783319464473</isbn><publisher><publisher_name>Springer</publisher_name></publisher>
    <publication_date media_type="online"><year>2017</year></publication_date><publication_date media_type="print"><month>03</month><year>2016</year></publication_date></book_series_metadata>
    <content_item><contributors><person_name contributor_role="author"><given_name>Wei</given_name><surname>Liu</surname><suffix>Jr</suffix></person_name><organization contributor_role="author">The Team</organization></contributors>
    <titles><title>The <i>Hukou</i> System</title></titles><pages><first_page>1</first_page><last_page>9</last_page></pages><doi_data><doi>10.1234/abc</doi></doi_data></content_item></book></crossref></doi_record>`
  expect(read(crossrefXmlToCsl(xml))).toMatchObject({
    type: 'chapter',
    title: 'The Hukou System',
    'container-title': 'The Book',
    'collection-title': 'Series',
    author: [{ family: 'Liu', given: 'Wei', suffix: 'Jr' }, { literal: 'The Team' }],
    issued: { 'date-parts': [[2016, 3]] },
    page: '1-9',
    publisher: 'Springer',
    ISBN: '9783319464473',
  })
})
