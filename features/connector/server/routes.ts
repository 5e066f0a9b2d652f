import { type Route, route } from '#platform/http/route.ts'
import { listConnectorTokens, makeConnectorToken, revokeConnectorToken } from '../contract.ts'
import { listTokens, makeToken, revokeToken } from './tokens.ts'

export const routes: readonly Route[] = [
  route(listConnectorTokens, (_request, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => ({ items: await listTokens(tx) })),
  ),
  route(makeConnectorToken, ({ body }, { house, caller }) =>
    house.database.asUser(caller.userId, (tx) => makeToken(tx, caller.userId, body.label)),
  ),
  route(revokeConnectorToken, ({ params }, { house, caller }) =>
    house.database.asUser(caller.userId, async (tx) => {
      await revokeToken(tx, caller.userId, params.tokenId)
      return {}
    }),
  ),
]
