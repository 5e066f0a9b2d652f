import type { CslTextField, CslType } from '#contract/csl.ts'

/** The reference type of each CSL type (RIS specification, 2001; EndNote's additions of 2011). */
export const risTypes: Readonly<Record<CslType, string>> = {
  article: 'UNPB',
  'article-journal': 'JOUR',
  'article-magazine': 'MGZN',
  'article-newspaper': 'NEWS',
  bill: 'BILL',
  book: 'BOOK',
  broadcast: 'MPCT',
  chapter: 'CHAP',
  classic: 'ANCIENT',
  collection: 'BOOK',
  dataset: 'DATA',
  document: 'GEN',
  entry: 'DICT',
  'entry-dictionary': 'DICT',
  'entry-encyclopedia': 'ENCYC',
  event: 'GEN',
  figure: 'FIGURE',
  graphic: 'ART',
  hearing: 'HEAR',
  interview: 'PCOMM',
  legal_case: 'CASE',
  legislation: 'STAT',
  manuscript: 'MANSCPT',
  map: 'MAP',
  motion_picture: 'MPCT',
  musical_score: 'MUSIC',
  pamphlet: 'PAMP',
  'paper-conference': 'CPAPER',
  patent: 'PAT',
  performance: 'GEN',
  periodical: 'JFULL',
  personal_communication: 'PCOMM',
  post: 'BLOG',
  'post-weblog': 'BLOG',
  regulation: 'STAT',
  report: 'RPRT',
  review: 'JOUR',
  'review-book': 'JOUR',
  software: 'COMP',
  song: 'SOUND',
  speech: 'GEN',
  standard: 'STAND',
  thesis: 'THES',
  treaty: 'LEGAL',
  webpage: 'ELEC',
}

/** Tags that mean the same in every type. */
export const plainTags: readonly (readonly [CslTextField, string])[] = [
  ['title', 'TI'],
  ['title-short', 'ST'],
  ['container-title-short', 'J2'],
  ['volume', 'VL'],
  ['edition', 'ET'],
  ['section', 'SE'],
  ['number-of-volumes', 'NV'],
  ['publisher', 'PB'],
  ['publisher-place', 'CY'],
  ['language', 'LA'],
  ['genre', 'M3'],
  ['call-number', 'CN'],
  ['source', 'DB'],
  ['archive_location', 'AN'],
  ['DOI', 'DO'],
  ['URL', 'UR'],
]

/** Types with a number of their own, which RIS keeps in the tag of the issue. */
export const numbered: ReadonlySet<CslType> = new Set(['report', 'patent', 'standard'])
/** Works of their own: they stand in no other, and count their pages. */
export const wholes: ReadonlySet<CslType> = new Set(['book', 'pamphlet', 'software', 'report'])
/** Parts of a book, whose serial number is the book's. */
export const parts: ReadonlySet<CslType> = new Set(['chapter', 'entry-dictionary', 'entry-encyclopedia'])
/** Types whose other people RIS gives other roles than that of a translator. */
export const withoutTranslator: ReadonlySet<CslType> = new Set([
  'bill',
  'dataset',
  'figure',
  'graphic',
  'hearing',
  'legal_case',
  'legislation',
  'map',
  'motion_picture',
  'patent',
  'post-weblog',
  'software',
  'song',
  'thesis',
])
