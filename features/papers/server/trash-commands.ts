import { z } from 'zod'
import { libraryId, paperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { listTrash as listTrashEndpoint, type TrashedPaper, type TrashSelected } from '../contract.ts'
import { deleteForGood } from './delete-for-good.ts'
import { listTrash } from './list-trash.ts'
import { restoreMany } from './trash-papers.ts'

const { reply } = listTrashEndpoint
const idsTyped = z.array(paperId).max(10_000)

/** What was typed, held against its shape. @throws Problem bad_request naming what is wrong */
function requireTyped<T>(shape: z.ZodType<T>, given: unknown, where: string): T {
  const typed = shape.safeParse(given)
  if (!typed.success) throw new Problem('bad_request', { where, given: given ?? null })
  return typed.data
}

const libraryOf = ({ library }: CommandContext['options']) =>
  requireTyped(libraryId.optional(), library, '--library')

/** `seogo trash list`: every paper in the trash, the last one first. */
export async function listCommand({ house, options, caller, terminal }: CommandContext): Promise<number> {
  const userId = await caller()
  const items: TrashedPaper[] = []
  let cursor: string | undefined
  let keptDays: number
  do {
    const query = requireTyped(
      listTrashEndpoint.query,
      { libraryId: libraryOf(options), limit: 200, cursor },
      '',
    )
    const page = reply.parse(await house.database.asUser(userId, (tx) => listTrash(house, tx, query)))
    items.push(...page.items)
    cursor = page.next ?? undefined
    keptDays = page.keptDays
  } while (cursor !== undefined)
  for (const { id, title, year, deletedFrom } of items)
    terminal.line(`${id}  until ${deletedFrom.slice(0, 10)}  ${title}${year === null ? '' : ` (${year})`}`)
  terminal.line(
    items.length === 0 ? 'The trash is empty.' : `${items.length} in the trash, each for ${keptDays} days.`,
  )
  terminal.result({ items, keptDays })
  return 0
}

/** The papers named, or with `--all` all of the trash. @throws Problem bad_request */
function selected({ args, options }: Pick<CommandContext, 'args' | 'options'>): TrashSelected {
  const paperIds = requireTyped(idsTyped, args, 'paper id')
  if (options.all === true && paperIds.length === 0) return { all: { libraryId: libraryOf(options) } }
  if (options.all === true || paperIds.length === 0 || options.library !== undefined)
    throw new Problem('bad_request', { where: 'paper ids, or --all', given: args })
  return { paperIds }
}

/** `seogo trash restore <paper-id>…`: brings papers back, as one act that can be undone. */
export async function restoreCommand(context: CommandContext): Promise<number> {
  const { house, caller, terminal } = context
  const papers = selected(context)
  const done = await house.database.asUser(await caller(), (tx) => restoreMany(tx, papers))
  const left = 'paperIds' in papers ? new Set(papers.paperIds).size - done.changed : 0
  terminal.line(`${done.changed} brought back.`)
  if (left > 0) terminal.line(`${left} not: no longer in the trash, or their DOI is on another paper by now.`)
  terminal.result({ ...done, left })
  return left > 0 ? 1 : 0
}

/** `seogo trash empty`: deletes for good, after a question. @throws Problem not_confirmed where nobody can be asked */
export async function emptyCommand({ house, options, caller, terminal }: CommandContext): Promise<number> {
  const userId = await caller()
  const all = { libraryId: libraryOf(options) }
  const query = requireTyped(listTrashEndpoint.query, { ...all, limit: 1 }, '')
  const { total } = await house.database.asUser(userId, (tx) => listTrash(house, tx, query))
  if (total > 0 && options.yes !== true) {
    const isMeant = await terminal.confirm(
      `Delete ${total} papers for good, with their files, notes and highlights?`,
    )
    if (isMeant === undefined) throw new Problem('not_confirmed')
    if (!isMeant) {
      terminal.line('Nothing was deleted.')
      return 1
    }
  }
  const { deleted } = total === 0 ? { deleted: 0 } : await deleteForGood(house, userId, { all })
  terminal.line(deleted === 0 ? 'The trash is empty.' : `${deleted} deleted for good.`)
  terminal.result({ deleted })
  return 0
}
