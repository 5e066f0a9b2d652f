import { paperId, runId, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import type { CommandContext } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { answerLanguage, exportedAs } from '../../contract.ts'
import { listRunsOf } from '../runs.ts'
import { exportAnalysis } from './export-run.ts'

/** `seogo analysis export`: one analysis, or the newest finished one of a paper, as a document on standard output. */
export async function exportCommand({
  house,
  args,
  options,
  terminal,
  caller,
}: CommandContext): Promise<number> {
  const [given] = args
  const format = exportedAs.safeParse(options.format)
  const headings = answerLanguage.optional().safeParse(options.headings)
  if (given === undefined || args.length > 1)
    throw new Problem('bad_request', { where: 'an analysis’ or a paper’s id' })
  if (!format.success) throw new Problem('bad_request', { where: '--format', given: options.format })
  if (!headings.success) throw new Problem('bad_request', { where: '--headings', given: options.headings })
  const userId = await caller()
  const run = await findRun(house, userId, given)
  const asked = { runId: run, format: format.data, headings: headings.data }
  const { text, fileName } = await house.database.asUser(userId, (tx) => exportAnalysis(tx, asked))
  terminal.line(text.trimEnd())
  terminal.result({ fileName, text })
  return 0
}

/** The id is that of an analysis or of a paper: then its newest one that was answered. */
async function findRun(house: House, userId: UserId, given: string) {
  const paper = paperId.safeParse(given)
  if (!paper.success) throw new Problem('analysis_not_found')
  const runs = await house.database.asUser(userId, (tx) => listRunsOf(tx, paper.data))
  if (runs.length === 0) return runId.parse(given)
  await house.database.asUser(userId, (tx) => requirePaper(tx, paper.data))
  const answered = runs.find(({ state }) => state === 'finished')
  if (!answered) throw new Problem('analysis_not_found')
  return answered.id
}
