import type { PaperId } from '#contract/ids.ts'
import { type AnalysisAnswer, claimParts, type VerifiedClaim } from '#features/analysis/contract.ts'
import { listRunsOf } from '#features/analysis/server/analysis.ts'
import { readPaperDetail } from '#features/papers/server/papers.ts'
import type { House } from '#platform/house.ts'
import { getPaperTool } from '../../contract/tools.ts'
import { addressOf, tool } from '../tool.ts'

const claimsIn = (part: VerifiedClaim | readonly VerifiedClaim[] | null): readonly VerifiedClaim[] =>
  part === null ? [] : 'text' in part ? [part] : part

/** The claims of one answer whose words stand in the paper; the others are not told at all. */
function claimsOf(house: House, id: PaperId, { label, findings }: AnalysisAnswer) {
  if (findings === null) return []
  return claimParts.flatMap((part) =>
    claimsIn(findings[part]).flatMap(({ text, quote, page, verified }) =>
      verified && quote !== null && page !== null
        ? [{ part, text, quote, page, address: addressOf(house, id, page), by: label }]
        : [],
    ),
  )
}

/** The newest answer of each provider: an older one of the same is what it thought before. */
function newestOf(answers: readonly AnalysisAnswer[]): AnalysisAnswer[] {
  const answered = answers.filter(({ findings }) => findings !== null)
  return answered.filter((one, at) => answered.findIndex(({ label }) => label === one.label) === at)
}

export const getPaper = tool(getPaperTool, async ({ house, userId }, { paperId: id }) => {
  const { paper, runs } = await house.database.asUser(userId, async (tx) => ({
    paper: await readPaperDetail(tx, id),
    runs: await listRunsOf(tx, id),
  }))
  const { title, authors, year, venue, doi, arxivId, pmid, isbn, abstract } = paper
  const { libraryId, citationKey, integrity, status } = paper
  return {
    ...{ id, libraryId, title, authors, year, venue, doi, arxivId, pmid, isbn, abstract },
    ...{ citationKey, integrity, status },
    address: addressOf(house, id),
    tags: paper.tags.map((tag) => ({ id: tag.id, name: tag.name })),
    files: paper.files.map((file) => {
      const { id: fileId, name, mediaType, state, pageCount } = file
      return { id: fileId, name, mediaType, state, pageCount }
    }),
    claims: newestOf(runs.flatMap(({ answers }) => answers)).flatMap((answer) => claimsOf(house, id, answer)),
  }
})
