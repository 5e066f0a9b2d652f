import { userId } from '#contract/ids.ts'
import { toInstant } from '#contract/time.ts'
import { requireConfirmed } from '#features/accounts/server/accounts.ts'
import { route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { listEventPage, releaseEvent } from './events.ts'
import { sumScores } from './queries.ts'
import { summariseEvents } from './summary.ts'

const dayMs = 86_400_000

const listEventsRoute = route(contract.listSecurityEvents, ({ query }, { house }) =>
  listEventPage(house, query),
)

const summaryRoute = route(contract.getSecuritySummary, ({ query }, { house }) =>
  summariseEvents(house, query.days),
)

const releaseRoute = route(contract.releaseEvent, async ({ params }, { house, caller, clientAddress }) => {
  await requireConfirmed(house, caller)
  await releaseEvent(house, { id: params.securityEventId, by: caller.userId, address: clientAddress })
  return {}
})

const scoresRoute = route(contract.listScores, async (_request, { house }) => {
  const since = new Date(house.clock.now().getTime() - 30 * dayMs)
  const rows = await house.database.asSystem('an administrator looks at people', (tx) => sumScores(tx, since))
  return {
    items: rows.map(({ user_id, score, events, last_at }) => ({
      userId: userId.parse(user_id),
      score,
      events: Number(events),
      lastAt: toInstant(last_at),
    })),
  }
})

export const routes = [listEventsRoute, summaryRoute, scoresRoute, releaseRoute]
