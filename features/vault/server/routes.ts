import { userId } from '#contract/ids.ts'
import { requireConfirmed } from '#features/accounts/server/accounts.ts'
import { type Route, route } from '#platform/http/route.ts'
import {
  changeModel,
  changeSharedKey,
  chooseStandIn as chooseStandInEndpoint,
  listHolders as listHoldersEndpoint,
  listKeys,
  removeKey,
  removeSharedKey,
  saveKey,
  saveSharedKey,
} from '../contract.ts'
import { listHolders } from './queries.ts'
import {
  changeSharedProvider,
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
  route(listHoldersEndpoint, async (_request, { house }) => {
    const rows = await house.database.asSystem('an administrator looks at people', listHolders)
    return { items: rows.map(({ user_id, providers }) => ({ userId: userId.parse(user_id), providers })) }
  }),
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
  // Everybody's papers go where these point to.
  route(saveSharedKey, async ({ body }, { house, caller }) => {
    await requireConfirmed(house, caller)
    return await saveProvider(house, { by: caller.userId, shared: true }, body)
  }),
  route(changeSharedKey, async ({ params, body }, { house, caller }) => {
    await requireConfirmed(house, caller)
    return await house.database.asSystem('change a provider of the installation', (tx) =>
      changeSharedProvider(tx, caller.userId, params.keyId, body),
    )
  }),
  route(removeSharedKey, async ({ params }, { house, caller }) => {
    await requireConfirmed(house, caller)
    return await house.database.asSystem('forget a provider of the installation', async (tx) => {
      await removeSharedProvider(tx, caller.userId, params.keyId)
      return {}
    })
  }),
]
