import { paperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { extract } from './extract.ts'
import { getSet } from './sets.ts'
import { openShelf } from './shelf.ts'

/** `seogo backup extract [<id>] --person <e-mail> [--paper <paper-id>] --to <folder>` */
export async function extractCommand({ house, args, options, terminal }: CommandContext): Promise<number> {
  const { person, paper, to, at } = options
  if (typeof person !== 'string') throw new Problem('bad_request', { where: '--person', given: null })
  if (typeof to !== 'string') throw new Problem('bad_request', { where: '--to', given: null })
  const one = paperId.optional().safeParse(paper)
  if (!one.success) throw new Problem('bad_request', { where: '--paper', given: paper ?? null })
  const shelf = openShelf(house.config, {
    place: typeof at === 'string' ? at : undefined,
    mustExist: true,
  })
  const set = await getSet(shelf, args[0] ?? 'latest')
  const found = await extract({
    house,
    shelf,
    set,
    email: person,
    paperId: one.data,
    folder: to,
    tell: (stage, done, total) => terminal.bar(stage, total > 0 ? (done / total) * 100 : 0),
  })
  terminal.bar('', undefined)
  terminal.line(
    `${found.papers} papers of ${set.takenAt} with ${found.rows} rows and ${found.files} files are in ${to}; "seogo import ${to}" takes them in.`,
  )
  terminal.result({ id: set.id, folder: to, ...found })
  return 0
}
