import { z } from 'zod'

/** The item types of CSL 1.0.2 (https://docs.citationstyles.org/en/stable/specification.html, appendix III). */
export const cslTypes = [
  'article',
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'bill',
  'book',
  'broadcast',
  'chapter',
  'classic',
  'collection',
  'dataset',
  'document',
  'entry',
  'entry-dictionary',
  'entry-encyclopedia',
  'event',
  'figure',
  'graphic',
  'hearing',
  'interview',
  'legal_case',
  'legislation',
  'manuscript',
  'map',
  'motion_picture',
  'musical_score',
  'pamphlet',
  'paper-conference',
  'patent',
  'performance',
  'periodical',
  'personal_communication',
  'post',
  'post-weblog',
  'regulation',
  'report',
  'review',
  'review-book',
  'software',
  'song',
  'speech',
  'standard',
  'thesis',
  'treaty',
  'webpage',
] as const

export const cslType = z.enum(cslTypes)
export type CslType = z.infer<typeof cslType>

/** A person (`family`, `given`, …) or a name that must not be taken apart (`literal`). */
export const cslName = z.strictObject({
  family: z.string().optional(),
  given: z.string().optional(),
  'non-dropping-particle': z.string().optional(),
  'dropping-particle': z.string().optional(),
  suffix: z.string().optional(),
  literal: z.string().optional(),
})
export type CslName = z.infer<typeof cslName>

/** `[year]`, `[year, month]` or `[year, month, day]`; years before the common era are negative. */
const dateParts = z.array(z.int()).min(1).max(3)

export const cslDate = z.strictObject({
  /** One date, or the first and the last of a range. */
  'date-parts': z.array(dateParts).min(1).max(2).optional(),
  /** 1 spring … 4 winter. */
  season: z.int().min(1).max(4).optional(),
  circa: z.boolean().optional(),
  /** Words shown as they are when the date could not be read. */
  literal: z.string().optional(),
  raw: z.string().optional(),
})
export type CslDate = z.infer<typeof cslDate>

export const cslNameFields = [
  'author',
  'editor',
  'translator',
  'container-author',
  'collection-editor',
  'director',
  'composer',
  'illustrator',
  'interviewer',
  'recipient',
  'reviewed-author',
  'original-author',
  'contributor',
] as const
export type CslNameField = (typeof cslNameFields)[number]

export const cslDateFields = [
  'issued',
  'accessed',
  'submitted',
  'event-date',
  'original-date',
  'available-date',
] as const
export type CslDateField = (typeof cslDateFields)[number]

/** The text fields that Seogo reads or writes itself; others are kept as they came. */
export const cslTextFields = [
  'id',
  'citation-key',
  'title',
  'title-short',
  'original-title',
  'container-title',
  'container-title-short',
  'collection-title',
  'collection-number',
  'event-title',
  'event-place',
  'publisher',
  'publisher-place',
  'volume',
  'issue',
  'page',
  'number',
  'number-of-pages',
  'number-of-volumes',
  'chapter-number',
  'edition',
  'version',
  'section',
  'genre',
  'medium',
  'status',
  'language',
  'abstract',
  'note',
  'annote',
  'keyword',
  'DOI',
  'URL',
  'ISBN',
  'ISSN',
  'PMID',
  'PMCID',
  'archive',
  'archive_location',
  'call-number',
  'source',
] as const
export type CslTextField = (typeof cslTextFields)[number]

const text = z.string().optional()
const names = z.array(cslName).optional()
const date = cslDate.optional()

/**
 * A bibliographic record as Seogo stores it: CSL-JSON 1.0.2 with every text field a string of plain text (no markup,
 * no TeX) and every date part a whole number. Fields Seogo does not know stay beside the known ones.
 */
export const cslItem = z.looseObject({
  type: cslType,

  author: names,
  editor: names,
  translator: names,
  'container-author': names,
  'collection-editor': names,
  director: names,
  composer: names,
  illustrator: names,
  interviewer: names,
  recipient: names,
  'reviewed-author': names,
  'original-author': names,
  contributor: names,

  issued: date,
  accessed: date,
  submitted: date,
  'event-date': date,
  'original-date': date,
  'available-date': date,

  id: text,
  'citation-key': text,
  title: text,
  'title-short': text,
  'original-title': text,
  'container-title': text,
  'container-title-short': text,
  'collection-title': text,
  'collection-number': text,
  'event-title': text,
  'event-place': text,
  publisher: text,
  'publisher-place': text,
  volume: text,
  issue: text,
  page: text,
  number: text,
  'number-of-pages': text,
  'number-of-volumes': text,
  'chapter-number': text,
  edition: text,
  version: text,
  section: text,
  genre: text,
  medium: text,
  status: text,
  language: text,
  abstract: text,
  note: text,
  annote: text,
  keyword: text,
  DOI: text,
  URL: text,
  ISBN: text,
  ISSN: text,
  PMID: text,
  PMCID: text,
  archive: text,
  archive_location: text,
  'call-number': text,
  source: text,
})
export type CslItem = z.infer<typeof cslItem>

/** The name that stands for "and others" at the end of a list: what BibTeX writes, so that it survives a round trip. */
export const othersName: CslName = { literal: 'others' }

/** @returns whether the name only says that there are more names ("others", "et al.", "외"). */
export function isOthers(name: CslName): boolean {
  return /^(others|et\.? al\.?|외)$/i.test(name.literal ?? '')
}

const eastAsian = /^[\p{Script=Hangul}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u

/** @returns a name in reading order: "Ludwig van Beethoven", "홍길동". */
export function displayName(name: CslName): string {
  if (name.literal !== undefined) return name.literal
  const { family = '', given = '', suffix = '' } = name
  if (eastAsian.test(family) && eastAsian.test(given)) return family + given
  return [given, name['dropping-particle'], name['non-dropping-particle'], family, suffix]
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
}

/**
 * The people a work is known by, in reading order: its authors, or its editors when it names no author.
 * The mark "and others" is left out; {@link hasMoreAuthors} tells of it.
 */
export function displayAuthors(item: CslItem): string[] {
  return responsible(item)
    .filter((name) => !isOthers(name))
    .map(displayName)
    .filter((name) => name !== '')
}

/** @returns whether the record says that it does not name all its authors. */
export function hasMoreAuthors(item: CslItem): boolean {
  return responsible(item).some(isOthers)
}

function responsible(item: CslItem): CslName[] {
  return (item.author?.length ? item.author : item.editor) ?? []
}

/** @returns the year of publication, also when it only stands in a date that could not be read as one. */
export function yearOf(item: CslItem): number | undefined {
  const year = item.issued?.['date-parts']?.[0]?.[0]
  if (year !== undefined) return year
  const words = item.issued?.literal ?? item.issued?.raw ?? ''
  const found = /(?<!\d)(1[5-9]|20|21)\d\d(?!\d)/.exec(words)
  return found ? Number(found[0]) : undefined
}
