import { type Route, route } from '#platform/http/route.ts'
import {
  changeModel,
  chooseStandIn as chooseStandInEndpoint,
  listKeys,
  removeKey,
  removeSharedKey,
  saveKey,
  saveSharedKey,
} from '../contract.ts'
import {
  chooseModel,
  chooseStandIn,
  listOwnKeys,
  removeOwnKey,
  removeSharedProvider,
  saveProvider,
} from './vault.ts'

export const routes: readonly Route[] = [
  route(listKeys, (_, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({ items: await listOwnKeys(tx) })),
  ),
  route(saveKey, ({ body }, { house, caller }) =>
    saveProvider(house, { by: caller.userId, shared: false }, body),
  ),
  route(changeModel, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => chooseModel(tx, params.keyId, body.model)),
  ),
  route(chooseStandInEndpoint, ({ params, body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => chooseStandIn(tx, params.keyId, body.standInId)),
  ),
  route(removeKey, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await removeOwnKey(tx, params.keyId)
      return {}
    }),
  ),
  route(saveSharedKey, ({ body }, { house, caller }) =>
    saveProvider(house, { by: caller.userId, shared: true }, body),
  ),
  route(removeSharedKey, ({ params }, { house, caller }) =>
    house.database.asSystem('forget a provider of the installation', async (tx) => {
      await removeSharedProvider(tx, caller.userId, params.keyId)
      return {}
    }),
  ),
]
