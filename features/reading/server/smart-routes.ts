import { type Route, route } from '#platform/http/route.ts'
import {
  changeSmartCollection,
  countSmartCollections,
  createSmartCollection,
  followSmartCollection,
  listSmartCollections,
  removeSmartCollection,
} from '../contract.ts'
import { followSmart } from './follow.ts'
import { changeSmart, countSmart, createSmart, listSmart, removeSmart } from './smart-collections.ts'

export const smartRoutes: readonly Route[] = [
  route(listSmartCollections, (_, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({ items: await listSmart(tx) })),
  ),
  route(countSmartCollections, (_, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({ items: await countSmart(tx) })),
  ),
  route(createSmartCollection, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => createSmart(tx, body)),
  ),
  route(changeSmartCollection, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => changeSmart(tx, params.smartCollectionId, body)),
  ),
  route(followSmartCollection, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => followSmart(tx, params.smartCollectionId, body.follows)),
  ),
  route(removeSmartCollection, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await removeSmart(tx, params.smartCollectionId)
      return {}
    }),
  ),
]
