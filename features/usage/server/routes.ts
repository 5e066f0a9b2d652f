import type { Readable } from 'node:stream'
import { requireConfirmed } from '#features/accounts/server/accounts.ts'
import type { House } from '#platform/house.ts'
import { type Route, route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { clearFlag, limitFlagged, listFlags, lockFlagged } from './flags.ts'
import { listLimits, putLimit, removeLimit } from './limits.ts'
import { readRequests, readRequestsOfAll, requestsAsCsv } from './read-requests.ts'
import { readUsage, readUsageOfAll, usageAsCsv } from './statistics.ts'
import { readAllowances } from './usage.ts'

const csvFile = (house: House, of: string, stream: Readable) => ({
  stream,
  mediaType: 'text/csv; charset=utf-8; header=present',
  fileName: `seogo-${of}-${house.clock.now().toISOString().slice(0, 10)}.csv`,
})

export const routes: readonly Route[] = [
  route(contract.getAllowances, (_, { house, caller }) => readAllowances(house, caller.userId)),
  route(contract.getUsage, async ({ query }, { house, caller }) => ({
    items: await readUsage(house, caller.userId, query),
  })),
  route(contract.getUsageOfAll, async ({ query }, { house }) => ({
    items: await readUsageOfAll(house, query),
  })),
  route(contract.exportOwnUsage, async ({ query }, { house, caller }) =>
    csvFile(house, 'usage', usageAsCsv(await readUsage(house, caller.userId, query))),
  ),
  route(contract.exportUsage, async ({ query }, { house }) =>
    csvFile(house, 'usage', usageAsCsv(await readUsageOfAll(house, query))),
  ),
  route(contract.getRequests, ({ query }, { house, caller }) => readRequests(house, caller.userId, query)),
  route(contract.getRequestsOfAll, ({ query }, { house }) => readRequestsOfAll(house, query)),
  route(contract.exportRequests, async ({ query }, { house }) =>
    csvFile(house, 'requests', requestsAsCsv(await readRequestsOfAll(house, query))),
  ),
  route(contract.listLimits, async (_, { house }) => ({ items: await listLimits(house) })),
  route(contract.putLimit, async ({ body }, { house, caller }) => ({
    id: await putLimit(house, body, caller.userId),
  })),
  route(contract.removeLimit, async ({ params }, { house, caller }) => {
    await removeLimit(house, params.usageLimitId, caller.userId)
    return {}
  }),
  route(contract.listFlags, async ({ query }, { house }) => ({
    items: await listFlags(house, query.open === true),
  })),
  route(contract.clearFlag, async ({ params, body }, { house, caller }) => {
    await clearFlag(house, { id: params.usageFlagId, by: caller.userId, ...body })
    return {}
  }),
  route(contract.limitFlagged, async ({ params, body }, { house, caller }) => {
    await limitFlagged(house, { id: params.usageFlagId, by: caller.userId, ...body })
    return {}
  }),
  route(contract.lockFlagged, async ({ params, body }, { house, caller, clientAddress }) => {
    await requireConfirmed(house, caller)
    await lockFlagged(house, { id: params.usageFlagId, by: caller.userId, address: clientAddress, ...body })
    return {}
  }),
]
