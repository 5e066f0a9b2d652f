import type { z } from 'zod'
import type { CslDate, CslName, CslType } from '#contract/csl.ts'
import { toCslDate } from '#contract/csl-date.ts'
import { normaliseArxivId } from '#contract/identifiers.ts'
import { nameWithComma } from '#contract/person-names.ts'
import { addressOf } from './crossref-to-csl.ts'
import {
  fields,
  isRecord,
  listOf,
  type MappedRecord,
  nameOf,
  pagesOf,
  text,
  wholeTitle,
} from './mapped-record.ts'

/** `resourceTypeGeneral` of the DataCite Metadata Schema 4.6, appendix 1. */
const types: Readonly<Record<string, CslType>> = {
  Audiovisual: 'motion_picture',
  Book: 'book',
  BookChapter: 'chapter',
  Collection: 'collection',
  ComputationalNotebook: 'software',
  ConferencePaper: 'paper-conference',
  ConferenceProceeding: 'book',
  DataPaper: 'article-journal',
  Dataset: 'dataset',
  Dissertation: 'thesis',
  Event: 'event',
  Image: 'graphic',
  Journal: 'periodical',
  JournalArticle: 'article-journal',
  PeerReview: 'review',
  Preprint: 'article',
  Report: 'report',
  Software: 'software',
  Sound: 'song',
  Standard: 'standard',
}

/** What `resourceType`, a free text, says of a `Text`. */
const words: readonly (readonly [RegExp, CslType])[] = [
  [/thesis|dissertation|학위/i, 'thesis'],
  [/preprint/i, 'article'],
  [/chapter/i, 'chapter'],
  [/conference|proceeding/i, 'paper-conference'],
  [/report|working paper/i, 'report'],
  [/journal|article/i, 'article-journal'],
  [/book/i, 'book'],
]

const person = fields({
  name: text,
  nameType: text,
  givenName: text,
  familyName: text,
  contributorType: text,
}).transform(({ name, nameType, givenName, familyName, contributorType }) => ({
  role: contributorType,
  name:
    nameType === 'Organizational' || name === undefined
      ? nameOf(familyName, givenName, name)
      : (nameOf(familyName, givenName) ?? nameWithComma(name) ?? nameOf(undefined, undefined, name)),
}))
const titles = listOf(fields({ title: text, titleType: text }))

const dataciteWork = fields({
  doi: text,
  url: text,
  types: fields({ resourceTypeGeneral: text, resourceType: text, citeproc: text }),
  titles,
  creators: listOf(person),
  contributors: listOf(person),
  publisher: fields({ name: text }),
  publicationYear: text,
  dates: listOf(fields({ date: text, dateType: text })),
  subjects: listOf(fields({ subject: text })),
  descriptions: listOf(fields({ description: text, descriptionType: text })),
  container: fields({ title: text, volume: text, issue: text, firstPage: text, lastPage: text }),
  relatedItems: listOf(
    fields({
      titles,
      relationType: text,
      volume: text,
      issue: text,
      firstPage: text,
      lastPage: text,
      relatedItemIdentifier: fields({ relatedItemIdentifier: text, relatedItemIdentifierType: text }),
    }),
  ),
  identifiers: listOf(fields({ identifier: text, identifierType: text })),
  sizes: listOf(text),
  version: text,
  language: text,
})
type DataciteWork = z.infer<typeof dataciteWork>

/** Maps a record of DataCite, alone or as the `attributes` of its REST API, to CSL. */
export function dataciteToCsl(record: unknown): MappedRecord | undefined {
  if (!isRecord(record)) return undefined
  const attributes = isRecord(record.attributes) ? record.attributes : record
  // Kernel 4.5 made the publisher an object; before it was its name.
  const { publisher } = attributes
  const work = dataciteWork.parse(
    typeof publisher === 'string' ? { ...attributes, publisher: { name: publisher } } : attributes,
  )
  const title = titleOf(work.titles)
  if (title === undefined && work.doi === undefined) return undefined
  const type = typeOf(work)
  const draft = {
    type,
    title,
    ...peopleOf(work),
    issued: issuedOf(work),
    ...containerOf(work, type),
    ...archiveOf(work),
    DOI: work.doi,
    URL: addressOf(work.url),
    publisher: work.publisher.name,
    version: work.version,
    language: work.language,
    // The same abstract in two languages is worth having in both.
    abstract: describedAs(work, ['Abstract']),
    note: describedAs(work, ['Methods', 'TechnicalInfo', 'SeriesInformation', 'Other']),
  }
  const keywords = work.subjects.map(({ subject }) => subject).filter((subject) => subject !== undefined)
  return { draft, keywords }
}

function titleOf(list: DataciteWork['titles']): string | undefined {
  const main = list.find(({ titleType }) => titleType === undefined) ?? list[0]
  const subtitle = list.find(({ titleType }) => titleType === 'Subtitle')
  return wholeTitle(main?.title, main === subtitle ? undefined : subtitle?.title)
}

function typeOf({ types: given }: DataciteWork): CslType | string {
  const general = types[given.resourceTypeGeneral ?? '']
  if (general !== undefined) return general
  const found = words.find(([pattern]) => pattern.test(given.resourceType ?? ''))
  return found?.[1] ?? given.citeproc ?? 'document'
}

function peopleOf(work: DataciteWork): Record<string, CslName[]> {
  const named = (list: DataciteWork['creators']) =>
    list.map(({ name }) => name).filter((name) => name !== undefined)
  const roles: Readonly<Record<string, string>> = { Editor: 'editor', Translator: 'translator' }
  const people: Record<string, CslName[]> = { author: named(work.creators) }
  for (const each of work.contributors) {
    const field = roles[each.role ?? ''] ?? 'contributor'
    people[field] = [...(people[field] ?? []), ...named([each])]
  }
  return people
}

function issuedOf(work: DataciteWork): CslDate | undefined {
  const issued = work.dates.find(({ dateType }) => dateType === 'Issued')?.date
  return toCslDate(issued ?? work.publicationYear ?? work.dates[0]?.date ?? '')
}

function containerOf(work: DataciteWork, type: string): Record<string, string | undefined> {
  const within = work.relatedItems.find(({ relationType }) => relationType === 'IsPublishedIn')
  const { container } = work
  const { relatedItemIdentifier: code, relatedItemIdentifierType: codeType } =
    within?.relatedItemIdentifier ?? {}
  const volume = within?.volume ?? container.volume
  const isNumber = /^\S{0,12}$/.test(volume ?? '')
  const size = work.sizes
    .map((each) => /^(\d+) ?[-–] ?(\d+)\b/.exec(each ?? ''))
    .find((match) => match !== null)
  const title = within === undefined ? container.title : (titleOf(within.titles) ?? container.title)
  return {
    [type === 'book' ? 'collection-title' : 'container-title']: title,
    ...(isNumber ? { volume } : { 'collection-title': volume }),
    issue: within?.issue ?? container.issue,
    page:
      pagesOf(
        pageOf(within?.firstPage ?? container.firstPage),
        pageOf(within?.lastPage ?? container.lastPage),
      ) ?? pagesOf(size?.[1], size?.[2]),
    ISBN: codeType === 'ISBN' ? code : undefined,
    ISSN: codeType === 'ISSN' ? code : undefined,
  }
}

/** DataCite cuts the page out of a printed reference, and often cuts something else ("No 1"). */
function pageOf(given: string | undefined): string | undefined {
  return given !== undefined && /^[A-Za-z]{0,3}\d+[A-Za-z]?$/.test(given) ? given : undefined
}

function archiveOf(work: DataciteWork): Record<string, string | undefined> {
  const named = work.identifiers.find(({ identifierType }) => identifierType === 'arXiv')?.identifier
  const arxiv = normaliseArxivId(named ?? work.doi ?? '')
  return arxiv === undefined
    ? {}
    : { archive: 'arXiv', archive_location: arxiv.id, number: `arXiv:${arxiv.id}` }
}

function describedAs(work: DataciteWork, kinds: readonly string[]): string | undefined {
  const found = work.descriptions.filter(({ descriptionType }) =>
    kinds.includes(descriptionType ?? 'Abstract'),
  )
  return found.map(({ description }) => description ?? '').join('\n\n') || undefined
}
