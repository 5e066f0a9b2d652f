import type { PdfReading, RecognisedMetadata } from './pdf-reading.ts'
import type { Block } from './recognise/blocks.ts'
import { recogniseAbstract } from './recognise/recognise-abstract.ts'
import { authorsAround, authorsInMetadata } from './recognise/recognise-authors.ts'
import { recogniseArxiv, recogniseDoi } from './recognise/recognise-identifiers.ts'
import {
  betterSpelling,
  similarity,
  type TitleCandidate,
  titleCandidates,
  usefulMetadataTitle,
} from './recognise/recognise-title.ts'
import { recogniseYear } from './recognise/recognise-year.ts'
import { type FirstPage, type SeenLine, seeLines } from './recognise/seen-lines.ts'
import { learnVocabulary, type Vocabulary } from './recognise/vocabulary.ts'
import { hasText } from './text-quality.ts'

export type RecognitionInput = {
  /** The first two or three pages. */
  pages: FirstPage[]
  /** The text of the whole document. */
  text: string
  metadata: PdfReading['metadata']
  textQuality: PdfReading['textQuality'] | 'ocr'
  /** Years after this one are not believed. */
  newestYear: number
}

/**
 * What a document says of itself. The look of its first pages comes first: lines with size, weight and place become
 * candidates, and candidates are scored; the file's dictionary only confirms, or helps where the pages are silent.
 */
export function recogniseMetadata(input: RecognitionInput): RecognisedMetadata {
  const { metadata } = input
  const readable = hasText(input.textQuality) ? input.pages : []
  const vocabulary = learnVocabulary(input.text)
  const pages = readable.map(seeLines)
  const metadataTitle = usefulMetadataTitle(metadata.title)
  const candidates = titleCandidates({ pages, metadataTitle, vocabulary })
  return withoutAbsent({
    title: recogniseTitle(candidates, metadataTitle, vocabulary),
    authors: recogniseAuthors(candidates, pages, metadata.author, vocabulary),
    abstract: recogniseAbstract(pages),
    year: recogniseYear(readable, input.newestYear),
    doi: recogniseDoi(readable, metadata),
    arxiv: recogniseArxiv(readable, metadata),
  })
}

// Below this the best block of 24 real papers was never the title.
const leastTitleScore = 1.5

function recogniseTitle(
  candidates: TitleCandidate[],
  metadataTitle: string | undefined,
  vocabulary: Vocabulary,
): RecognisedMetadata['title'] {
  const [best] = candidates
  if (best === undefined || best.score < leastTitleScore) {
    return metadataTitle === undefined
      ? undefined
      : { value: metadataTitle, confidence: 0.4, origin: 'metadata' }
  }
  const rival = candidates.find((other) => similarity(other.title, best.title) < 0.6)
  const margin = best.score - (rival?.score ?? 0)
  const confidence = Math.min(0.98, Math.max(0.3, 0.35 + best.score * 0.05 + margin * 0.12))
  const value =
    metadataTitle === undefined ? best.title : betterSpelling(best.title, metadataTitle, vocabulary)
  return { value, confidence: round(confidence), origin: value === best.title ? 'page' : 'metadata' }
}

function recogniseAuthors(
  candidates: TitleCandidate[],
  pages: SeenLine[][],
  metadataAuthor: string | undefined,
  vocabulary: Vocabulary,
): RecognisedMetadata['authors'] {
  // A cover sheet repeats the title without the people; the paper's own first page has both.
  const [best] = candidates
  const titles: Block[] = candidates
    .filter((candidate) => best !== undefined && similarity(candidate.title, best.title) > 0.6)
    .map((candidate) => candidate.block)
  for (const title of titles) {
    const found = authorsAround(title, pages[title.page] ?? [], vocabulary)
    if (found !== undefined)
      return { value: found.names, confidence: round(found.confidence), origin: 'page' }
  }
  const inMetadata = authorsInMetadata(metadataAuthor, vocabulary)
  return inMetadata.length === 0 ? undefined : { value: inMetadata, confidence: 0.3, origin: 'metadata' }
}

const round = (share: number) => Math.round(share * 100) / 100

function withoutAbsent(
  found: { [K in keyof RecognisedMetadata]: RecognisedMetadata[K] | undefined },
): RecognisedMetadata {
  const { title, authors, abstract, year, doi, arxiv } = found
  return {
    ...(title === undefined ? {} : { title }),
    ...(authors === undefined ? {} : { authors }),
    ...(abstract === undefined ? {} : { abstract }),
    ...(year === undefined ? {} : { year }),
    ...(doi === undefined ? {} : { doi }),
    ...(arxiv === undefined ? {} : { arxiv }),
  }
}
