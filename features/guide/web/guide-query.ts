import { queryOptions } from '@tanstack/react-query'
import { call } from '#web/lib/call.ts'
import { getGuide } from '../contract.ts'

/** How far the person is. It ticks itself: whatever changes a step makes it stale. */
export const guideQuery = queryOptions({
  queryKey: ['guide'],
  queryFn: ({ signal }) => call(getGuide, {}, { signal }),
  meta: { topics: ['papers', 'paper', 'tags', 'analyses', 'account'] },
})
