import { may, scopeReaches } from '#contract/permissions.ts'
import { type Caller, type Route, route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { readAlerts, readRules, saveRule } from './alerts/alerts.ts'
import { readChanges } from './changes.ts'
import { breakPart, mendPart, readGameDay } from './game-day/game-day.ts'
import { reportHouse, summaryOf } from './report.ts'
import { latestLooks } from './watch-house.ts'

/** So old may be what everybody is told; a house that is watched is looked at more often. */
const summaryMs = 15_000

function looksAfterHouse(caller: Caller | undefined): boolean {
  if (!caller || !may(caller.role, 'health:read')) return false
  return !caller.token || scopeReaches(caller.token.scope, { permission: 'health:read', isRead: true })
}

export const routes: readonly Route[] = [
  route(contract.getHealth, async (_, { house, caller }) =>
    looksAfterHouse(caller)
      ? await reportHouse(house)
      : summaryOf(house, await latestLooks(house, summaryMs)),
  ),
  route(contract.listHealthChanges, ({ query }, { house }) => readChanges(house, query)),
  route(contract.listAlertRules, async (_, { house }) => ({ items: await readRules(house) })),
  route(contract.saveAlertRule, ({ params, body }, { house, caller }) =>
    saveRule(house, params.metric, { rule: body, by: caller.userId }),
  ),
  route(contract.listAlerts, ({ query }, { house }) => readAlerts(house, query)),
  route(contract.getGameDay, (_, { house }) => readGameDay(house)),
  route(contract.breakPart, ({ body }, { house, caller }) => breakPart(house, body, caller.userId)),
  route(contract.mendPart, async ({ params }, { house, caller }) => {
    await mendPart(house, params.gameDayBreakId, caller.userId)
    return {}
  }),
]
