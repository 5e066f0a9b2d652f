import type { CslDate, CslType } from '#contract/csl.ts'
import { toCslDate } from '#contract/csl-date.ts'
import { findArxivIds, normaliseArxivId } from '#contract/identifiers.ts'
import type { BibtexEntry } from './bibtex-fields.ts'
import { bibtexNames } from './bibtex-names.ts'
import { texToText } from './tex-to-text.ts'

/** A CSL record before it has passed `parseCslItem`. */
export type CslDraft = Record<string, unknown>

/** Entry types of BibTeX and BibLaTeX (manual 3.20, §2.1). */
const types: Readonly<Record<string, CslType>> = {
  article: 'article-journal',
  artwork: 'graphic',
  audio: 'song',
  bibnote: 'document',
  book: 'book',
  bookinbook: 'chapter',
  booklet: 'pamphlet',
  collection: 'book',
  commentary: 'book',
  conference: 'paper-conference',
  dataset: 'dataset',
  electronic: 'webpage',
  image: 'graphic',
  inbook: 'chapter',
  incollection: 'chapter',
  inproceedings: 'paper-conference',
  inreference: 'entry-encyclopedia',
  jurisdiction: 'legal_case',
  legislation: 'legislation',
  letter: 'personal_communication',
  magazine: 'article-magazine',
  manual: 'report',
  mastersthesis: 'thesis',
  misc: 'document',
  movie: 'motion_picture',
  music: 'song',
  mvbook: 'book',
  mvcollection: 'book',
  mvproceedings: 'book',
  mvreference: 'book',
  newspaper: 'article-newspaper',
  online: 'webpage',
  patent: 'patent',
  performance: 'performance',
  periodical: 'periodical',
  phdthesis: 'thesis',
  preprint: 'article',
  presentation: 'speech',
  proceedings: 'book',
  reference: 'book',
  report: 'report',
  review: 'review',
  software: 'software',
  standard: 'standard',
  suppbook: 'chapter',
  suppcollection: 'chapter',
  suppperiodical: 'article-journal',
  talk: 'speech',
  techreport: 'report',
  thesis: 'thesis',
  unpublished: 'manuscript',
  video: 'motion_picture',
  webpage: 'webpage',
  www: 'webpage',
}

const genres: Readonly<Record<string, string>> = {
  phdthesis: 'PhD thesis',
  mathesis: "Master's thesis",
  mastersthesis: "Master's thesis",
  bathesis: "Bachelor's thesis",
  candthesis: 'Candidate thesis',
  techreport: 'Technical report',
  resreport: 'Research report',
}

/** CSL field and the BibTeX fields it is read from, the first that is there. */
const plainFields: readonly (readonly [string, ...string[]])[] = [
  ['title-short', 'shorttitle'],
  ['original-title', 'origtitle'],
  ['container-title-short', 'shortjournal', 'shortbooktitle'],
  ['collection-title', 'series'],
  ['event-title', 'eventtitle'],
  ['publisher', 'publisher', 'school', 'institution', 'university', 'organization'],
  ['volume', 'volume'],
  ['edition', 'edition'],
  ['chapter-number', 'chapter'],
  ['number-of-pages', 'pagetotal', 'numpages'],
  ['number-of-volumes', 'volumes'],
  ['version', 'version'],
  ['status', 'pubstate'],
  ['language', 'language', 'langid', 'hyphenation'],
  ['abstract', 'abstract'],
  ['annote', 'annotation', 'annote', 'review'],
  ['call-number', 'library'],
]

const codeFields: readonly (readonly [string, ...string[]])[] = [
  ['DOI', 'doi'],
  ['ISBN', 'isbn', 'isbn-13'],
  ['ISSN', 'issn'],
  ['PMID', 'pmid'],
  ['PMCID', 'pmcid'],
]

const nameFields: readonly (readonly [string, ...string[]])[] = [
  ['author', 'author'],
  ['editor', 'editor', 'editors'],
  ['translator', 'translator'],
  ['container-author', 'bookauthor'],
  ['director', 'director'],
  ['recipient', 'recipient'],
]

/** Maps a BibTeX entry to CSL, all values as reading text. */
export function bibtexToCsl(entry: BibtexEntry, preamble: string): CslDraft {
  const field = (...names: readonly string[]): string | undefined => {
    for (const name of names) {
      const tex = entry.fields.get(name)
      const text = tex === undefined ? '' : texToText(tex, preamble)
      if (text !== '') return text
    }
    return undefined
  }
  const draft: CslDraft = { type: types[entry.type] ?? 'document' }
  for (const [csl, ...names] of nameFields) {
    const tex = names.map((name) => entry.fields.get(name)).find((value) => value !== undefined)
    if (tex !== undefined) draft[csl] = bibtexNames(tex, preamble)
  }
  for (const [csl, ...names] of plainFields) draft[csl] = field(...names)
  for (const [csl, ...names] of codeFields) {
    const code = verbatimText(
      names.map((name) => entry.fields.get(name)).find((value) => value !== undefined),
    )
    if (code !== undefined) draft[csl] = code
  }
  Object.assign(draft, titlesOf(draft, field))
  draft.genre = genreOf(entry.type, field('type'))
  draft.page = pagesOf(field('pages', 'page') ?? field('eid', 'articleno', 'article-number'))
  draft.issued = issuedOf(entry, field)
  draft.accessed = dateOf(field('urldate', 'lastchecked', 'lastaccessed'))
  draft['event-date'] = dateOf(field('eventdate'))
  draft['original-date'] = dateOf(field('origdate', 'origyear'))
  Object.assign(
    draft,
    numbersOf(draft, field),
    placesOf(field),
    addressOf(entry, field),
    archiveOf(entry, draft),
  )
  return draft
}

type Field = (...names: readonly string[]) => string | undefined

function titlesOf(draft: CslDraft, field: Field): CslDraft {
  const title = joinTitle(field('title'), field('subtitle'), field('titleaddon'))
  const container = containerOf(field)
  // A collection as a whole may name itself in `booktitle` alone.
  const isWhole = draft.type === 'book' || draft.type === 'periodical'
  if (title === undefined && isWhole) return { title: container }
  return { title, 'container-title': container }
}

function joinTitle(title?: string, subtitle?: string, addition?: string): string | undefined {
  if (title === undefined) return subtitle
  const whole = subtitle === undefined ? title : `${title}${/[:?!.]$/.test(title) ? '' : ':'} ${subtitle}`
  return addition === undefined ? whole : `${whole}. ${addition}`
}

function containerOf(field: Field): string | undefined {
  const journal = joinTitle(field('journaltitle', 'journal'), field('journalsubtitle'))
  if (journal !== undefined) return journal
  return (
    joinTitle(field('booktitle'), field('booksubtitle')) ??
    joinTitle(field('maintitle'), field('mainsubtitle'))
  )
}

function genreOf(type: string, given: string | undefined): string | undefined {
  const name = (given ?? type).toLowerCase()
  return (Object.hasOwn(genres, name) ? genres[name] : undefined) ?? given
}

function pagesOf(text: string | undefined): string | undefined {
  return text?.replace(/^pp?\.\s*/i, '').replaceAll(/\s*[–—]\s*|\s*-+\s*/g, '-')
}

function dateOf(text: string | undefined): CslDate | undefined {
  return text === undefined ? undefined : toCslDate(text)
}

function issuedOf(entry: BibtexEntry, field: Field): CslDate | undefined {
  // Not as TeX, in which the ~ of "1999~" (about 1999, EDTF) is a space.
  const whole = dateOf(verbatimText(entry.fields.get('date')))
  if (whole !== undefined) return whole
  const year = field('year')
  const month = entry.fields.has('month') ? field('month') : undefined
  if (year === undefined) return undefined
  if (month === undefined) return toCslDate(year)
  const day = field('day') ?? ''
  const text = /^\d{1,2}$/.test(month) ? `${year}-${month}${day && `-${day}`}` : `${month} ${day} ${year}`
  const date = toCslDate(text)
  return date?.['date-parts'] === undefined ? toCslDate(year) : date
}

/** BibTeX has one `number` where CSL has the issue of a journal, the number of a report and that of a volume in a series. */
function numbersOf(draft: CslDraft, field: Field): CslDraft {
  const number = field('number')
  const issue = field('issue')
  switch (draft.type) {
    case 'article-journal':
    case 'article-magazine':
    case 'article-newspaper':
    case 'article':
      return { issue: number ?? issue }
    case 'book':
    case 'chapter':
    case 'paper-conference':
    case 'periodical':
      return draft['collection-title'] === undefined
        ? { issue: number ?? issue }
        : { 'collection-number': number, issue }
    default:
      return { number, issue }
  }
}

/** `location` is the publisher's place in BibLaTeX; beside an `address` it is where the conference was (ACM). */
function placesOf(field: Field): CslDraft {
  const address = field('address')
  const location = field('location')
  return {
    'publisher-place': address ?? location,
    'event-place': field('venue', 'conference-location') ?? (address === undefined ? undefined : location),
  }
}

/** The address on the web, which `howpublished` and `note` often hold, and what else they say. */
function addressOf(entry: BibtexEntry, field: Field): CslDraft {
  const found = ['url', 'ee', 'link', 'howpublished', 'note']
    .map((name) => /https?:\/\/[^\s]+/.exec(verbatimText(entry.fields.get(name)) ?? '')?.[0])
    .find((address) => address !== undefined)
  const notes = ['note', 'addendum', 'howpublished']
    .map((name) => field(name))
    .filter((text) => text !== undefined && text.replaceAll(/https?:\/\/\S+/g, '').trim() !== '')
  const address = found ?? verbatimText(entry.fields.get('url'))
  return { URL: address?.replace(/[.,;]$/, ''), note: notes.length === 0 ? undefined : notes.join('\n\n') }
}

/** arXiv and other preprint servers; Google Scholar writes "arXiv preprint arXiv:1706.03762" into the journal. */
function archiveOf(entry: BibtexEntry, draft: CslDraft): CslDraft {
  const eprint = verbatimText(entry.fields.get('eprint') ?? entry.fields.get('arxivid'))
  const server = verbatimText(entry.fields.get('eprinttype') ?? entry.fields.get('archiveprefix')) ?? ''
  const container = typeof draft['container-title'] === 'string' ? draft['container-title'] : ''
  const arxiv = arxivIn(eprint, server) ?? findArxivIds(container)[0]
  if (arxiv !== undefined) {
    const isPublished = container !== '' && !/^(arxiv|corr\b|computing research repository)/i.test(container)
    const location = arxiv.version === undefined ? arxiv.id : `${arxiv.id}v${arxiv.version}`
    const archived = { archive: 'arXiv', archive_location: location }
    return isPublished || !/^(article|misc|unpublished|online|preprint)$/.test(entry.type)
      ? archived
      : {
          ...archived,
          type: 'article',
          number: `arXiv:${location}`,
          publisher: 'arXiv',
          'container-title': undefined,
        }
  }
  if (eprint === undefined) return {}
  return /^pubmed$/i.test(server)
    ? { PMID: eprint }
    : { archive: server || undefined, archive_location: eprint }
}

function arxivIn(eprint: string | undefined, server: string): ReturnType<typeof normaliseArxivId> {
  return eprint === undefined || !/^(arxiv)?$/i.test(server) ? undefined : normaliseArxivId(eprint)
}

/** Addresses and numbers, in which TeX only escapes characters. */
export function verbatimText(tex: string | undefined): string | undefined {
  const text = tex
    ?.replaceAll(/\\(?:url|path|href|nolinkurl)\s*(?=\{)/g, '')
    .replaceAll(/\$\\sim\$|\{?\\(?:textasciitilde|string~|~)(?:\{\})?\}?/g, '~')
    .replaceAll(/\\(?:textunderscore|_)(?:\{\})?/g, '_')
    .replaceAll(/\\([%&#$_{}])/g, '$1')
    .replaceAll(/[{}]/g, '')
    .trim()
  return text === '' ? undefined : text
}
