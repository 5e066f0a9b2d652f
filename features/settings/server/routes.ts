import { requireConfirmed } from '#features/accounts/server/accounts.ts'
import { type Route, route } from '#platform/http/route.ts'
import * as contract from '../contract.ts'
import { changeSetting, readSettings, resetSetting } from './change.ts'

export const routes: readonly Route[] = [
  route(contract.listSettings, (_, { house }) => readSettings(house)),
  route(contract.putSetting, async ({ params, body }, { house, caller, clientAddress }) => {
    await requireConfirmed(house, caller)
    return await changeSetting(house, { ...params, ...body, by: caller.userId, address: clientAddress })
  }),
  route(contract.resetSetting, async ({ params }, { house, caller, clientAddress }) => {
    await requireConfirmed(house, caller)
    return await resetSetting(house, { ...params, by: caller.userId, address: clientAddress })
  }),
  route(contract.getBranding, async (_, { house: { config } }) => ({
    name: config.SEOGO_NAME,
    hue: config.SEOGO_HUE,
  })),
]
