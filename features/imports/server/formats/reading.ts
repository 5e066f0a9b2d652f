import type { CslItem } from '#contract/csl.ts'
import type { EntryProblemCode } from '../../contract.ts'

export const bibliographyFormats = [
  'bibtex',
  'ris',
  'csl-json',
  'better-bibtex-json',
  'crossref-json',
  'crossref-xml',
  'datacite-json',
  'openalex-json',
  'endnote-xml',
  'mods',
  'pubmed-xml',
  'zotero-rdf',
  'medline',
  'ovid',
  'refer',
  'refworks',
  'web-of-science',
] as const
export type BibliographyFormat = (typeof bibliographyFormats)[number]

/** `cp949` is EUC-KR with Microsoft's extension; `windows-1252` also stands for Latin-1. */
export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'cp949' | 'windows-1252'

/** A file that an entry names. It is not in the bibliography; whoever has the folder beside it may take it from there. */
export type NamedAttachment = {
  /** As the program wrote it: relative to the bibliography, absolute on the machine it was written on, or an address. */
  path: string
  title?: string
  mediaType?: string
}

/** One work of a bibliography file. */
export type ReadEntry = {
  csl: CslItem
  citationKey?: string
  /** The author's keywords and the tags of the file's owner in their order, each once. */
  keywords: string[]
  /** Notes of the file's owner as plain text, paragraphs an empty line apart. */
  notes?: string[]
  /** The collections it lies in, each as the names from the outermost to its own. */
  collections?: string[][]
  attachments?: NamedAttachment[]
  /** The entry as it stands in the file. */
  verbatim: string
  /** The line it begins on, from 1. */
  line: number
}

/** What a format knows of an entry before it has passed the door of CSL. */
export type MappedEntry = {
  /** For `parseCslItem`. */
  draft: unknown
  citationKey?: string | undefined
  keywords: readonly string[]
  /** May hold HTML. */
  notes?: readonly string[]
  collections?: readonly (readonly string[])[]
  attachments?: readonly NamedAttachment[]
}

export type ReadEntries = { entries: ReadEntry[]; problems: EntryProblem[] }

/** Something of a file that could not be taken as it stands. */
export type EntryProblem = {
  code: EntryProblemCode
  line: number
  /** The start of the text it is about. */
  excerpt: string
  /** Citation key of the entry, when it has one. */
  key?: string
  /** The field it is about, in the words of the format. */
  field?: string
}

export type BibliographyReading = {
  format: BibliographyFormat
  encoding: TextEncoding
  entries: ReadEntry[]
  problems: EntryProblem[]
}

export type UnreadableReason = 'unknown_format' | 'binary' | 'too_large' | 'too_complex'

/** The file as a whole is no bibliography that Seogo reads. */
export class UnreadableBibliography extends Error {
  override readonly name = 'UnreadableBibliography'
  readonly reason: UnreadableReason

  constructor(reason: UnreadableReason, fileName: string) {
    super(`${fileName}: ${reason}`)
    this.reason = reason
  }
}

/** @returns the start of a text as one line, for showing which place is meant. */
export function excerptOf(text: string): string {
  const line = text.slice(0, 400).replaceAll(/\s+/g, ' ').trim()
  return line.length > 120 ? `${line.slice(0, 119).toWellFormed()}…` : line
}
