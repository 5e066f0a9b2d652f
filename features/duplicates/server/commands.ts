import { mergeId, type PaperId, paperId, type SuggestionId, suggestionId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { listDuplicates, type Side } from '../contract.ts'
import { mergePapers, undoMerge } from './merge-papers.ts'
import { decideSuggestion, listSuggestions } from './suggestions.ts'

const lineOf = ({ id, title, year }: Pick<Side, 'title' | 'year'> & { id: string }) =>
  `    ${id}  ${title}${year === null ? '' : ` (${year})`}`

function suggestionOf(given: string | undefined): SuggestionId {
  const parsed = suggestionId.safeParse(given)
  if (!parsed.success) throw new Problem('suggestion_not_found', { given: given ?? null })
  return parsed.data
}

function paperOf(given: string | undefined): PaperId {
  const parsed = paperId.safeParse(given)
  if (!parsed.success) throw new Problem('paper_not_found', { given: given ?? null })
  return parsed.data
}

/** `seogo duplicates list` */
export async function listCommand({ house, caller, options, terminal }: CommandContext): Promise<number> {
  const query = listDuplicates.query.safeParse({ limit: options.limit })
  if (!query.success) throw new Problem('bad_request', { where: '--limit', given: options.limit })
  const page = await house.database.asUser(await caller(), (tx) => listSuggestions(tx, query.data))
  if (page.items.length === 0) terminal.line('No paper seems to be here twice.')
  for (const { id, kind, strength, reasons, papers } of page.items) {
    const why = reasons.map((each) => each.kind).join(', ')
    terminal.line(`${id}  ${kind}  ${Math.round(strength * 100)} %  ${why}`)
    for (const paper of papers) terminal.line(lineOf(paper))
  }
  terminal.result(page)
  return 0
}

/** `seogo duplicates merge` */
export async function mergeCommand({ house, caller, args, terminal }: CommandContext): Promise<number> {
  const [survivor, other] = [paperOf(args[0]), paperOf(args[1])]
  const id = await mergePapers(house, await caller(), { paperId: survivor, otherId: other })
  terminal.line(`${other} was merged into ${survivor}; "seogo duplicates undo ${id}" takes them apart.`)
  terminal.result({ mergeId: id, paperId: survivor })
  return 0
}

/** `seogo duplicates dismiss` */
export async function dismissCommand({ house, caller, args, terminal }: CommandContext): Promise<number> {
  const userId = await caller()
  const id = suggestionOf(args[0])
  await house.database.asUser(userId, (tx) => decideSuggestion(tx, userId, { id, to: 'dismissed' }))
  terminal.line(`${id} is not suggested again.`)
  terminal.result({ id, state: 'dismissed' })
  return 0
}

/** `seogo duplicates undo` */
export async function undoCommand({ house, caller, args, terminal }: CommandContext): Promise<number> {
  const merge = mergeId.safeParse(args[0])
  if (!merge.success) throw new Problem('merge_not_found', { given: args[0] ?? null })
  const undone = await undoMerge(house, await caller(), merge.data)
  terminal.line(`${undone.paperId} and ${undone.otherId} are apart again.`)
  if (undone.kept.length > 0) terminal.line(`Changed since, so left as it is: ${undone.kept.join(', ')}`)
  terminal.result(undone)
  return 0
}
