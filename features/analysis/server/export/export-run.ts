import { Readable } from 'node:stream'
import type { RunId } from '#contract/ids.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { AnswerLanguage, ExportedAs } from '../../contract.ts'
import { requireRun } from '../runs.ts'
import { toExported } from './to-exported.ts'
import { writeRun } from './write-run.ts'

const kinds = {
  markdown: { mediaType: 'text/markdown; charset=utf-8', ending: 'md' },
  json: { mediaType: 'application/json; charset=utf-8', ending: 'json' },
  html: { mediaType: 'text/html; charset=utf-8', ending: 'html' },
} as const satisfies Record<ExportedAs, { mediaType: string; ending: string }>

type Asked = {
  readonly runId: RunId
  readonly format: ExportedAs
  readonly headings?: AnswerLanguage | undefined
}

/**
 * An analysis as the text of a document, with a name for its file.
 * @throws Problem analysis_not_found
 */
export async function exportAnalysis(tx: UserTx, { runId, format, headings }: Asked) {
  const run = await requireRun(tx, runId)
  const paper = await requirePaper(tx, run.paperId)
  const text = writeRun(toExported(paper, run), format, headings ?? run.language)
  const { mediaType, ending } = kinds[format]
  const name =
    paper.citationKey ??
    paper.title
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .slice(0, 60)
  return { text, mediaType, fileName: `${name || 'paper'} analysis.${ending}` }
}

/** As {@link exportAnalysis}, to be sent. */
export async function sendAnalysis(tx: UserTx, asked: Asked) {
  const { text, mediaType, fileName } = await exportAnalysis(tx, asked)
  return { stream: Readable.from([text]), mediaType, fileName }
}
