import type { XmlElement } from '#platform/xml.ts'

/** What Zotero's RDF is made of for one type: the elements of Dublin Core, PRISM and "biblio" by their nesting. */
const containers: Readonly<Record<string, string>> = {
  Journal: 'publicationTitle',
  Periodical: 'publicationTitle',
  Magazine: 'publicationTitle',
  Newspaper: 'publicationTitle',
  Book: 'bookTitle',
  Proceedings: 'proceedingsTitle',
  ConferenceProceedings: 'proceedingsTitle',
  Encyclopedia: 'encyclopediaTitle',
  EncyclopediaArticle: 'encyclopediaTitle',
  Dictionary: 'dictionaryTitle',
  Website: 'websiteTitle',
  Blog: 'blogTitle',
  Forum: 'forumTitle',
  Series: 'series',
}

/** Zotero's own element names by the kind of creator. */
const creatorLists: readonly (readonly [type: string, element: string])[] = [
  ['author', 'bib:authors'],
  ['editor', 'bib:editors'],
  ['contributor', 'bib:contributors'],
  ['artist', 'z:artists'],
  ['bookAuthor', 'z:bookAuthors'],
  ['cartographer', 'z:cartographers'],
  ['composer', 'z:composers'],
  ['director', 'z:directors'],
  ['interviewee', 'z:interviewees'],
  ['interviewer', 'z:interviewers'],
  ['inventor', 'z:inventors'],
  ['performer', 'z:performers'],
  ['podcaster', 'z:podcasters'],
  ['presenter', 'z:presenters'],
  ['programmer', 'z:programmers'],
  ['recipient', 'z:recipients'],
  ['reviewedAuthor', 'z:reviewedAuthors'],
  ['seriesEditor', 'z:seriesEditors'],
  ['translator', 'z:translators'],
]

/** Types of Zotero by the element, for an RDF of others that has no `z:itemType`. */
const typesByElement: Readonly<Record<string, string>> = {
  'bib:Article': 'journalArticle',
  'bib:Book': 'book',
  'bib:BookSection': 'bookSection',
  'bib:Manuscript': 'manuscript',
  'bib:Patent': 'patent',
  'bib:Report': 'report',
  'bib:Thesis': 'thesis',
}

/** Takes an item of Zotero's RDF back to the fields it has in Zotero. */
export function rdfItemToZotero(
  item: XmlElement,
  byName: ReadonlyMap<string, XmlElement>,
): Record<string, unknown> {
  const wholes = item
    .all('dcterms:isPartOf')
    .flatMap((each) => byName.get(each.attribute('rdf:resource') ?? '') ?? childElements(each))
  const both = [item, ...wholes]
  const either = (...path: string[]) =>
    both.map((each) => each.textAt(...path)).find((text) => text !== undefined)
  const codes = both.flatMap((each) => each.textsAt('dc:identifier'))
  const code = (pattern: RegExp) =>
    codes.map((each) => pattern.exec(each)?.[1]).find((found) => found !== undefined)
  const type = item.textAt('z:itemType') ?? typesByElement[item.name] ?? 'document'
  return {
    ...ownFields(item),
    ...containersOf(wholes),
    itemType: type,
    title: item.markupAt('dc:title'),
    creators: creatorsOf(item),
    tags: tagsOf(item),
    date: item.textAt('dc:date'),
    accessDate: item.textAt('dcterms:dateSubmitted'),
    abstractNote: item.textAt('dcterms:abstract'),
    extra: item.textAt('dc:description'),
    pages: item.textAt('bib:pages'),
    volume: either('prism:volume'),
    ...numberOf(item, wholes, type),
    edition: item.textAt('prism:edition'),
    journalAbbreviation: wholes
      .map((each) => each.textAt('dcterms:alternative'))
      .find((text) => text !== undefined),
    conferenceName: item.textAt('bib:presentedAt', 'Conference', 'dc:title'),
    publisher: either('dc:publisher', 'Organization', 'foaf:name'),
    place: either('dc:publisher', 'Organization', 'vcard:adr', 'Address', 'vcard:locality'),
    DOI: code(/^DOI:?\s*(10\.\S+)/i),
    ISSN: code(/^ISSN:?\s*(\S.*)/i),
    ISBN: code(/^ISBN:?\s*(\S.*)/i),
    url: item.textAt('dc:identifier', 'dcterms:URI', 'rdf:value'),
    callNumber: item.textAt('dc:subject', 'dcterms:LCC', 'rdf:value'),
    archiveLocation: item.textAt('dc:coverage'),
  }
}

function childElements(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string')
}

/** What Zotero has no word of a standard for is named as in Zotero: `z:language`, `z:shortTitle`, `z:citationKey`. */
function ownFields(item: XmlElement): Record<string, string> {
  const own = childElements(item).filter(({ name }) => name.startsWith('z:'))
  return Object.fromEntries(
    own.map((each) => [each.name.slice(2), each.text()]).filter(([, text]) => text !== ''),
  )
}

function containersOf(wholes: readonly XmlElement[]): Record<string, string | undefined> {
  return Object.fromEntries(
    wholes.flatMap((whole) => {
      const field = containers[whole.name.replace(/^.*:/, '')]
      return field === undefined ? [] : [[field, whole.markupAt('dc:title')]]
    }),
  )
}

/** The number of an article is the issue of its journal; of a report, a patent or a standard its own. */
function numberOf(
  item: XmlElement,
  wholes: readonly XmlElement[],
  type: string,
): Record<string, string | undefined> {
  const own = item.textAt('prism:number')
  const ofWhole = wholes.map((each) => each.textAt('prism:number')).find((text) => text !== undefined)
  const isArticle = /Article$|^conferencePaper$|^bookSection$/.test(type)
  return isArticle ? { issue: ofWhole ?? own } : { issue: ofWhole, number: own }
}

function creatorsOf(item: XmlElement): Record<string, string | undefined>[] {
  return creatorLists.flatMap(([creatorType, list]) =>
    item.all(list, 'rdf:Seq', 'rdf:li').flatMap((each) => {
      const person = each.first('foaf:Person')
      const name = each.textAt('foaf:Organization', 'foaf:name')
      return {
        creatorType,
        lastName: person?.textAt('foaf:surname'),
        // Zotero 4 wrote `givenname`.
        firstName: person?.textAt('foaf:givenName') ?? person?.textAt('foaf:givenname'),
        name,
      }
    }),
  )
}

function tagsOf(item: XmlElement): string[] {
  return item
    .all('dc:subject')
    .filter((subject) => subject.first('dcterms:LCC') === undefined)
    .map((subject) => subject.textAt('AutomaticTag', 'rdf:value') ?? subject.text())
}
