import { Problem } from '#contract/problems.ts'
import { listPapers as listPapersEndpoint } from '#features/papers/contract.ts'
import { listPapers } from '#features/papers/server/papers.ts'
import type { CommandContext } from '#platform/feature.ts'

/** `seogo search <words…>`: the papers that hold every word, best first. */
export async function searchCommand({
  house,
  args,
  options,
  caller,
  terminal,
}: CommandContext): Promise<number> {
  if (args.length === 0) throw new Problem('bad_request', { where: 'words' })
  const query = listPapersEndpoint.query.safeParse({
    q: args.join(' '),
    limit: options.limit,
    sort: 'relevance',
  })
  if (!query.success) throw new Problem('bad_request', { where: '--limit', given: options.limit ?? null })
  const found = await house.database.asUser(await caller(), (tx) => listPapers(tx, query.data))
  for (const { id, title, authors, year } of found.items) {
    const [first, ...others] = authors
    const people = first === undefined ? '' : `${first}${others.length > 0 ? ' et al.' : '.'} `
    terminal.line(`${id}  ${people}${title}${year === null ? '' : ` (${year})`}`)
  }
  if (found.items.length === 0) terminal.line('No paper holds all these words.')
  else if (found.next !== null) terminal.line(`… of ${found.total}${found.totalIsExact ? '' : ' or more'}`)
  terminal.result(found)
  return 0
}
