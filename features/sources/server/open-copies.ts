import type { JobId, PaperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { openCopyOf } from './fetch-open-copy.ts'
import { requireEditablePaper } from './field-choice.ts'
import { identifiersOf } from './gather.ts'
import { fetchOpenCopyJob } from './jobs.ts'
import { readPaperSources } from './resolve-paper.ts'

/** `unasked`: the paper came just now, and nobody has answered about it yet. */
export type OpenCopyState = 'known' | 'none' | 'unasked'

/** Whether a source knows a free copy of a paper. @throws Problem paper_not_found */
export async function openCopyState(tx: UserTx, house: House, paperId: PaperId): Promise<OpenCopyState> {
  const { csl } = await requirePaper(tx, paperId)
  const { SEOGO_SOURCES: sources, SEOGO_SOURCES_ENRICH: enrich } = house.config
  if (sources === 'off') return 'none'
  const said = await readPaperSources(tx, paperId)
  if (openCopyOf(said) !== undefined) return 'known'
  const { doi, arxivId, pmid, pmcid } = identifiersOf(csl)
  const isNamed = [doi, arxivId, pmid, pmcid].some((name) => name !== undefined)
  return said.length === 0 && enrich !== 'off' && isNamed ? 'unasked' : 'none'
}

/**
 * Asks for the free copy of a paper to be fetched, in the background.
 * @throws Problem paper_not_found | library_read_only | sources_off | open_copy_missing
 */
export async function requestOpenCopy(tx: UserTx, house: House, paperId: PaperId): Promise<JobId> {
  const { libraryId } = await requireEditablePaper(tx, paperId)
  if (house.config.SEOGO_SOURCES !== 'on') throw new Problem('sources_off')
  if (openCopyOf(await readPaperSources(tx, paperId)) === undefined) throw new Problem('open_copy_missing')
  const subject = { kind: 'paper', id: paperId }
  return enqueue(tx, fetchOpenCopyJob, { paperId, libraryId }, { key: paperId, subject })
}
