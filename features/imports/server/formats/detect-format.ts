import type { BibliographyFormat } from './reading.ts'

/** The formats that a file name ending may mean. */
const endings: Readonly<Record<string, readonly BibliographyFormat[]>> = {
  bib: ['bibtex'],
  bibtex: ['bibtex'],
  biblatex: ['bibtex'],
  ris: ['ris'],
  json: ['csl-json'],
  enw: ['refer'],
  refer: ['refer'],
  ciw: ['web-of-science'],
  isi: ['web-of-science'],
  nbib: ['medline'],
  medline: ['medline'],
  csljson: ['csl-json'],
}

// Enough to meet a first entry behind the longest header or list of @strings.
const sampleLength = 200_000

type Sign = (sample: string, isNamed: boolean) => number

/**
 * Where a sample shows that it is of a format, or -1. The JSON and XML formats stand in the order in which they are asked:
 * the first that knows its own words in the file has it.
 */
const signs: readonly (readonly [BibliographyFormat, Sign])[] = [
  [
    'openalex-json',
    (sample) => jsonWith(sample, [/"id"\s*:\s*"https?:\/\/openalex\.org\/W\d/, /"authorships"\s*:/]),
  ],
  [
    'datacite-json',
    (sample) => jsonWith(sample, [/"(?:schemaVersion|resourceTypeGeneral)"\s*:/, /"titles"\s*:/]),
  ],
  [
    'crossref-json',
    (sample) =>
      Math.max(
        jsonWith(sample, [/"message-type"\s*:\s*"work/]),
        jsonWith(sample, [/"(?:is-referenced-by-count|references-count|content-domain)"\s*:/, /"DOI"\s*:/]),
      ),
  ],
  [
    'better-bibtex-json',
    // Its collections may fill all that is looked at, before the first item.
    (sample) =>
      Math.max(
        jsonWith(sample, [/"label"\s*:\s*"BetterBibTeX JSON"/]),
        jsonWith(sample, [/"itemType"\s*:\s*"/, /"(?:creators|title|attachments)"\s*:/]),
      ),
  ],
  [
    'csl-json',
    (sample) =>
      Math.max(
        jsonWith(sample, [/"(?:type|id)"\s*:\s*["\d]/, /"(?:title|author|issued|editor)"\s*:/]),
        /^\s*\[\s*\]\s*$/.test(sample) ? 0 : -1,
      ),
  ],
  ['mods', (sample) => xmlWith(sample, /<(?:\w{1,20}:)?mods[\s>]/)],
  ['pubmed-xml', (sample) => xmlWith(sample, /<(?:PubmedArticle|PubmedBookArticle)[\s>]/)],
  ['crossref-xml', (sample) => xmlWith(sample, /<doi_record[\s>]/)],
  ['endnote-xml', (sample) => xmlWith(sample, /<ref-type[\s>]/)],
  ['zotero-rdf', (sample) => xmlWith(sample, /<(?:z:itemType|bib:authors|z:Attachment)[\s>]/)],
  // The tag alone decides between PubMed's format and RIS, which has two letters before the same hyphen.
  ['medline', (sample) => sample.search(/^(?:PMID|OWN|STAT) ?- /m)],
  ['web-of-science', (sample) => sample.search(/^\ufeff?(?:FN (?:Clarivate|Thomson|ISI)|PT [A-Z]$)/m)],
  ['ovid', (sample) => sample.search(/^\s{0,4}<\d+\. ?>\s*\n\s{0,4}VN {1,2}- Ovid/m)],
  ['refworks', (sample) => sample.search(/^RT [A-Z][a-z]/m)],
  ['refer', (sample) => sample.search(/^%0 [A-Z]/m)],
  // Without its TY a record may still be read when the name says RIS.
  [
    'ris',
    (sample, isNamed) => sample.search(isNamed ? /^\s*[A-Z][A-Z0-9]\s{1,3}- /m : /^\s*TY\s{1,3}- [A-Z]/m),
  ],
  ['bibtex', (sample) => sample.search(/@\s*[a-z]+\s*[{(]/i)],
]

/**
 * Tells the format of a bibliography by what is in it; the name decides between two that fit, and for a file in which
 * there is no entry at all.
 * @returns undefined for anything else.
 */
export function detectFormat(text: string, fileName: string): BibliographyFormat | undefined {
  const sample = text.slice(0, sampleLength)
  const named = endings[/\.([a-z]+)$/.exec(fileName.toLowerCase())?.[1] ?? ''] ?? []
  const places = signs
    .map(([format, sign]) => ({ format, place: sign(sample, named.includes(format)) }))
    .filter(({ place }) => place !== -1)
  const isStructured = places.some(({ format }) => /-(?:json|xml|rdf)$|^mods$/.test(format))
  // One whole object or element can be nothing else, whatever its texts contain.
  if (isStructured && /^\s*[[{<]/.test(sample)) return places[0]?.format
  const byName = places.find(({ format }) => named.includes(format))
  const [first] = places.toSorted((one, other) => one.place - other.place)
  if (byName !== undefined || first !== undefined) return (byName ?? first)?.format
  return named.find((format) => isWithoutEntries(sample, format))
}

/** JSON in which all the words occur begins with the first character. */
function jsonWith(sample: string, words: readonly RegExp[]): number {
  return /^\s*[[{]/.test(sample) && words.every((word) => word.test(sample)) ? 0 : -1
}

function xmlWith(sample: string, element: RegExp): number {
  return /^\s*</.test(sample) && element.test(sample) ? 0 : -1
}

/** A file that is empty, or holds nothing but comments, is an empty bibliography of the format its name says. */
function isWithoutEntries(sample: string, named: BibliographyFormat): boolean {
  return sample.trim() === '' || (named === 'bibtex' && !/^\s*[<{[]/.test(sample))
}
