import { type Route, route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { listLimits, putLimit, removeLimit } from './limits.ts'
import { readUsage, readUsageOfAll, usageAsCsv } from './statistics.ts'
import { readAllowances } from './usage.ts'

export const routes: readonly Route[] = [
  route(contract.getAllowances, (_, { house, caller }) => readAllowances(house, caller.userId)),
  route(contract.getUsage, async ({ query }, { house, caller }) => ({
    items: await readUsage(house, caller.userId, query),
  })),
  route(contract.getUsageOfAll, async ({ query }, { house }) => ({
    items: await readUsageOfAll(house, query),
  })),
  route(contract.exportUsage, async ({ query }, { house }) => ({
    stream: await usageAsCsv(house, query),
    mediaType: 'text/csv; charset=utf-8; header=present',
    fileName: `seogo-usage-${house.clock.now().toISOString().slice(0, 10)}.csv`,
  })),
  route(contract.listLimits, async (_, { house }) => ({ items: await listLimits(house) })),
  route(contract.putLimit, async ({ body }, { house, caller }) => ({
    id: await putLimit(house, body, caller.userId),
  })),
  route(contract.removeLimit, async ({ params }, { house, caller }) => {
    await removeLimit(house, params.usageLimitId, caller.userId)
    return {}
  }),
]
