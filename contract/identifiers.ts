/**
 * The names by which the world knows a paper, in the one form Seogo stores and compares.
 * Sources: DOI Handbook §2.2 and Crossref's "DOIs and matching regular expressions"; arXiv's "Understanding the arXiv
 * identifier".
 */

const doiShape = /^10\.\d{4,9}\/\S+$/
const doiResolver = /^(?:https?:\/\/)?(?:dx\.|www\.)?doi\.org\//i
const doiLabel = /^(?:info:doi\/|urn:doi:|doi[:\s]\s*)/i

// Templates of publishers that authors forget to fill in. A DOI of zeros, of x or of n names nothing.
const placeholderDois = [
  /^10\.1145\/1122445\.112245\d$/,
  /^10\.1145\/1234567\.\d+$/,
  /^10\.1145\/nnnnnnn(\.nnnnnnn)?$/,
  /^10\.0000\//,
  /^10\.1000\/xyz123$/,
  /^10\.\d+\/(?:[xn0]+[.\-_/]?)+$/,
  /^10\.\d+\/\S*(?:xxxx|nnnnn)/,
]

/**
 * The canonical form of a DOI: without resolver or label, lower case, without the punctuation of the sentence around it.
 * @returns undefined when the text is no DOI, or a publisher's template nobody filled in.
 */
export function normaliseDoi(text: string): string | undefined {
  const trimmed = text.trim()
  const fromAddress = doiResolver.test(trimmed)
  const bare = trimmed.replace(doiResolver, '').replace(doiLabel, '').replace(doiResolver, '')
  const doi = trimSentenceEnd(fromAddress ? decodePercent(bare) : bare).toLowerCase()
  return doiShape.test(doi) && !isPlaceholderDoi(doi) ? doi : undefined
}

/** Whether a canonical DOI is a template such as `10.1145/nnnnnnn.nnnnnnn`. */
export function isPlaceholderDoi(doi: string): boolean {
  return placeholderDois.some((template) => template.test(doi))
}

/** Every DOI printed in a text, canonical, in order of appearance, each once. */
export function findDois(text: string): string[] {
  const printed = text.match(/\b10\.\d{4,9}\/[^\s"<>{}|\\^`]+/g) ?? []
  return [...new Set(printed.map(normaliseDoi).filter((doi) => doi !== undefined))]
}

export function doiUrl(doi: string): string {
  return `https://doi.org/${doi.split('/').map(encodeURIComponent).join('/')}`
}

function decodePercent(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}

// A DOI may end in a bracket it opened itself, as 10.1016/0004-3702(94)90036-1 nearly does.
function trimSentenceEnd(text: string): string {
  let end = text.length
  while (end > 0) {
    const last = text.charAt(end - 1)
    const opener = { ')': '(', ']': '[' }[last]
    const isSurplus = opener !== undefined && count(text, last, end) > count(text, opener, end)
    if (!isSurplus && !/[.,;:'"”’»>*]/.test(last)) break
    end -= 1
  }
  return text.slice(0, end)
}

function count(text: string, character: string, end: number): number {
  return text.slice(0, end).split(character).length - 1
}

/** An arXiv paper; the version is apart because all versions are one paper. */
export type ArxivId = { id: string; version?: number }

const arxivArchives =
  'acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|dg-ga|econ|' +
  'eess|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|patt-sol|physics|plasm-ph|' +
  'q-alg|q-bio|q-fin|quant-ph|solv-int|stat|supr-con'
const newArxiv = /^(\d{2})(0[1-9]|1[0-2])\.(\d{4,5})(?:v([1-9]\d*))?$/
const oldArxiv = new RegExp(
  `^(${arxivArchives})(?:\\.[a-z]{2})?/(\\d{2})(0[1-9]|1[0-2])(\\d{3})(?:v([1-9]\\d*))?$`,
  'i',
)
const arxivPrefix =
  /^(?:(?:https?:\/\/)?(?:www\.|export\.)?arxiv\.org\/(?:abs|pdf|html|format)\/|(?:https?:\/\/)?(?:dx\.)?doi\.org\/10\.48550\/arxiv\.|10\.48550\/arxiv\.|arxiv\s*:\s*|arxiv\.)/i

/**
 * The canonical form of an arXiv id, from a bare id, an address, a DOI of arXiv or the "arXiv:" notation.
 * Subject classes are dropped (`math.GT/0309136` is `math/0309136`).
 */
export function normaliseArxivId(text: string): ArxivId | undefined {
  const bare = text
    .trim()
    .replace(arxivPrefix, '')
    .replace(/(?:\.pdf)?(?:[?#].*)?$/i, '')
    .replace(/\s*\[[a-z-]+(\.[a-z-]+)?\]$/i, '')
  const current = newArxiv.exec(bare)
  if (current !== null) {
    const [, year = '', month = '', number = '', version] = current
    // From January 2015 on the number has five digits; the scheme began in April 2007.
    const digits = Number(year) >= 15 ? 5 : 4
    if (number.length !== digits || Number(year + month) < 704) return undefined
    return withVersion(`${year}${month}.${number}`, version)
  }
  const [, archive = '', year = '', month = '', number = '', version] = oldArxiv.exec(bare) ?? []
  return archive === ''
    ? undefined
    : withVersion(`${archive.toLowerCase()}/${year}${month}${number}`, version)
}

function withVersion(id: string, version: string | undefined): ArxivId {
  return version === undefined ? { id } : { id, version: Number(version) }
}

/** Every arXiv id a text names as such ("arXiv:…", an arxiv.org address, an arXiv DOI), in order of appearance. */
export function findArxivIds(text: string): ArxivId[] {
  const printed =
    text.match(
      /(?:arxiv\s*:\s*|arxiv\.org\/(?:abs|pdf)\/|10\.48550\/arxiv\.)[a-z.-]*\/?\d{4,7}(?:\.\d{4,5})?(?:v\d+)?/gi,
    ) ?? []
  return printed.map(normaliseArxivId).filter((id) => id !== undefined)
}

/** The DOI that arXiv registers for a paper, whatever its version. */
export function arxivDoi(id: string): string {
  return `10.48550/arxiv.${id.toLowerCase()}`
}

/** The canonical form of a PubMed id, from bare digits, an address or the "PMID:" notation (NLM: at most eight digits). */
export function normalisePmid(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^(?:https?:\/\/)?(?:www\.)?(?:pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov\/pubmed)\//i, '')
    .replace(/^(?:pmid|pubmed)\s*:?\s*/i, '')
    .replace(/\/?(?:[?#].*)?$/, '')
  return /^[1-9]\d{0,7}$/.test(bare) ? bare : undefined
}

/** The canonical form `PMC…` of a PubMed Central id; its version is dropped, because all versions are one paper. */
export function normalisePmcid(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(
      /^(?:https?:\/\/)?(?:www\.)?(?:pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov\/pmc)\/articles\//i,
      '',
    )
    .replace(/^pmcid\s*:?\s*/i, '')
  const digits = /^pmc\s?([1-9]\d{0,8})(?:\.\d+)?\/?(?:[?#].*)?$/i.exec(bare)?.[1]
  return digits === undefined ? undefined : `PMC${digits}`
}

/**
 * The canonical form of an ISBN: thirteen digits, also of one with ten. Of a field that lists several (hardback, e-book),
 * the first whose check digit is right (ISBN Users' Manual, 7th edition, §5).
 */
export function normaliseIsbn(text: string): string | undefined {
  const printed = text.match(/(?<![\dXx])\d(?:[-‐‑– ]?[\dXx]){9}(?:[-‐‑– ]?\d){0,3}(?![\dXx])/g) ?? []
  for (const each of printed) {
    const bare = each.replace(/[^\dXx]/g, '').toUpperCase()
    // Two numbers with a blank between them may have been taken for one.
    for (const isbn of [bare, bare.slice(0, 10)]) {
      if (/^97[89]\d{10}$/.test(isbn) && isbn.endsWith(isbn13CheckDigit(isbn))) return isbn
      if (/^\d{9}[\dX]$/.test(isbn) && isbn.endsWith(isbn10CheckDigit(isbn))) {
        const body = `978${isbn.slice(0, 9)}`
        return body + isbn13CheckDigit(body)
      }
    }
  }
  return undefined
}

function isbn13CheckDigit(isbn: string): string {
  const sum = weighted(isbn.slice(0, 12), (place) => (place % 2 === 0 ? 1 : 3))
  return String((10 - (sum % 10)) % 10)
}

function isbn10CheckDigit(isbn: string): string {
  const digit = (11 - (weighted(isbn.slice(0, 9), (place) => 10 - place) % 11)) % 11
  return digit === 10 ? 'X' : String(digit)
}

function weighted(digits: string, weightOf: (place: number) => number): number {
  return [...digits].reduce((sum, digit, place) => sum + Number(digit) * weightOf(place), 0)
}

/** An ISSN as `1234-567X`, its check digit right (ISO 3297). */
export function normaliseIssn(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^(?:e|p)?-?issn\s*:?\s*/i, '')
    .replaceAll(/[\s‐-―-]/g, '')
    .toUpperCase()
  if (!/^\d{7}[\dX]$/.test(bare)) return undefined
  const sum = [...bare].reduce(
    (total, digit, index) => total + (8 - index) * (digit === 'X' ? 10 : Number(digit)),
    0,
  )
  return sum % 11 === 0 ? `${bare.slice(0, 4)}-${bare.slice(4)}` : undefined
}

export const identifierKinds = ['doi', 'arxiv', 'pmid', 'pmcid', 'isbn', 'openalex', 'kci'] as const
export type IdentifierKind = (typeof identifierKinds)[number]
/** What a person may paste to add a work, in its canonical form. */
export type Identifier = { readonly kind: IdentifierKind; readonly value: string }

/**
 * Reads what was pasted: an identifier of a work, with or without its label, or the address of a page that names one
 * (doi.org, arXiv, PubMed, KCI, a publisher's page with the DOI in its path).
 * A bare number is a PMID only when it says so, or is no ISBN.
 * @returns undefined when there is no identifier of a work in it; an ISSN is that of a journal
 */
export function parseIdentifier(text: string): Identifier | undefined {
  const given = text.trim()
  if (given === '' || given.length > 2_000) return undefined
  const arxiv = normaliseArxivId(given)
  if (arxiv !== undefined) return { kind: 'arxiv', value: arxiv.id }
  const doi = normaliseDoi(given)
  if (doi !== undefined) return { kind: 'doi', value: doi }
  const openalex = /^(?:https?:\/\/(?:api\.)?openalex\.org\/(?:works\/)?|openalex\s*:\s*)?(W\d{4,12})$/i.exec(
    given,
  )?.[1]
  if (openalex !== undefined) return { kind: 'openalex', value: openalex.toUpperCase() }
  const kci =
    /^(?:kci\s*:\s*)?(ART\d{4,12})$/i.exec(given)?.[1] ??
    /kci\.go\.kr\/\S*artiId=(ART\d{4,12})/i.exec(given)?.[1]
  if (kci !== undefined) return { kind: 'kci', value: kci.toUpperCase() }
  const pmcid = normalisePmcid(given)
  if (pmcid !== undefined) return { kind: 'pmcid', value: pmcid }
  const isbn = /^(?:urn:)?(?:isbn(?:-1[03])?)?[\s:]*[\dx‐-―\s-]+$/i.test(given)
    ? normaliseIsbn(given)
    : undefined
  if (isbn !== undefined) return { kind: 'isbn', value: isbn }
  const pmid = normalisePmid(given)
  if (pmid !== undefined) return { kind: 'pmid', value: pmid }
  return inAddress(given)
}

/** An identifier inside the address of a page: its path or a parameter holds the DOI. */
function inAddress(text: string): Identifier | undefined {
  if (!/^https?:\/\/\S+$/i.test(text)) return undefined
  // Nature's pages are named by what stands behind the slash of their DOIs.
  const nature = /^https?:\/\/(?:www\.)?nature\.com\/articles\/([a-z0-9.-]+)/i.exec(text)?.[1]
  if (nature !== undefined)
    return { kind: 'doi', value: `10.1038/${nature.toLowerCase().replace(/\.pdf$/, '')}` }
  const found = findDois(decodePercent(text).replace(/[?#&](?!.*10\.\d{4,9}\/).*$/s, ''))[0]
  // Publishers hang parts of their own pages on the DOI.
  const doi = found?.replace(
    /(?:\/(?:full|abstract|pdf|epdf|html|meta|summary|references|fulltext)(?:\.html?)?|\.pdf)+$/,
    '',
  )
  return doi === undefined ? undefined : { kind: 'doi', value: doi }
}
