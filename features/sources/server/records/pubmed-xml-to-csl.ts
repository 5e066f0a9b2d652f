import { type CslDate, type CslName, othersName } from '#contract/csl.ts'
import { toCslDate } from '#contract/csl-date.ts'
import { parseXml, XmlElement } from '#platform/xml.ts'
import { type MappedRecord, nameOf } from './mapped-record.ts'
import { fullPages, spacedInitials, withoutFullStop } from './pubmed-words.ts'

/**
 * Maps a `PubmedArticle` or `PubmedBookArticle` (NLM's PubMed DTD) to CSL.
 * @param record the element, or its text
 */
export function pubmedXmlToCsl(record: unknown): MappedRecord | undefined {
  const element = typeof record === 'string' ? parseXml(record) : record
  if (!(element instanceof XmlElement)) return undefined
  const citation = element.first('MedlineCitation')
  const article = citation?.first('Article')
  if (citation !== undefined && article !== undefined) return articleOf(element, citation, article)
  const book = element.first('BookDocument')
  return book === undefined ? undefined : bookOf(element, book)
}

function articleOf(whole: XmlElement, citation: XmlElement, article: XmlElement): MappedRecord {
  const journal = article.first('Journal')
  const issue = journal?.first('JournalIssue')
  const isPreprint = article.textsAt('PublicationTypeList', 'PublicationType').includes('Preprint')
  const container = journal?.textAt('Title')
  const pii = article.all('ELocationID').find((each) => each.attribute('EIdType') === 'pii')
  const vernacular = article.markupAt('VernacularTitle')
  const title = article.markupAt('ArticleTitle')
  const draft = {
    type: isPreprint ? 'article' : 'article-journal',
    title: withoutFullStop(title ?? vernacular),
    'original-title': title === undefined ? undefined : withoutFullStop(vernacular),
    author: peopleIn(article.all('AuthorList', 'Author')),
    issued: dateOf(issue?.first('PubDate')) ?? dateOf(article.first('ArticleDate')),
    ...(isPreprint
      ? { publisher: container }
      : {
          'container-title': container,
          'container-title-short':
            journal?.textAt('ISOAbbreviation') ?? citation.textAt('MedlineJournalInfo', 'MedlineTA'),
        }),
    volume: issue?.textAt('Volume'),
    issue: issue?.textAt('Issue'),
    page: fullPages(article.textAt('Pagination', 'MedlinePgn')) ?? pii?.text(),
    ISSN: journal?.textAt('ISSN'),
    language: article.textAt('Language'),
    abstract: abstractOf(article),
    PMID: citation.textAt('PMID'),
    ...identifiersOf(whole, article),
  }
  return { draft, keywords: keywordsOf(citation) }
}

function bookOf(whole: XmlElement, document: XmlElement): MappedRecord {
  const book = document.first('Book')
  const chapter = document.markupAt('ArticleTitle')
  const title = book?.markupAt('BookTitle')
  const authors = peopleIn(document.all('AuthorList', 'Author'))
  const lists = book?.all('AuthorList') ?? []
  const ofBook = (isEditors: boolean) =>
    peopleIn(
      lists
        .filter((list) => (list.attribute('Type') === 'editors') === isEditors)
        .flatMap((list) => list.all('Author')),
    )
  const draft = {
    type: chapter === undefined ? 'book' : 'chapter',
    title: withoutFullStop(chapter ?? title),
    'container-title': chapter === undefined ? undefined : title,
    author: authors.length > 0 ? authors : ofBook(false),
    editor: ofBook(true),
    issued: dateOf(document.first('ContributionDate')) ?? dateOf(book?.first('PubDate')),
    publisher: book?.textAt('Publisher', 'PublisherName'),
    'publisher-place': book?.textAt('Publisher', 'PublisherLocation'),
    'collection-title': book?.textAt('CollectionTitle'),
    edition: book?.textAt('Edition'),
    ISBN: book?.textAt('Isbn'),
    language: document.textAt('Language'),
    abstract: abstractOf(document),
    PMID: document.textAt('PMID'),
    ...identifiersOf(whole, document),
  }
  return { draft, keywords: keywordsOf(document) }
}

function peopleIn(authors: readonly XmlElement[]): CslName[] {
  const names = authors
    .filter((author) => author.attribute('ValidYN') !== 'N')
    .map((author): CslName | undefined => {
      const given = author.textAt('ForeName') ?? author.textAt('Initials')
      const name = nameOf(
        author.textAt('LastName'),
        given && spacedInitials(given),
        author.textAt('CollectiveName'),
      )
      const suffix = author.textAt('Suffix')
      return name?.family === undefined || suffix === undefined ? name : { ...name, suffix }
    })
    .filter((name) => name !== undefined)
  return names.some(({ family, literal }) => /^et al\.?$/i.test(family ?? literal ?? ''))
    ? [...names.filter(({ family, literal }) => !/^et al\.?$/i.test(family ?? literal ?? '')), othersName]
    : names
}

function dateOf(date: XmlElement | undefined): CslDate | undefined {
  if (date === undefined) return undefined
  const year = date.textAt('Year')
  if (year === undefined) return toCslDate(date.textAt('MedlineDate') ?? '')
  const month = date.textAt('Month') ?? date.textAt('Season') ?? ''
  return toCslDate(
    /^\d+$/.test(month)
      ? [year, month, date.textAt('Day') ?? ''].join('-')
      : `${year} ${month} ${date.textAt('Day') ?? ''}`,
  )
}

/** Parts of a structured abstract, each with its label before it. */
function abstractOf(article: XmlElement): string | undefined {
  const parts = article.all('Abstract', 'AbstractText').map((part) => {
    const label = part.attribute('Label')
    const words = part.markup()
    return label === undefined || label === 'UNLABELLED' ? words : `${label}: ${words}`
  })
  return parts.filter((part) => part !== '').join('\n\n') || undefined
}

function keywordsOf(citation: XmlElement): string[] {
  return [
    ...citation.textsAt('MeshHeadingList', 'MeshHeading', 'DescriptorName'),
    ...citation.textsAt('KeywordList', 'Keyword'),
  ]
}

function identifiersOf(whole: XmlElement, article: XmlElement): Record<string, string | undefined> {
  const ids = ['PubmedData', 'PubmedBookData'].flatMap((data) =>
    whole.all(data, 'ArticleIdList', 'ArticleId'),
  )
  const own = [...ids, ...article.all('ArticleIdList', 'ArticleId')]
  const named = (type: string) => own.find((each) => each.attribute('IdType') === type)?.text()
  const located = article.all('ELocationID').find((each) => each.attribute('EIdType') === 'doi')
  return { DOI: located?.text() ?? named('doi'), PMCID: named('pmc') }
}
