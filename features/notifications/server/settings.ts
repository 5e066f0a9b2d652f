import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import type { SystemTx, Tx, UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { canMail } from '#platform/mail/mail.ts'
import {
  type addDevice,
  type Channel,
  channel,
  channelsUnlessChosen,
  defaultRhythm,
  isAlwaysShown,
  type NotificationType,
  notificationType,
  priorityOf,
  type Rhythm,
  rhythm,
  type Settings,
  type saveSettings,
  type Target,
  target,
} from '../contract.ts'
import { areKeysSound, pushKeyOf } from './channels/push.ts'
import { secretOf } from './channels/webhook.ts'
import { deleteDeliveries } from './delivery-queries.ts'
import {
  deleteTarget,
  findSettings,
  insertTarget,
  listTargets,
  lockSettings,
  putDevice,
  putSettings,
} from './settings-queries.ts'

const choices = z.partialRecord(notificationType, z.array(channel))
type Choices = z.infer<typeof choices>

const mostTargets = 20

type Row = Awaited<ReturnType<typeof findSettings>>

const choicesOf = (row: Row): Choices => choices.parse(row?.choices ?? {})
const rhythmOf = (row: Row): Rhythm => rhythm.parse(row?.rhythm ?? defaultRhythm)

function channelsOf(chosen: Choices, type: NotificationType): Channel[] {
  const wanted = chosen[type] ?? channelsUnlessChosen(type)
  return isAlwaysShown(type) && !wanted.includes('app') ? ['app', ...wanted] : wanted
}

/** How a person is to be told of this type, as they want it at this moment. */
export async function readWish(
  tx: Tx,
  userId: UserId,
  type: NotificationType,
): Promise<{ readonly channels: readonly Channel[]; readonly rhythm: Rhythm }> {
  const row = await findSettings(tx, userId)
  return { channels: channelsOf(choicesOf(row), type), rhythm: rhythmOf(row) }
}

/** Whether a person chose this way for a type themselves, other than that nobody chose otherwise. */
export async function hasChosen(
  tx: SystemTx,
  { userId, type, by }: { readonly userId: UserId; readonly type: NotificationType; readonly by: Channel },
): Promise<boolean> {
  return choicesOf(await findSettings(tx, userId))[type]?.includes(by) ?? false
}

type TargetRow = Awaited<ReturnType<typeof listTargets>>[number]

function toTarget(row: TargetRow): Target {
  return target.parse({
    id: row.id,
    channel: row.channel,
    label: row.label,
    host: new URL(row.address).host,
    addressHash: createHash('sha256').update(row.address).digest('hex'),
    createdAt: toInstant(row.created_at),
  })
}

function toSettings(house: House, row: Row, targets: readonly TargetRow[]): Settings {
  const chosen = choicesOf(row)
  return {
    ...rhythmOf(row),
    types: notificationType.options.map((type) => ({
      type,
      priority: priorityOf[type],
      channels: channelsOf(chosen, type).filter(
        (way) => way !== 'email' || canMail(house) || chosen[type] !== undefined,
      ),
      isAlwaysShown: isAlwaysShown(type),
    })),
    canMail: canMail(house),
    pushKey: pushKeyOf(house),
    targets: targets.map(toTarget),
  }
}

export async function readSettings(tx: UserTx, house: House, userId: UserId): Promise<Settings> {
  return toSettings(house, await findSettings(tx, userId), await listTargets(tx, userId))
}

export async function changeSettings(
  tx: UserTx,
  { house, userId }: { readonly house: House; readonly userId: UserId },
  { choices: changed, ...rest }: z.output<typeof saveSettings.body>,
): Promise<Settings> {
  const row = await lockSettings(tx, userId)
  const next = {
    choices: { ...choicesOf(row), ...changed },
    rhythm: rhythm.parse({ ...rhythmOf(row), ...rest }),
  }
  const written = { choices: JSON.stringify(next.choices), rhythm: JSON.stringify(next.rhythm) }
  await putSettings(tx, userId, written)
  return toSettings(house, next, await listTargets(tx, userId))
}

async function requireRoom(tx: UserTx, userId: UserId): Promise<void> {
  if ((await listTargets(tx, userId)).length >= mostTargets)
    throw new Problem('too_many_webhooks', { most: mostTargets })
}

/** @throws Problem webhook_exists | too_many_webhooks */
export async function addWebhookTarget(
  tx: UserTx,
  { house, userId }: { readonly house: House; readonly userId: UserId },
  { label, url }: { readonly label: string; readonly url: string },
): Promise<{ target: Target; secret: string }> {
  await requireRoom(tx, userId)
  const row = await insertTarget(tx, userId, { channel: 'webhook', label, address: url, keys: null })
  if (!row) throw new Problem('webhook_exists')
  return { target: toTarget(row), secret: secretOf(house, row.id) }
}

/** @throws Problem push_keys_unusable | too_many_webhooks */
export async function addPushTarget(
  tx: UserTx,
  userId: UserId,
  { label, subscription: { endpoint, keys } }: z.output<typeof addDevice.body>,
): Promise<Target> {
  if (!areKeysSound(keys)) throw new Problem('push_keys_unusable')
  const device = { label, address: endpoint, keys: JSON.stringify(keys) }
  const known = await putDevice(tx, userId, device)
  if (known) return toTarget(known)
  await requireRoom(tx, userId)
  const row = await insertTarget(tx, userId, { channel: 'push', ...device })
  // Only two tabs of one browser say the same at the same time.
  if (!row) throw new Problem('webhook_exists')
  return toTarget(row)
}

/** @throws Problem webhook_not_found */
export async function removeOwnTarget(tx: UserTx, userId: UserId, id: string): Promise<void> {
  if (!(await deleteTarget(tx, userId, id))) throw new Problem('webhook_not_found')
  await deleteDeliveries(tx, { targetId: id })
}
