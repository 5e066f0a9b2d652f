import { setTimeout } from 'node:timers/promises'
import { importId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { importReport, listImports } from '../contract.ts'
import { listReports, readReport } from './report.ts'
import { previewUndo, type Turn, turnImport } from './turn-import.ts'

const lookEveryMs = 200

function idOf(args: readonly string[]) {
  const parsed = importId.safeParse(args[0])
  if (!parsed.success) throw new Problem('import_not_found', { given: args[0] ?? null })
  return parsed.data
}

/** `seogo imports` */
export async function listImportsCommand({ house, caller, terminal }: CommandContext): Promise<number> {
  const userId = await caller()
  const found = await house.database.asUser(userId, (tx) => listReports(tx, userId))
  const page = listImports.reply.parse(found)
  if (page.items.length === 0) terminal.line('No imports.')
  for (const each of page.items) {
    const { id, startedAt, state, undo, fileNames } = each
    const counts = `${each.addedCount} added, ${each.mergedCount} merged, ${each.attachedCount} attached, ${each.alreadyThereCount} already there, ${each.refusedCount} refused`
    const stands = undo === 'none' ? state : undo
    terminal.line(`${id}  ${startedAt.slice(0, 16)}  ${stands.padEnd(9)} ${counts}  ${fileNames.join(', ')}`)
  }
  terminal.result(page)
  return 0
}

/** `seogo import undo` */
export async function undoCommand(context: CommandContext): Promise<number> {
  const { house, args, options, terminal } = context
  const id = idOf(args)
  const { touched, touchedCount, ...counts } = await previewUndo(house, await context.caller(), id)
  if (touchedCount > 0 && options.yes !== true) {
    terminal.line(`${touchedCount} of its ${counts.paperCount} papers have been worked with since:`)
    for (const { title } of touched) terminal.line(`  ${title}`)
    terminal.line('They go to the trash too, from where they can be brought back. Say --yes to go on.')
    terminal.result({ ...counts, touched, touchedCount })
    return 1
  }
  return await turn(context, id, 'undo')
}

/** `seogo import redo` */
export function redoCommand(context: CommandContext): Promise<number> {
  return turn(context, idOf(context.args), 'redo')
}

async function turn(context: CommandContext, id: ReturnType<typeof idOf>, way: Turn): Promise<number> {
  const { house, terminal } = context
  const userId = await context.caller()
  const read = async () => importReport.parse(await house.database.asUser(userId, (tx) => readReport(tx, id)))
  await turnImport(house, userId, id, way)
  await context.whileWorking(async () => {
    while (['undoing', 'redoing'].includes((await read()).undo)) await setTimeout(lookEveryMs)
  })
  const report = await read()
  terminal.line(way === 'undo' ? 'Taken back.' : 'Brought back.')
  if (report.keptCount > 0)
    terminal.line(`${report.keptCount} papers keep what was filled in: they have been changed since.`)
  terminal.result(report)
  return 0
}
