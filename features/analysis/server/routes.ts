import { requirePaper } from '#features/papers/server/papers.ts'
import { type Route, route } from '#platform/http/route.ts'
import { getRun, listProviders, listRuns, requestAnalysis as requestAnalysisEndpoint } from '../contract.ts'
import { listOwnProviders, requestAnalysis } from './request-analysis.ts'
import { listRunsOf, requireRun } from './runs.ts'

export const routes: readonly Route[] = [
  route(listProviders, (_, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({ items: await listOwnProviders(tx) })),
  ),
  route(requestAnalysisEndpoint, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) =>
      requestAnalysis(tx, { paperId: params.paperId, choices: body.choices, language: body.language }),
    ),
  ),
  route(listRuns, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await requirePaper(tx, params.paperId)
      return { items: await listRunsOf(tx, params.paperId) }
    }),
  ),
  route(getRun, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => requireRun(tx, params.runId)),
  ),
]
