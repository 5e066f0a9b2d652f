import { parseXml, XmlElement } from '#platform/xml.ts'
import { crossrefToCsl } from './crossref-to-csl.ts'
import type { MappedRecord } from './mapped-record.ts'

/** Where each kind of deposit has the work, its whole and its series (Crossref's unixref schema 1.1). */
const kinds: readonly { path: readonly string[]; type: string; whole?: readonly string[] }[] = [
  { path: ['journal', 'journal_article'], type: 'journal-article', whole: ['journal', 'journal_metadata'] },
  {
    path: ['conference', 'conference_paper'],
    type: 'proceedings-article',
    whole: ['conference', 'proceedings_metadata'],
  },
  {
    path: ['conference', 'conference_paper'],
    type: 'proceedings-article',
    whole: ['conference', 'proceedings_series_metadata'],
  },
  { path: ['conference', 'proceedings_metadata'], type: 'proceedings' },
  { path: ['book', 'content_item'], type: 'book-chapter', whole: ['book', 'book_metadata'] },
  { path: ['book', 'content_item'], type: 'book-chapter', whole: ['book', 'book_series_metadata'] },
  { path: ['book', 'content_item'], type: 'book-chapter', whole: ['book', 'book_set_metadata'] },
  { path: ['book', 'book_metadata'], type: 'book' },
  { path: ['book', 'book_series_metadata'], type: 'book' },
  { path: ['book', 'book_set_metadata'], type: 'book' },
  { path: ['dissertation'], type: 'dissertation' },
  { path: ['report-paper', 'report-paper_metadata'], type: 'report' },
  { path: ['report-paper', 'report-paper_series_metadata'], type: 'report' },
  { path: ['posted_content'], type: 'posted-content' },
  { path: ['standard', 'standard_metadata'], type: 'standard' },
  { path: ['database', 'dataset'], type: 'dataset', whole: ['database', 'database_metadata'] },
]

/**
 * Maps a record of Crossref's XML (`doi_record`, or the `crossref` in it) to CSL.
 * @param record the element, or its text
 */
export function crossrefXmlToCsl(record: unknown): MappedRecord | undefined {
  const element = typeof record === 'string' ? parseXml(record) : record
  if (!(element instanceof XmlElement)) return undefined
  const root = element.name === 'crossref' ? element : (element.first('crossref') ?? element)
  const kind = kinds.find(
    ({ path, whole }) => root.first(...path) !== undefined && (!whole || root.first(...whole)),
  )
  const work = kind && root.first(...kind.path)
  if (kind === undefined || work === undefined) return undefined
  const whole = kind.whole && root.first(...kind.whole)
  const issue = root.first('journal', 'journal_issue')
  return crossrefToCsl({
    ...workOf(work),
    ...wholeOf(work, whole),
    type: kind.type,
    subtype: kind.type === 'posted-content' ? work.attribute('type') : undefined,
    issued: dateOf(work) ?? dateOf(issue) ?? dateOf(whole),
    volume: issue?.textAt('journal_volume', 'volume') ?? work.textAt('volume') ?? whole?.textAt('volume'),
    issue: issue?.textAt('issue'),
    event: {
      name: root.textAt('conference', 'event_metadata', 'conference_name'),
      location: root.textAt('conference', 'event_metadata', 'conference_location'),
    },
    language: work.attribute('language') ?? whole?.attribute('language'),
  })
}

function workOf(work: XmlElement): Record<string, unknown> {
  const [first, last] = [work.textAt('pages', 'first_page'), work.textAt('pages', 'last_page')]
  const people = [...work.all('contributors', 'person_name'), ...work.all('person_name')]
  const named = (role: string) => [
    ...people.filter((each) => (each.attribute('contributor_role') ?? 'author') === role).map(personOf),
    ...work
      .all('contributors', 'organization')
      .filter((each) => (each.attribute('contributor_role') ?? 'author') === role)
      .map((each) => ({ name: each.text() })),
  ]
  return {
    title: [work.markupAt('titles', 'title')],
    subtitle: [work.markupAt('titles', 'subtitle')],
    author: named('author'),
    editor: named('editor'),
    translator: named('translator'),
    page: first === undefined || last === undefined ? first : `${first}-${last}`,
    abstract: work.markupAt('abstract'),
    DOI: work.textAt('doi_data', 'doi'),
    resource: { primary: { URL: work.textAt('doi_data', 'resource') } },
    institution: [
      {
        name:
          work.textAt('institution', 'institution_name') ??
          // A preprint server that names no institution is known by the group.
          (work.name === 'posted_content' ? work.textAt('group_title') : undefined),
      },
    ],
    degree: [work.textAt('degree')],
    'edition-number': work.textAt('edition_number'),
  }
}

function wholeOf(work: XmlElement, whole: XmlElement | undefined): Record<string, unknown> {
  const title =
    whole?.markupAt('full_title') ??
    whole?.markupAt('proceedings_title') ??
    whole?.markupAt('titles', 'title')
  const series = [work, whole]
    .map((each) => each?.markupAt('series_metadata', 'titles', 'title'))
    .find((text) => text !== undefined)
  const from = (...path: string[]) => whole?.textAt(...path) ?? work.textAt(...path)
  return {
    'container-title': title === undefined ? [] : [series, title],
    'short-container-title': [whole?.textAt('abbrev_title')],
    ISSN: [from('issn')],
    ISBN: [from('isbn')],
    publisher: from('publisher', 'publisher_name'),
    'publisher-location':
      from('publisher', 'publisher_place') ?? work.textAt('institution', 'institution_place'),
  }
}

function personOf(person: XmlElement): Record<string, string | undefined> {
  return {
    given: person.textAt('given_name'),
    family: person.textAt('surname'),
    suffix: person.textAt('suffix'),
  }
}

/** The date of the printed work where there is one, as the work is cited. */
function dateOf(element: XmlElement | undefined): { 'date-parts': number[][] } | undefined {
  const dates = ['publication_date', 'posted_date', 'approval_date'].flatMap(
    (name) => element?.all(name) ?? [],
  )
  const date = dates.find((each) => each.attribute('media_type') === 'print') ?? dates[0]
  const parts = ['year', 'month', 'day'].map((name) => Number(date?.textAt(name) ?? Number.NaN))
  const end = parts.findIndex((part) => !Number.isInteger(part))
  const known = end === -1 ? parts : parts.slice(0, end)
  return known.length === 0 ? undefined : { 'date-parts': [known] }
}
