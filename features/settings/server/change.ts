import type { z } from 'zod'
import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { record } from '#features/audit/server/audit.ts'
import { sealForHouse } from '#features/vault/server/vault.ts'
import { variables } from '#platform/config/variables.ts'
import { Secret } from '#platform/crypto/secret.ts'
import { announce, type SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { changeable, type SettingName } from '../contract/catalogue.ts'
import type { setting } from '../contract.ts'
import { describe, environmentOnly } from './describe.ts'
import { deleteRow, listRows, putRow } from './queries.ts'
import { contextOf, followSaved, settingNames } from './settings.ts'

type SettingInput = z.input<typeof setting>

/** Who changes a setting; null is the command line. */
export type Changing = { readonly name: SettingName; readonly by: UserId | null; readonly address?: string }

const readRows = (house: House) =>
  house.database.asSystem('the settings are looked at', async (tx) => {
    const rows = await listRows(tx)
    return new Map(rows.map((row) => [row.name, row]))
  })

export async function readSettings(house: House) {
  const rows = await readRows(house)
  return {
    items: settingNames.map((name) => describe(house.config, name, rows.get(name))),
    environmentOnly: environmentOnly(house.config),
  }
}

export async function readSetting(house: House, name: SettingName): Promise<SettingInput> {
  return describe(house.config, name, (await readRows(house)).get(name))
}

/** Tells all processes, this one first. Whoever does not hear it reads it when the bus is back. */
async function tellEverybody(house: House, name: SettingName): Promise<void> {
  await followSaved(house)
  await house.bus
    .publish('settings', { name })
    .catch((error: unknown) => house.log.warn({ err: error, setting: name }, 'a setting was not told'))
}

/** The trace says what it was and what it is; of a secret only that it changed. */
async function leaveTrace(
  tx: SystemTx,
  {
    act,
    name,
    by,
    address,
    from,
    to,
  }: Changing & {
    readonly act: 'setting_changed' | 'setting_reset'
    readonly from: string | null
    readonly to: string | null
  },
): Promise<void> {
  const facts = changeable[name].isSecret ? {} : { from, to }
  const subject = { kind: 'setting', id: name, title: name }
  await record(tx, { act, by, userId: null, address, subject, facts })
  announce(tx, { administrators: true }, [{ topic: 'settings' }])
}

/**
 * Saves a setting, in force in all processes at once or after a restart.
 * @throws Problem setting_by_environment | setting_invalid | vault_sealed
 */
export async function changeSetting(
  house: House,
  { value, ...of }: Changing & { readonly value: string },
): Promise<SettingInput> {
  const { name, by } = of
  if (house.config.given.has(name)) throw new Problem('setting_by_environment', { name })
  const parsed = variables.shape[name].safeParse(value)
  if (!parsed.success) throw new Problem('setting_invalid', { name, why: parsed.error.issues[0]?.message })
  const before = await readSetting(house, name)
  await house.database.asSystem('a setting is changed', async (tx) => {
    const sealed = changeable[name].isSecret
      ? await sealForHouse(house, tx, { secret: Secret.of(value), context: contextOf(name) })
      : null
    const row = { name, value: sealed ? null : value, sealed, changed_at: house.clock.now(), changed_by: by }
    await putRow(tx, row)
    await leaveTrace(tx, { ...of, act: 'setting_changed', from: before.saved ?? before.value, to: value })
  })
  await tellEverybody(house, name)
  return await readSetting(house, name)
}

/** Forgets what was saved. What was not saved stays as it is. */
export async function resetSetting(house: House, of: Changing): Promise<SettingInput> {
  const before = await readSetting(house, of.name)
  await house.database.asSystem('a setting is reset', async (tx) => {
    if (await deleteRow(tx, of.name))
      await leaveTrace(tx, { ...of, act: 'setting_reset', from: before.saved, to: before.default })
  })
  await tellEverybody(house, of.name)
  return await readSetting(house, of.name)
}
