import { type Route, route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { explainSeen, readDatabaseInsight } from './insight.ts'
import { readEachProcess, readMostNoticeable, readRequests, readSeries } from './performance.ts'
import { readFeatureUse, saveSettings } from './use.ts'

export const routes: readonly Route[] = [
  route(contract.getSeries, ({ query }, { house }) => readSeries(house, query)),
  route(contract.listSubjects, ({ query }, { house }) => readMostNoticeable(house, query)),
  route(contract.listRequests, ({ query }, { house }) => readRequests(house, query)),
  route(contract.getProcesses, (_, { house }) => readEachProcess(house)),
  route(contract.explainStatement, ({ params }, { house, caller }) =>
    explainSeen(house, params.fingerprint, caller.userId),
  ),
  route(contract.getDatabaseInsight, (_, { house }) => readDatabaseInsight(house)),
  route(contract.listFeatureUse, ({ query }, { house }) => readFeatureUse(house, query.days)),
  route(contract.savePerformanceSettings, async ({ body }, { house }) => {
    await saveSettings(house, body)
    return {}
  }),
]
