import { may, scopeReaches } from '#contract/permissions.ts'
import { type Caller, type Route, route } from '#platform/http/route.ts'
import { getHealth, listAlertRules, listAlerts, listHealthChanges, saveAlertRule } from '../contract.ts'
import { readAlerts, readRules, saveRule } from './alerts/alerts.ts'
import { readChanges } from './changes.ts'
import { reportHouse, summaryOf } from './report.ts'
import { latestLooks } from './watch-house.ts'

/** So old may be what everybody is told; a house that is watched is looked at more often. */
const summaryMs = 15_000

function looksAfterHouse(caller: Caller | undefined): boolean {
  if (!caller || !may(caller.role, 'health:read')) return false
  return !caller.token || scopeReaches(caller.token.scope, { permission: 'health:read', isRead: true })
}

export const routes: readonly Route[] = [
  route(getHealth, async (_, { house, caller }) =>
    looksAfterHouse(caller)
      ? await reportHouse(house)
      : summaryOf(house, await latestLooks(house, summaryMs)),
  ),
  route(listHealthChanges, ({ query }, { house }) => readChanges(house, query)),
  route(listAlertRules, async (_, { house }) => ({ items: await readRules(house) })),
  route(saveAlertRule, ({ params, body }, { house, caller }) =>
    saveRule(house, params.metric, { rule: body, by: caller.userId }),
  ),
  route(listAlerts, ({ query }, { house }) => readAlerts(house, query)),
]
