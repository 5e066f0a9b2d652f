import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { type Highlight, listOfPaper } from '../contract.ts'

const pageSize = 500

/** All highlights of a paper that one may see, in the order of its pages. */
export function highlightsQuery(paperId: string) {
  return queryOptions({
    queryKey: ['highlights', paperId],
    queryFn: async ({ signal }) => {
      const all: Highlight[] = []
      let cursor: string | undefined
      do {
        const query = { limit: pageSize, ...(cursor === undefined ? {} : { cursor }) }
        const page = await call(listOfPaper, { params: { paperId }, query }, { signal })
        all.push(...page.items)
        cursor = page.next ?? undefined
      } while (cursor !== undefined)
      return all
    },
  })
}
