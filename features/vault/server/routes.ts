import { type Route, route } from '#platform/http/route.ts'
import { listKeys, removeKey, saveKey } from '../contract.ts'
import { listOwnKeys, removeOwnKey, saveOwnKey } from './vault.ts'

export const routes: readonly Route[] = [
  route(listKeys, (_, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({ items: await listOwnKeys(tx) })),
  ),
  route(saveKey, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => saveOwnKey(house, tx, body)),
  ),
  route(removeKey, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await removeOwnKey(tx, params.keyId)
      return {}
    }),
  ),
]
