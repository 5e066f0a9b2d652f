import type { NotificationId, UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { route } from '#platform/http/route.ts'
import { canMail } from '#platform/mail/mail.ts'
import * as contract from '../contract.ts'
import { notify } from './notifications.ts'
import { addPushTarget, addWebhookTarget, changeSettings, readSettings, removeOwnTarget } from './settings.ts'
import { listTargets } from './settings-queries.ts'

const getRoute = route(contract.getSettings, async (_, { house, caller: { userId } }) =>
  house.database.asUser(userId, (tx) => readSettings(tx, house, userId)),
)

const saveRoute = route(contract.saveSettings, async ({ body }, { house, caller: { userId } }) =>
  house.database.asUser(userId, (tx) => changeSettings(tx, { house, userId }, body)),
)

const addRoute = route(contract.addWebhook, async ({ body }, { house, caller: { userId } }) =>
  house.database.asUser(userId, (tx) => addWebhookTarget(tx, { house, userId }, body)),
)

const addDeviceRoute = route(contract.addDevice, async ({ body }, { house, caller: { userId } }) =>
  house.database.asUser(userId, (tx) => addPushTarget(tx, userId, body)),
)

const removeRoute = route(contract.removeTarget, async ({ params }, { house, caller: { userId } }) => {
  await house.database.asUser(userId, (tx) => removeOwnTarget(tx, userId, params.targetId))
  return {}
})

type Tested = { readonly house: House; readonly userId: UserId; readonly channel: contract.Channel }

/** @throws Problem mail_not_configured | channel_without_target */
export async function tellTest(tx: UserTx, { house, userId, channel }: Tested): Promise<NotificationId> {
  if (channel === 'email' && !canMail(house)) throw new Problem('mail_not_configured')
  const hasTarget = async () => (await listTargets(tx, userId)).some((target) => target.channel === channel)
  if (channel !== 'app' && channel !== 'email' && !(await hasTarget()))
    throw new Problem('channel_without_target', { channel })
  // In the app as well: there it says what became of it.
  const id = await notify(tx, { userId, type: 'test', by: channel === 'app' ? ['app'] : ['app', channel] })
  if (id === undefined) throw new Error('what is told by a given way is told')
  return id
}

const testRoute = route(contract.sendTest, async ({ body }, { house, caller: { userId } }) => {
  await house.database.asUser(userId, (tx) => tellTest(tx, { house, userId, channel: body.channel }))
  return {}
})

export const settingsRoutes = [getRoute, saveRoute, addRoute, addDeviceRoute, removeRoute, testRoute]
