import { type PaperId, paperId } from '#contract/ids.ts'
import { listPapers } from '#features/papers/contract.ts'
import { listPapers as readList } from '#features/papers/server/papers.ts'
import { explainMatches } from '#features/search/server/search.ts'
import { searchTool } from '../../contract/tools.ts'
import { addressOf, tool } from '../tool.ts'

/** The words around what was found, on one line. */
const quoteOf = (runs: readonly { readonly text: string }[]) =>
  runs
    .map(({ text }) => text)
    .join('')
    .replaceAll(/\s+/gu, ' ')
    .trim()

export const search = tool(searchTool, async ({ house, userId }, { question: q, ...asked }) => {
  const query = listPapers.query.parse({ ...asked, q, sort: 'relevance' })
  const { found, why } = await house.database.asUser(userId, async (tx) => {
    const page = await readList(tx, query)
    const paperIds: PaperId[] = page.items.map(({ id }) => paperId.parse(id))
    return { found: page, why: await explainMatches(tx, { q, paperIds }) }
  })
  const matchesOf = new Map(why.items.map(({ paperId: id, matches }) => [id, matches]))
  return {
    items: found.items.map(({ id, title, authors, year, venue, doi, integrity }) => ({
      ...{ id, title, authors, year, venue, doi, integrity },
      address: addressOf(house, id),
      matches: (matchesOf.get(id) ?? []).map(({ field, snippet, page }) => {
        return { field, quote: quoteOf(snippet), page, address: addressOf(house, id, page) }
      }),
    })),
    total: found.total,
    totalIsExact: found.totalIsExact,
    next: found.next,
  }
})
