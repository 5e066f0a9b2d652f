import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { type Route, route } from '#platform/http/route.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import {
  addIdentifiers,
  chooseField as chooseFieldEndpoint,
  fetchOpenCopy,
  getIdentifierBatch,
  getLookUp,
  listPaperSources,
  listSources,
  refreshPaper,
  releaseField as releaseFieldEndpoint,
  switchSource as switchSourceEndpoint,
  testSource,
} from '../contract.ts'
import { chooseField, releaseField, requireEditablePaper } from './field-choice.ts'
import { enrichPaperJob } from './jobs.ts'
import { requestOpenCopy } from './open-copies.ts'
import { readPaperSources } from './resolve-paper.ts'
import { readSourceStates, switchSource, trySource } from './source-states.ts'
import { readIdentifierBatch, requestIdentifiers } from './sources.ts'

function isOn({ config }: House): boolean {
  return config.SEOGO_SOURCES === 'on'
}

function requireOn(house: House): void {
  if (!isOn(house)) throw new Problem('sources_off')
}

type At = { readonly house: House; readonly caller: { readonly userId: UserId } }
const asCaller = <T>({ house, caller }: At, work: (tx: UserTx) => Promise<T>) =>
  house.database.asUser(caller.userId, work)

export const routes: readonly Route[] = [
  route(listPaperSources, ({ params }, at) =>
    asCaller(at, async (tx) => {
      await requirePaper(tx, params.paperId)
      return { sourcesOn: isOn(at.house), items: await readPaperSources(tx, params.paperId) }
    }),
  ),
  route(refreshPaper, ({ params: { paperId } }, at) =>
    asCaller(at, async (tx) => {
      const { libraryId } = await requireEditablePaper(tx, paperId)
      requireOn(at.house)
      const subject = { kind: 'paper', id: paperId }
      const payload = { paperId, libraryId, asked: true }
      return { jobId: await enqueue(tx, enrichPaperJob, payload, { key: `asked ${paperId}`, subject }) }
    }),
  ),
  route(chooseFieldEndpoint, ({ params: { paperId, field }, body: { source } }, at) =>
    asCaller(at, async (tx) => {
      await chooseField(tx, paperId, { field, source })
      return {}
    }),
  ),
  route(releaseFieldEndpoint, ({ params: { paperId, field } }, at) =>
    asCaller(at, async (tx) => {
      await releaseField(tx, paperId, field)
      return {}
    }),
  ),
  route(fetchOpenCopy, ({ params: { paperId } }, at) =>
    asCaller(at, async (tx) => ({ jobId: await requestOpenCopy(tx, at.house, paperId) })),
  ),
  route(addIdentifiers, ({ body }, at) =>
    asCaller(at, async (tx) => readIdentifierBatch(tx, await requestIdentifiers(tx, body))),
  ),
  route(getLookUp, async (_request, { house }) => ({ sourcesOn: isOn(house) })),
  route(getIdentifierBatch, ({ params }, at) =>
    asCaller(at, (tx) => readIdentifierBatch(tx, params.batchId)),
  ),
  route(listSources, async (_request, { house }) => ({
    sourcesOn: isOn(house),
    items: await readSourceStates(house),
  })),
  route(switchSourceEndpoint, ({ params, body }, { house }) =>
    switchSource(house, params.source, body.enabled),
  ),
  route(testSource, ({ params }, { house }) => trySource(house, params.source)),
]
