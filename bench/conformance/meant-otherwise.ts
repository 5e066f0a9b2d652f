import type { Difference } from './compare-records.ts'

type Intention = {
  /** What the id of the record begins with. */
  readonly of: string
  readonly field: Difference['field'] | readonly Difference['field'][]
  /** Only when the two differ by nothing else than this. */
  readonly onlyBy?: 'capitals' | 'last full stop' | 'absence'
  readonly reason: string
}

/** Where Seogo means something else than the expectation that came with the data, and why. */
export const meantOtherwise: readonly Intention[] = [
  {
    of: 'zotero:BibTeX:4',
    field: 'creators',
    reason: 'Zotero puts the suffix III to the given name; CSL has a field for it',
  },
  {
    of: 'zotero:BibTeX:6',
    field: 'title',
    reason: '\\~ is an ASCII tilde, Zotero writes the operator U+223C',
  },
  {
    of: 'zotero:RIS:4',
    field: 'DOI',
    onlyBy: 'absence',
    reason: 'the DOI stands in the address; Zotero leaves it there',
  },
  {
    of: 'zotero:RIS:2',
    field: 'creators',
    reason: 'the second author of a patent is its assignee; Zotero leaves it out',
  },
  {
    of: 'RisImporterTest',
    field: 'date',
    reason: 'JabRef keeps the year and the month of a date; Seogo keeps the day, too',
  },
  {
    of: 'RisImporterTest6',
    field: ['title', 'creators'],
    reason:
      'the RIS has an em dash and no full stop behind the initial; JabRef’s expectation is of another version of it',
  },
  {
    of: 'RisImporterTest',
    field: 'container',
    reason: 'the RIS has the name of the journal in full and short; JabRef takes the short one',
  },
  {
    of: 'sample-500.bib',
    field: 'tags',
    reason: 'keywords are parted by commas, and a keyword with a comma in it cannot be told from two',
  },
  {
    of: 'sample-500.csl.json',
    field: 'tags',
    reason: 'keywords are parted by commas, and a keyword with a comma in it cannot be told from two',
  },
  { of: 'korean.csl.json', field: 'tags', reason: 'this file has no keywords' },
  {
    of: 'zotero:RIS:3',
    field: ['title', 'creators', 'date', 'DOI', 'container'],
    reason:
      'one record of each EndNote type with the names of its fields for values, which mean something else in each program',
  },
  {
    of: 'zotero:PubMed XML:',
    field: 'container',
    onlyBy: 'capitals',
    reason: 'the NLM writes titles of journals as sentences; Zotero capitalises them, Seogo keeps them',
  },
  {
    of: 'zotero:MEDLINEnbib:',
    field: 'title',
    onlyBy: 'last full stop',
    reason: 'PubMed ends titles with a full stop that is none of theirs; Zotero takes it off in XML alone',
  },
  {
    of: 'zotero:MEDLINEnbib:7',
    field: 'DOI',
    onlyBy: 'absence',
    reason: 'the DOI stands in the address; Zotero leaves it there',
  },
  {
    of: 'zotero:MEDLINEnbib:8',
    field: 'title',
    onlyBy: 'absence',
    reason: 'the record has a title; Zotero loses it',
  },
  { of: 'zotero:Endnote XML:3', field: 'creators', reason: 'Zotero drops the full stop of "Jr."' },
  {
    of: 'zotero:OpenAlex JSON:',
    field: 'abstract',
    onlyBy: 'absence',
    reason: 'Seogo puts the abstract together again',
  },
  {
    of: 'zotero:OpenAlex JSON:',
    field: 'DOI',
    onlyBy: 'absence',
    reason: 'the type has no field for a DOI in Zotero; CSL has one',
  },
  {
    of: 'zotero:Datacite JSON:',
    field: 'DOI',
    onlyBy: 'absence',
    reason: 'the type has no field for a DOI in Zotero; CSL has one',
  },
  {
    of: 'zotero:Datacite JSON:12',
    field: 'abstract',
    reason: 'Seogo keeps the German abstract beside the English one',
  },
  {
    of: 'zotero:Crossref Unixref XML:7',
    field: 'title',
    reason: 'the record has no title; Zotero writes that into the title, Seogo tells it of the entry',
  },
  {
    of: 'zotero:ReferBibIX:1',
    field: 'DOI',
    onlyBy: 'absence',
    reason: 'EndNote writes the DOI into %R; Zotero leaves it out',
  },
  {
    of: 'zotero:ReferBibIX:1',
    field: 'container',
    reason: 'the record has the journal in Chinese and in English; Zotero takes the last, Seogo the first',
  },
  {
    of: 'zotero:Web of Science Tagged:6',
    field: 'date',
    reason: 'of "1998, thesis publ. 1997" Seogo takes the year that the record has beside it',
  },
  {
    of: 'zotero:Web of Science Tagged:9',
    field: 'creators',
    reason: 'the record has an initial without its full stop; Zotero adds one',
  },
  {
    of: 'zotero:MODS:19',
    field: 'creators',
    reason:
      'the third name is the author once more, with years of life; Zotero adds a space between initials',
  },
  {
    of: 'zotero:MODS:14',
    field: 'container',
    onlyBy: 'absence',
    reason: 'the proceedings are an issue of a journal, which Seogo keeps',
  },
  {
    of: 'zotero:OVID Tagged:1',
    field: 'date',
    reason: 'the record has a field for the year; Zotero takes month and year out of the printed reference',
  },
  {
    of: 'zotero:OVID Tagged:5',
    field: ['creators', 'container'],
    reason: 'Zotero loses initials and cuts the title of the book at the first full stop',
  },
  {
    of: 'zotero:OVID Tagged:',
    field: 'tags',
    onlyBy: 'absence',
    reason: 'Seogo takes the subject headings of the database; Zotero leaves them out',
  },
  {
    of: 'zotero:OVID Tagged:7',
    field: 'creators',
    reason: 'Zotero makes two people of the second editor',
  },
]

/** @returns why a difference is meant so; undefined when it is not. */
export function reasonFor(of: string, difference: Difference): string | undefined {
  return meantOtherwise.find(
    (each) =>
      of.startsWith(each.of) &&
      [each.field].flat().includes(difference.field) &&
      (each.onlyBy === undefined || isOnly[each.onlyBy](difference)),
  )?.reason
}

const isOnly: Readonly<Record<NonNullable<Intention['onlyBy']>, (difference: Difference) => boolean>> = {
  capitals: ({ got, wanted }) => got.toLowerCase() === wanted.toLowerCase(),
  'last full stop': ({ got, wanted }) => `${got}.` === wanted,
  // There is more than was expected.
  absence: ({ wanted }) => wanted === '',
}
