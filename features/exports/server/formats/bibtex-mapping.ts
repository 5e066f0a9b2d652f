import type { CslNameField, CslTextField, CslType } from '#contract/csl.ts'

/** The entry type of each CSL type: in BibTeX (BibTeXing, 1988, and what every style sets as @misc), in BibLaTeX (manual 3.20, §2.1). */
export const entryTypes: Readonly<Record<CslType, readonly [bibtex: string, biblatex: string]>> = {
  article: ['misc', 'online'],
  'article-journal': ['article', 'article'],
  'article-magazine': ['magazine', 'magazine'],
  'article-newspaper': ['newspaper', 'newspaper'],
  bill: ['legislation', 'legislation'],
  book: ['book', 'book'],
  broadcast: ['misc', 'misc'],
  chapter: ['incollection', 'incollection'],
  classic: ['book', 'book'],
  collection: ['book', 'collection'],
  dataset: ['dataset', 'dataset'],
  document: ['misc', 'misc'],
  entry: ['inreference', 'inreference'],
  'entry-dictionary': ['inreference', 'inreference'],
  'entry-encyclopedia': ['inreference', 'inreference'],
  event: ['misc', 'misc'],
  figure: ['artwork', 'artwork'],
  graphic: ['artwork', 'artwork'],
  hearing: ['misc', 'misc'],
  interview: ['misc', 'misc'],
  legal_case: ['jurisdiction', 'jurisdiction'],
  legislation: ['legislation', 'legislation'],
  manuscript: ['unpublished', 'unpublished'],
  map: ['misc', 'misc'],
  motion_picture: ['movie', 'movie'],
  musical_score: ['music', 'music'],
  pamphlet: ['booklet', 'booklet'],
  'paper-conference': ['inproceedings', 'inproceedings'],
  patent: ['patent', 'patent'],
  performance: ['performance', 'performance'],
  periodical: ['periodical', 'periodical'],
  personal_communication: ['letter', 'letter'],
  post: ['online', 'online'],
  'post-weblog': ['online', 'online'],
  regulation: ['legislation', 'legislation'],
  report: ['techreport', 'report'],
  review: ['review', 'review'],
  'review-book': ['review', 'review'],
  software: ['software', 'software'],
  song: ['music', 'music'],
  speech: ['unpublished', 'unpublished'],
  standard: ['standard', 'standard'],
  thesis: ['phdthesis', 'thesis'],
  treaty: ['legislation', 'legislation'],
  webpage: ['online', 'online'],
}

/** A field of the record and its name in BibTeX and in BibLaTeX. */
type Field = readonly [csl: CslTextField, bibtex: string, biblatex: string]

/** Titles keep their formulas and have their capitals protected. */
export const titleFields: readonly Field[] = [
  ['title', 'title', 'title'],
  ['title-short', 'shorttitle', 'shorttitle'],
  ['original-title', 'origtitle', 'origtitle'],
]

export const textFields: readonly Field[] = [
  ['collection-title', 'series', 'series'],
  ['event-title', 'eventtitle', 'eventtitle'],
  ['event-place', 'venue', 'venue'],
  ['publisher-place', 'address', 'location'],
  ['volume', 'volume', 'volume'],
  ['edition', 'edition', 'edition'],
  ['chapter-number', 'chapter', 'chapter'],
  ['number-of-pages', 'pagetotal', 'pagetotal'],
  ['number-of-volumes', 'volumes', 'volumes'],
  ['version', 'version', 'version'],
  ['status', 'pubstate', 'pubstate'],
  ['language', 'language', 'langid'],
  ['call-number', 'library', 'library'],
  ['abstract', 'abstract', 'abstract'],
  ['note', 'note', 'note'],
]

/** Written as they are: TeX escapes would break them where they are links. */
export const codeFields: readonly Field[] = [
  ['DOI', 'doi', 'doi'],
  ['URL', 'url', 'url'],
  ['ISBN', 'isbn', 'isbn'],
  ['ISSN', 'issn', 'issn'],
  ['PMID', 'pmid', 'pmid'],
  ['PMCID', 'pmcid', 'pmcid'],
]

export const nameFields: readonly (readonly [CslNameField, string])[] = [
  ['author', 'author'],
  ['editor', 'editor'],
  ['translator', 'translator'],
  ['container-author', 'bookauthor'],
  ['director', 'director'],
  ['recipient', 'recipient'],
]

/** Where each type names its publisher: [BibTeX, BibLaTeX]; `publisher` unless listed. */
export const publisherFields: Partial<Record<CslType, readonly [string, string]>> = {
  thesis: ['school', 'institution'],
  report: ['institution', 'institution'],
  webpage: ['organization', 'organization'],
}

export const periodicals: ReadonlySet<CslType> = new Set([
  'article-journal',
  'article-magazine',
  'article-newspaper',
  'article',
])
export const inVolumes: ReadonlySet<CslType> = new Set(['book', 'chapter', 'paper-conference', 'periodical'])
