import { requirePaper } from '#features/papers/server/papers.ts'
import { type Route, route } from '#platform/http/route.ts'
import {
  cancelBatch as cancelBatchEndpoint,
  changeAutomatic as changeAutomaticEndpoint,
  estimateBatch as estimateBatchEndpoint,
  exportRun,
  getAutomatic,
  getRun,
  listBatches,
  listBreakers,
  listProviders,
  listRuns,
  pauseBatch as pauseBatchEndpoint,
  requestAnalysis as requestAnalysisEndpoint,
  requestBatch as requestBatchEndpoint,
  resumeBatch as resumeBatchEndpoint,
} from '../contract.ts'
import { changeAutomatic, readAutomatic } from './automatic/setting.ts'
import { listOwnBatches } from './batch/batches.ts'
import { cancelBatch, pauseBatch, resumeBatch } from './batch/control-batch.ts'
import { estimateBatch } from './batch/estimate-batch.ts'
import { requestBatch } from './batch/request-batch.ts'
import { readBreakers } from './breaker/list-breakers.ts'
import { sendAnalysis } from './export/export-run.ts'
import { listProvidersNow, requestAnalysis } from './request-analysis.ts'
import { listRunsOf, requireRun } from './runs.ts'

export const routes: readonly Route[] = [
  route(listProviders, async (_, { house, caller }) => ({
    items: await listProvidersNow(house, caller.userId),
  })),
  route(listBreakers, async (_, { house }) => ({ items: await readBreakers(house) })),
  route(requestAnalysisEndpoint, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) =>
      requestAnalysis(house, tx, { paperId: params.paperId, ...body }),
    ),
  ),
  route(listRuns, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await requirePaper(tx, params.paperId)
      return { items: await listRunsOf(tx, params.paperId) }
    }),
  ),
  route(estimateBatchEndpoint, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => estimateBatch(house, tx, body)),
  ),
  route(requestBatchEndpoint, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => requestBatch(tx, body)),
  ),
  route(listBatches, (_, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({ items: await listOwnBatches(house, tx) })),
  ),
  route(pauseBatchEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => pauseBatch(house, tx, params.batchId)),
  ),
  route(resumeBatchEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => resumeBatch(house, tx, params.batchId)),
  ),
  route(cancelBatchEndpoint, ({ params }, { house, caller }) =>
    cancelBatch(house, caller.userId, params.batchId),
  ),
  route(exportRun, ({ params, query }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => sendAnalysis(tx, { ...params, ...query })),
  ),
  route(getAutomatic, (_, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => readAutomatic(house, tx)),
  ),
  route(changeAutomaticEndpoint, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => changeAutomatic(house, tx, body)),
  ),
  route(getRun, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => requireRun(tx, params.runId)),
  ),
]
