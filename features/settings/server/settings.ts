import { openForHouse } from '#features/vault/server/vault.ts'
import type { Config } from '#platform/config/config.ts'
import { variables } from '#platform/config/variables.ts'
import { Secret } from '#platform/crypto/secret.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { changeable, type SettingName } from '../contract/catalogue.ts'
import { settingName } from '../contract.ts'
import { listRows, type SettingRow } from './queries.ts'

/** The settings as the environment gave them to a process, before anything saved was put over them. */
const started = new WeakMap<Config, Config>()

/** What the environment and the defaults alone would say. */
export function startedWith(config: Config): Config {
  return started.get(config) ?? config
}

/** As one would write it in the environment; null of a secret, and of nothing. */
export function toText(value: unknown): string | null {
  return value === undefined || value instanceof Secret ? null : String(value)
}

/** Whether what was saved, or nothing, is not yet what this process goes by. */
export function isWaiting(config: Config, name: SettingName, row: SettingRow | undefined): boolean {
  if (changeable[name].effect === 'now' || config.given.has(name)) return false
  const wanted = row?.value ?? toText(startedWith(config)[name])
  return wanted !== toText(config[name])
}

/** Every setting that may be changed on the screen. */
export const settingNames: readonly SettingName[] = Object.keys(changeable).flatMap(
  (name) => settingName.safeParse(name).data ?? [],
)

export const contextOf = (name: SettingName) => `setting ${name}`

/** The value in the words of the environment. @returns undefined of a secret that cannot be opened any more */
async function textOf(house: House, tx: SystemTx, name: SettingName, row: SettingRow) {
  if (row.sealed === null) return row.value ?? undefined
  return (await openForHouse(house, tx, { sealed: row.sealed, context: contextOf(name) }))?.reveal()
}

/** Reads what was saved, and puts it in force where the environment says nothing. */
async function apply(house: House, isStart: boolean): Promise<void> {
  const { config, log } = house
  const saved = await house.database.asSystem('the settings that were saved are read', async (tx) => {
    const texts = new Map<SettingName, string>()
    for (const row of await listRows(tx)) {
      const name = settingName.safeParse(row.name)
      // One that this version may not have changed on the screen is nobody's.
      if (!name.success) continue
      const text = await textOf(house, tx, name.data, row)
      if (text === undefined) log.warn({ setting: row.name }, 'a saved secret cannot be opened')
      else texts.set(name.data, text)
    }
    return texts
  })
  const base = startedWith(config)
  for (const name of settingNames) {
    if (config.given.has(name) || (changeable[name].effect === 'restart' && !isStart)) continue
    const text = saved.get(name)
    const parsed = text === undefined ? undefined : variables.shape[name].safeParse(text)
    if (parsed?.success === false) log.warn({ setting: name }, 'a saved setting is not valid any more')
    Object.assign(config, { [name]: parsed?.success ? parsed.data : base[name] })
  }
}

/** Goes by what was saved: at the start once, for a command that lives shortly. */
export async function loadSettings(house: House): Promise<void> {
  if (!started.has(house.config)) started.set(house.config, { ...house.config })
  await apply(house, true)
}

/** Has the settings of this process follow what is saved, by whichever process, until it is told to stop. */
export async function keepSettings(house: House): Promise<{ stop(): void }> {
  await loadSettings(house)
  const again = () => {
    followSaved(house).catch((error: unknown) =>
      house.log.warn({ err: error }, 'the settings could not be read anew'),
    )
  }
  const stop = house.bus.subscribe('settings', again)
  // What was told meanwhile was missed.
  house.bus.onReconnect(again)
  return { stop }
}

/** Puts in force what is saved now and needs no restart. */
export async function followSaved(house: House): Promise<void> {
  await apply(house, false)
}

/** What was saved and is in force only after a restart, with when it was saved last; null of what was set back. */
export async function listWaiting(house: House) {
  const rows = await house.database.asSystem('the settings that were saved are read', (tx) => listRows(tx))
  const saved = new Map(rows.map((row) => [row.name, row]))
  return settingNames
    .filter((name) => isWaiting(house.config, name, saved.get(name)))
    .map((name) => ({ name, changedAt: saved.get(name)?.changed_at ?? null }))
}
