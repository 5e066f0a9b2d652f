import { text as readAll } from 'node:stream/consumers'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import type { SettingName } from '../contract/catalogue.ts'
import { settingName } from '../contract.ts'
import { changeSetting, readSetting, readSettings, resetSetting } from './change.ts'

type Shown = Awaited<ReturnType<typeof readSetting>>

function lineOf({ name, value, isSecret, isSet, source, default: preset, effect, waitsForRestart }: Shown) {
  const shown = isSecret ? (isSet ? '***' : '(not set)') : (value ?? '(not set)')
  const notes = [
    source,
    ...(preset === null ? [] : [`default ${preset}`]),
    ...(effect === 'restart' ? [waitsForRestart ? 'waits for a restart' : 'after a restart'] : []),
  ]
  return `${name} = ${shown}  (${notes.join(', ')})`
}

/** @throws Problem setting_not_found */
function requireName(given: string | undefined): SettingName {
  const name = settingName.safeParse(given)
  if (!name.success) throw new Problem('setting_not_found', { given: given ?? null })
  return name.data
}

/** `seogo settings list` */
export async function listCommand({ house, terminal }: CommandContext): Promise<number> {
  const settings = await readSettings(house)
  for (const item of settings.items) terminal.line(lineOf(item))
  terminal.result(settings)
  return 0
}

/** `seogo settings get <name>` */
export async function getCommand({ house, args, terminal }: CommandContext): Promise<number> {
  const setting = await readSetting(house, requireName(args[0]))
  terminal.line(lineOf(setting))
  terminal.result(setting)
  return 0
}

/** `seogo settings set <name> <value>`; a value of `-` is read from standard input, so that it stands in no list of processes. */
export async function setCommand({ house, args, terminal }: CommandContext): Promise<number> {
  const name = requireName(args[0])
  const value = args[1] === '-' ? (await readAll(process.stdin)).trim() : args[1]
  if (value === undefined || value === '') throw new Problem('setting_invalid', { name, why: 'no value' })
  const setting = await changeSetting(house, { name, value, by: null })
  terminal.line(lineOf(setting))
  terminal.result(setting)
  return 0
}

/** `seogo settings reset <name>` */
export async function resetCommand({ house, args, terminal }: CommandContext): Promise<number> {
  const setting = await resetSetting(house, { name: requireName(args[0]), by: null })
  terminal.line(lineOf(setting))
  terminal.result(setting)
  return 0
}
