import type { ExportFormat } from '../../contract.ts'
import type { Writer } from './exported.ts'
import { biblatexWriter, bibtexWriter } from './write-bibtex.ts'
import { cslJsonWriter } from './write-csl-json.ts'
import { csvWriter } from './write-csv.ts'
import { markdownWriter } from './write-markdown.ts'
import { risWriter } from './write-ris.ts'

/** The writer of each format that is one text. */
export const writers: Readonly<Record<Exclude<ExportFormat, 'markdown-files'>, Writer>> = {
  bibtex: bibtexWriter,
  biblatex: biblatexWriter,
  ris: risWriter,
  'csl-json': cslJsonWriter,
  csv: csvWriter,
  markdown: markdownWriter,
}
