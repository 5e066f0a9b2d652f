import { decodeText } from './decode-text.ts'
import { detectFormat } from './detect-format.ts'
import { lineCounter } from './line-counter.ts'
import { readCrossrefJson, readDataciteJson, readOpenAlexJson } from './read-api-json.ts'
import { readBetterBibtexJson } from './read-better-bibtex-json.ts'
import { readBibtex } from './read-bibtex.ts'
import { readCrossrefXml } from './read-crossref-xml.ts'
import { readCslJson } from './read-csl-json.ts'
import { readEndnoteXml } from './read-endnote-xml.ts'
import { readMedline } from './read-medline.ts'
import { readMods } from './read-mods.ts'
import { readOvid } from './read-ovid.ts'
import { readPubmedXml } from './read-pubmed-xml.ts'
import { readRis } from './read-ris.ts'
import { readRefer, readRefworks, readWebOfScience } from './read-tagged.ts'
import { readZoteroRdf } from './read-zotero-rdf.ts'
import {
  type BibliographyFormat,
  type BibliographyReading,
  type EntryProblem,
  excerptOf,
  type ReadEntries,
  type UnreadableReason,
} from './reading.ts'

const readers: Readonly<
  Record<BibliographyFormat, (text: string, onEntry: (done: number) => void) => ReadEntries>
> = {
  bibtex: readBibtex,
  ris: readRis,
  'csl-json': readCslJson,
  'better-bibtex-json': readBetterBibtexJson,
  'crossref-json': readCrossrefJson,
  'datacite-json': readDataciteJson,
  'openalex-json': readOpenAlexJson,
  'endnote-xml': readEndnoteXml,
  'pubmed-xml': readPubmedXml,
  'zotero-rdf': readZoteroRdf,
  'crossref-xml': readCrossrefXml,
  medline: readMedline,
  ovid: readOvid,
  mods: readMods,
  refer: readRefer,
  refworks: readRefworks,
  'web-of-science': readWebOfScience,
}

// A file in a wrong encoding has such places everywhere; some are enough to see it.
const lostPlacesShown = 20

/** Reads a bibliography in this thread, which it occupies for about a second per thousand entries of hard BibTeX. */
export function readBibliographyHere(
  bytes: Uint8Array,
  fileName: string,
  onEntry: (done: number) => void,
): BibliographyReading | { unreadable: UnreadableReason } {
  const decoded = decodeText(bytes)
  if (decoded === undefined) return { unreadable: 'binary' }
  const { encoding, lostCount } = decoded
  // Old Macintosh programs end lines with CR alone.
  const text = decoded.text.replaceAll(/\r\n?/g, '\n')
  const format = detectFormat(text, fileName)
  if (format === undefined) return { unreadable: 'unknown_format' }
  const { entries, problems } = readers[format](text, onEntry)
  const lost = lostCount === 0 ? [] : lostPlaces(text)
  return {
    format,
    encoding,
    entries,
    problems: [...lost, ...problems].toSorted((one, other) => one.line - other.line),
  }
}

function lostPlaces(text: string): EntryProblem[] {
  const lineAt = lineCounter(text)
  const byLine = new Map<number, string>()
  for (let place = text.indexOf('\ufffd'); place !== -1; place = text.indexOf('\ufffd', place + 1)) {
    const line = lineAt(place)
    if (!byLine.has(line)) byLine.set(line, text.slice(Math.max(0, place - 40), place + 40))
    if (byLine.size === lostPlacesShown) break
  }
  return [...byLine].map(([line, around]) => ({ code: 'characters_lost', line, excerpt: excerptOf(around) }))
}
