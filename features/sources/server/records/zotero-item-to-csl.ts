import { z } from 'zod'
import type { CslName, CslNameField, CslType } from '#contract/csl.ts'
import { toCslDate } from '#contract/csl-date.ts'
import { normaliseArxivId } from '#contract/identifiers.ts'
import { fields, isRecord, listOf, type MappedRecord, nameOf, text } from './mapped-record.ts'

/** Zotero's item types (https://api.zotero.org/itemTypes); what is missing is a document. */
const types: Readonly<Record<string, CslType>> = {
  artwork: 'graphic',
  audioRecording: 'song',
  bill: 'bill',
  blogPost: 'post-weblog',
  book: 'book',
  bookSection: 'chapter',
  case: 'legal_case',
  computerProgram: 'software',
  conferencePaper: 'paper-conference',
  dataset: 'dataset',
  dictionaryEntry: 'entry-dictionary',
  document: 'document',
  email: 'personal_communication',
  encyclopediaArticle: 'entry-encyclopedia',
  film: 'motion_picture',
  forumPost: 'post',
  hearing: 'hearing',
  instantMessage: 'personal_communication',
  interview: 'interview',
  journalArticle: 'article-journal',
  letter: 'personal_communication',
  magazineArticle: 'article-magazine',
  manuscript: 'manuscript',
  map: 'map',
  newspaperArticle: 'article-newspaper',
  patent: 'patent',
  podcast: 'song',
  preprint: 'article',
  presentation: 'speech',
  radioBroadcast: 'broadcast',
  report: 'report',
  standard: 'standard',
  statute: 'legislation',
  thesis: 'thesis',
  tvBroadcast: 'broadcast',
  videoRecording: 'motion_picture',
  webpage: 'webpage',
}

/** CSL field and the fields of Zotero it is read from, the first that is there. */
const plainFields: readonly (readonly [string, ...string[]])[] = [
  ['title', 'title', 'caseName', 'nameOfAct', 'subject'],
  ['title-short', 'shortTitle'],
  [
    'container-title',
    'publicationTitle',
    'bookTitle',
    'proceedingsTitle',
    'encyclopediaTitle',
    'dictionaryTitle',
    'websiteTitle',
    'blogTitle',
    'forumTitle',
    'programTitle',
    'seriesTitle',
  ],
  ['container-title-short', 'journalAbbreviation'],
  ['collection-title', 'series'],
  ['collection-number', 'seriesNumber'],
  ['event-title', 'conferenceName', 'meetingName'],
  [
    'publisher',
    'publisher',
    'university',
    'institution',
    'repository',
    'company',
    'studio',
    'label',
    'network',
    'distributor',
  ],
  ['publisher-place', 'place'],
  ['volume', 'volume', 'codeVolume', 'reporterVolume'],
  ['issue', 'issue', 'priorityNumbers'],
  ['page', 'pages', 'firstPage'],
  ['number-of-pages', 'numPages'],
  ['number-of-volumes', 'numberOfVolumes'],
  [
    'number',
    'number',
    'reportNumber',
    'patentNumber',
    'docketNumber',
    'billNumber',
    'publicLawNumber',
    'archiveID',
  ],
  ['edition', 'edition'],
  ['version', 'versionNumber'],
  ['section', 'section'],
  ['genre', 'genre', 'thesisType', 'reportType', 'manuscriptType', 'letterType', 'mapType', 'type'],
  ['medium', 'medium', 'artworkMedium', 'interviewMedium'],
  ['language', 'language'],
  ['abstract', 'abstractNote'],
  ['DOI', 'DOI'],
  ['URL', 'url'],
  ['ISBN', 'ISBN'],
  ['ISSN', 'ISSN'],
  ['PMID', 'PMID'],
  ['PMCID', 'PMCID'],
  ['call-number', 'callNumber'],
  ['archive', 'archive'],
  ['archive_location', 'archiveLocation'],
  ['source', 'libraryCatalog'],
]

const roles: Readonly<Record<string, CslNameField>> = {
  author: 'author',
  artist: 'author',
  bookAuthor: 'container-author',
  cartographer: 'author',
  composer: 'composer',
  contributor: 'contributor',
  director: 'director',
  editor: 'editor',
  interviewee: 'author',
  interviewer: 'interviewer',
  inventor: 'author',
  performer: 'author',
  podcaster: 'author',
  presenter: 'author',
  programmer: 'author',
  recipient: 'recipient',
  reviewedAuthor: 'reviewed-author',
  seriesEditor: 'collection-editor',
  sponsor: 'author',
  translator: 'translator',
}

const zoteroItem = fields({
  itemType: text,
  creators: listOf(fields({ creatorType: text, firstName: text, lastName: text, name: text })),
  date: text,
  issueDate: text,
  dateDecided: text,
  dateEnacted: text,
  accessDate: text,
  citationKey: text,
  citekey: text,
  extra: text,
  tags: listOf(z.union([z.string(), z.object({ tag: z.string() }).transform(({ tag }) => tag)])),
})
type ZoteroItem = z.infer<typeof zoteroItem>

/** Maps an item of Zotero (the fields of its API, its Connector and Better BibTeX's JSON) to CSL. */
export function zoteroItemToCsl(
  record: unknown,
): (MappedRecord & { citationKey: string | undefined }) | undefined {
  if (!isRecord(record)) return undefined
  const item = zoteroItem.parse(record)
  if (item.itemType === undefined || /^(?:attachment|note|annotation)$/.test(item.itemType)) return undefined
  const plain = Object.fromEntries(
    plainFields.map(([csl, ...names]) => [
      csl,
      names.map((name) => text.parse(record[name])).find((value) => value !== undefined),
    ]),
  )
  const extra = readExtra(item.extra)
  const draft = {
    ...plain,
    type: types[item.itemType] ?? 'document',
    ...peopleOf(item),
    issued: toCslDate(item.date ?? item.issueDate ?? item.dateDecided ?? item.dateEnacted ?? ''),
    accessed: toCslDate(item.accessDate ?? ''),
    ...Object.fromEntries(Object.entries(extra.fields).filter(([name]) => plain[name] === undefined)),
    ...archiveOf(plain.number),
    note: extra.note,
  }
  return { draft, keywords: item.tags, citationKey: item.citationKey ?? item.citekey ?? extra.citationKey }
}

function peopleOf(item: ZoteroItem): Record<string, CslName[]> {
  const people: Record<string, CslName[]> = {}
  for (const { creatorType, firstName, lastName, name } of item.creators) {
    const person = nameOf(lastName, firstName, name)
    if (person === undefined) continue
    // Zotero writes a name in one piece as a last name without a first one, too.
    const known = person.family !== undefined && person.given === undefined && /\s/.test(person.family)
    const field = roles[creatorType ?? 'author'] ?? 'contributor'
    people[field] = [...(people[field] ?? []), known ? { literal: person.family ?? '' } : person]
  }
  return people
}

function archiveOf(number: string | undefined): Record<string, string> {
  const arxiv = number !== undefined && /^arxiv:/i.test(number) ? normaliseArxivId(number) : undefined
  return arxiv === undefined ? {} : { archive: 'arXiv', archive_location: arxiv.id }
}

const inExtra: Readonly<Record<string, string>> = {
  doi: 'DOI',
  pmid: 'PMID',
  pmcid: 'PMCID',
  isbn: 'ISBN',
  issn: 'ISSN',
  'original date': 'original-date',
  'original-date': 'original-date',
  'original title': 'original-title',
  'original-title': 'original-title',
  'event place': 'event-place',
  'event-place': 'event-place',
  status: 'status',
}

/** What Zotero has no field for stands in lines of "extra": "Citation Key: kim2024", "PMID: 123"; the rest is a note. */
function readExtra(extra: string | undefined): {
  fields: Record<string, unknown>
  citationKey: string | undefined
  note: string | undefined
} {
  const found: Record<string, unknown> = {}
  const rest: string[] = []
  let citationKey: string | undefined
  for (const line of (extra ?? '').split('\n')) {
    const [, name = '', value = ''] = /^\s*([A-Za-z -]{3,20}):\s*(\S.*?)\s*$/.exec(line) ?? []
    const label = name.toLowerCase()
    const field = Object.hasOwn(inExtra, label) ? inExtra[label] : undefined
    if (/^(?:citation key|citekey|bibtex)$/.test(label)) citationKey ??= value
    else if (field === undefined) rest.push(line)
    else found[field] = field === 'original-date' ? toCslDate(value) : value
  }
  return { fields: found, citationKey, note: rest.join('\n').trim() || undefined }
}
