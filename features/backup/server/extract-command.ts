import { paperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { oneAtATime } from './backup.ts'
import { shelfOf } from './commands.ts'
import { extract } from './extract.ts'
import { getSet } from './sets.ts'
import { onTerminal } from './tell-progress.ts'

/** `seogo backup extract [<id>] --person <e-mail> [--paper <paper-id>] --to <folder>` */
export async function extractCommand({ house, args, options, terminal }: CommandContext): Promise<number> {
  const { person, paper, to } = options
  if (typeof person !== 'string') throw new Problem('bad_request', { where: '--person', given: null })
  if (typeof to !== 'string') throw new Problem('bad_request', { where: '--to', given: null })
  const one = paperId.optional().safeParse(paper)
  if (!one.success) throw new Problem('bad_request', { where: '--paper', given: paper ?? null })
  const shelf = shelfOf({ house, options }, true)
  const set = await getSet(shelf, args[0] ?? 'latest')
  // Drills clear away the scratch databases of those that were killed, and this has one of them.
  const found = await oneAtATime(house.database.address, () =>
    extract({
      house,
      shelf,
      set,
      email: person,
      paperId: one.data,
      folder: to,
      tell: onTerminal(terminal),
    }),
  )
  terminal.bar('', undefined)
  terminal.line(
    `${found.papers} papers of ${set.takenAt} with ${found.rows} rows and ${found.files} files are in ${to}; "seogo import ${to}" takes them in.`,
  )
  terminal.result({ id: set.id, folder: to, ...found })
  return 0
}
