import { requirePaper } from '#features/papers/server/papers.ts'
import { type Route, route } from '#platform/http/route.ts'
import {
  exportRun,
  getRun,
  listCharges as listChargesEndpoint,
  listProviders,
  listRuns,
  requestAnalysis as requestAnalysisEndpoint,
} from '../contract.ts'
import { listCharges } from './charges.ts'
import { sendAnalysis } from './export/export-run.ts'
import { listOwnProviders, requestAnalysis } from './request-analysis.ts'
import { listRunsOf, requireRun } from './runs.ts'

export const routes: readonly Route[] = [
  route(listProviders, (_, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({ items: await listOwnProviders(tx) })),
  ),
  route(requestAnalysisEndpoint, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => requestAnalysis(tx, { paperId: params.paperId, ...body })),
  ),
  route(listRuns, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await requirePaper(tx, params.paperId)
      return { items: await listRunsOf(tx, params.paperId) }
    }),
  ),
  route(exportRun, ({ params, query }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => sendAnalysis(tx, { ...params, ...query })),
  ),
  route(listChargesEndpoint, ({ query }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({ items: await listCharges(tx, query.days) })),
  ),
  route(getRun, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => requireRun(tx, params.runId)),
  ),
]
