import { type ArxivId, findArxivIds, findDois, normaliseDoi } from '#contract/identifiers.ts'
import type { RecognisedMetadata } from '../pdf-reading.ts'
import type { FirstPage } from './seen-lines.ts'

type Metadata = Record<string, string>

/**
 * The DOI the first pages print as the paper's own: on the first page rather than the second, with its label or address
 * rather than bare. A DOI inside a list of references is another paper's.
 */
export function recogniseDoi(pages: FirstPage[], metadata: Metadata): RecognisedMetadata['doi'] {
  const declared = [
    metadata.prismDoi,
    metadata.pdfxDoi,
    metadata.xmpIdentifier,
    metadata.title,
    metadata.subject,
  ]
  const inMetadata = declared.flatMap((value) => (value === undefined ? [] : findDois(value)))[0]
  const printed = pages.flatMap((page, index) => printedDois(page).map((found) => ({ ...found, index })))
  const best = printed.sort((a, b) => a.index - b.index || Number(b.labelled) - Number(a.labelled))[0]
  if (best !== undefined) {
    const agrees = inMetadata === best.doi
    const confidence = agrees ? 0.98 : best.index > 0 ? 0.6 : best.labelled ? 0.9 : 0.7
    return { value: best.doi, confidence, origin: 'page' }
  }
  return inMetadata === undefined ? undefined : { value: inMetadata, confidence: 0.7, origin: 'metadata' }
}

const references = /^\s*(?:references|bibliography|literature cited|참고\s*문헌)\s*$/i
const label = /(?:doi(?:\.org)?\s*[:/]?\s*|https?:\/\/\S*)$/i

function printedDois(page: FirstPage): { doi: string; labelled: boolean }[] {
  const found: { doi: string; labelled: boolean }[] = []
  for (const [index, line] of page.lines.entries()) {
    if (references.test(line.text)) break
    // An address is broken after a slash; the rest stands on the next line.
    const text = /10\.\d{4,9}\/$/.test(line.text)
      ? line.text + (page.lines[index + 1]?.text ?? '')
      : line.text
    if (/^\s*\[\d+\]/.test(text)) continue
    for (const match of text.matchAll(/\b10\.\d{4,9}\/[^\s"<>{}|\\^`]+/g)) {
      const doi = normaliseDoi(match[0])
      if (doi !== undefined) found.push({ doi, labelled: label.test(text.slice(0, match.index)) })
    }
  }
  return found
}

/** The arXiv id of the stamp in the margin, or one the first page names as its own. */
export function recogniseArxiv(pages: FirstPage[], metadata: Metadata): RecognisedMetadata['arxiv'] {
  const lines = pages[0]?.lines ?? []
  const stamped = firstArxiv(lines.filter((line) => !line.upright).map((line) => line.text))
  if (stamped !== undefined) return { value: stamped, confidence: 0.99, origin: 'page' }
  const upright = lines.filter((line) => line.upright && !/arxiv preprint|^\s*\[\d+\]/i.test(line.text))
  const printed = firstArxiv(upright.map((line) => line.text))
  if (printed !== undefined) return { value: printed, confidence: 0.7, origin: 'page' }
  const declared = firstArxiv([metadata.title ?? '', metadata.subject ?? '', metadata.xmpIdentifier ?? ''])
  return declared === undefined ? undefined : { value: declared, confidence: 0.8, origin: 'metadata' }
}

function firstArxiv(texts: string[]): ArxivId | undefined {
  return texts.flatMap(findArxivIds)[0]
}
