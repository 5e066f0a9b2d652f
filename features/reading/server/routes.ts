import { type Route, route } from '#platform/http/route.ts'
import {
  changeCollection as changeCollectionEndpoint,
  createCollection as createCollectionEndpoint,
  fileInCollection,
  fileMany as fileManyEndpoint,
  judge,
  judgeMany as judgeManyEndpoint,
  listCollections as listCollectionsEndpoint,
  listPaperCollections,
  listTags as listTagsEndpoint,
  removeCollection as removeCollectionEndpoint,
  tagMany as tagManyEndpoint,
  tagPaper,
} from '../contract.ts'
import { fileMany, tagMany } from './bulk-acts.ts'
import { changeCollection, createCollection, filePapers, removeCollection } from './collections.ts'
import { judgeMany, judgePaper } from './judge-papers.ts'
import { collectionsOf, listCollections, listTags, requireCollection, setTags } from './reading.ts'
import { smartRoutes } from './smart-routes.ts'
import { tagRoutes } from './tag-routes.ts'

/** So long a list is kept at most, though nothing of it has changed. */
const keptForMs = 600_000

export const routes: readonly Route[] = [
  ...tagRoutes,
  ...smartRoutes,
  route(judge, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => judgePaper(tx, caller.userId, params.paperId, body)),
  ),
  route(judgeManyEndpoint, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => judgeMany(tx, caller.userId, body)),
  ),
  route(
    listTagsEndpoint,
    ({ query }, { house, caller }) =>
      house.database.asUser(caller.userId, async (tx) => ({ items: await listTags(tx, query.libraryId) })),
    { ttlMs: keptForMs, dependsOn: ['papers', 'tags', 'paper_tags', 'follows'], isFirst: true },
  ),
  route(tagPaper, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({
      items: await setTags(tx, params.paperId, body.names, { typed: true }),
    })),
  ),
  route(tagManyEndpoint, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => tagMany(tx, body)),
  ),
  route(fileManyEndpoint, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => fileMany(tx, body)),
  ),
  route(
    listCollectionsEndpoint,
    ({ query }, { house, caller }) =>
      house.database.asUser(caller.userId, async (tx) => ({
        items: await listCollections(tx, query.libraryId),
      })),
    { ttlMs: keptForMs, dependsOn: ['papers', 'collections', 'paper_collections'], isFirst: true },
  ),
  route(createCollectionEndpoint, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => createCollection(tx, body)),
  ),
  route(changeCollectionEndpoint, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => changeCollection(tx, params.collectionId, body)),
  ),
  route(removeCollectionEndpoint, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await removeCollection(tx, params.collectionId)
      return {}
    }),
  ),
  route(fileInCollection, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await filePapers(tx, params.collectionId, body)
      return requireCollection(tx, params.collectionId)
    }),
  ),
  route(listPaperCollections, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({ items: await collectionsOf(tx, params.paperId) })),
  ),
]
