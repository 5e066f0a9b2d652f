import { requireConfirmed } from '#features/accounts/server/accounts.ts'
import { route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { listEventPage, releaseEvent } from './events.ts'

const listEventsRoute = route(contract.listSecurityEvents, ({ query }, { house }) =>
  listEventPage(house, query),
)

const releaseRoute = route(contract.releaseEvent, async ({ params }, { house, caller, clientAddress }) => {
  await requireConfirmed(house, caller)
  await releaseEvent(house, { id: params.securityEventId, by: caller.userId, address: clientAddress })
  return {}
})

export const routes = [listEventsRoute, releaseRoute]
