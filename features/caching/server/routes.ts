import { type Route, route } from '#platform/http/route.ts'
import { clearCache, getCaching, warmCache } from '../contract.ts'
import { askToWarm, clearKept, readCaching } from './caching.ts'

export const routes: readonly Route[] = [
  route(getCaching, (_, { house }) => readCaching(house)),
  route(clearCache, async ({ body }, { house, caller }) => {
    await clearKept(house, body, caller.userId)
    return {}
  }),
  route(warmCache, async (_, { house }) => {
    await askToWarm(house)
    return {}
  }),
]
