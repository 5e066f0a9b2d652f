import { citePaper } from '#features/exports/contract.ts'
import { call } from '#web/lib/call.ts'

/** A passage with where it is from, as pandoc reads citations. The key is pinned: it leaves the house. */
export async function citedPassage(paperId: string, words: string, page: number): Promise<string> {
  const { key } = await call(citePaper, { params: { paperId }, query: {} })
  return `“${words}” [@${key}, p. ${page}]`
}
