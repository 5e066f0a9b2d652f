import { type Route, route } from '#platform/http/route.ts'
import {
  comparePapers as comparePapersEndpoint,
  dismissDuplicate,
  linkVersions as linkVersionsEndpoint,
  listDuplicates,
  mergePapers as mergePapersEndpoint,
  readKinship as readKinshipEndpoint,
  reopenDuplicate,
  undoMerge as undoMergeEndpoint,
  unlinkVersion as unlinkVersionEndpoint,
} from '../contract.ts'
import { comparePapers } from './compare-papers.ts'
import { mergePapers, undoMerge } from './merge-papers.ts'
import { decideSuggestion, listSuggestions } from './suggestions.ts'
import { linkVersions, readKinship, unlinkVersion } from './versions.ts'

export const routes: readonly Route[] = [
  route(listDuplicates, ({ query }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => listSuggestions(tx, query)),
  ),
  route(dismissDuplicate, async ({ params }, { house, caller }) => {
    const decision = { id: params.suggestionId, to: 'dismissed' as const }
    await house.database.asUser(caller.userId, (tx) => decideSuggestion(tx, caller.userId, decision))
    return {}
  }),
  route(reopenDuplicate, async ({ params }, { house, caller }) => {
    const decision = { id: params.suggestionId, to: 'open' as const }
    await house.database.asUser(caller.userId, (tx) => decideSuggestion(tx, caller.userId, decision))
    return {}
  }),
  route(comparePapersEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => comparePapers(tx, [params.paperId, params.otherId])),
  ),
  route(mergePapersEndpoint, async ({ params, body }, { house, caller }) => {
    const { paperId } = params
    return { paperId, mergeId: await mergePapers(house, caller.userId, { paperId, ...body }) }
  }),
  route(undoMergeEndpoint, ({ params }, { house, caller }) =>
    undoMerge(house, caller.userId, params.mergeId),
  ),
  route(linkVersionsEndpoint, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({
      items: await linkVersions(tx, caller.userId, params.paperId, body),
    })),
  ),
  route(unlinkVersionEndpoint, async ({ params }, { house, caller }) => {
    await house.database.asUser(caller.userId, (tx) => unlinkVersion(tx, params.paperId))
    return {}
  }),
  route(readKinshipEndpoint, ({ params }, { house, caller }) =>
    readKinship(house, caller.userId, params.paperId),
  ),
]
