import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { instant } from '#contract/time.ts'
import { changeable, type SettingName, settingGroups } from './contract/catalogue.ts'

export { type SettingGroup, type SettingName, settingGroups } from './contract/catalogue.ts'

const isName = (name: string): name is SettingName => Object.hasOwn(changeable, name)
export const settingName = z.string().refine(isName, 'is no setting that may be changed here')

/** How a value is written. */
const shape = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('text') }),
  z.strictObject({ kind: z.literal('number'), min: z.number().nullable(), max: z.number().nullable() }),
  z.strictObject({ kind: z.literal('choice'), options: z.array(z.string()) }),
  z.strictObject({ kind: z.literal('flag') }),
])

export const setting = z.strictObject({
  name: settingName,
  group: z.enum(settingGroups),
  shape,
  /** A secret is never shown; whether there is one is. */
  isSecret: z.boolean(),
  isSet: z.boolean(),
  /** As it is in force in the process that answers; null of a secret, and of what is not set. */
  value: z.string().nullable(),
  default: z.string().nullable(),
  /** Where it comes from. The environment wins over the screen. */
  source: z.enum(['environment', 'screen', 'default']),
  /** What was saved here, though it may not be in force: the environment wins, or it waits for a restart. Null of a secret. */
  saved: z.string().nullable(),
  effect: z.enum(['now', 'restart']),
  /** What was saved here is in force only after a restart. */
  waitsForRestart: z.boolean(),
  changedAt: instant.nullable(),
})
export type Setting = z.infer<typeof setting>

export const listSettings = endpoint({
  name: 'settings.list',
  method: 'GET',
  path: '/api/admin/settings',
  access: 'settings:administer',
  summary:
    'Every setting that may be changed here, with its value, its default and where it comes from; and those that are the environment’s alone.',
  reply: z.strictObject({
    items: z.array(setting),
    /** Set by the environment and by nothing else; of secrets only that they are set. */
    environmentOnly: z.array(z.strictObject({ name: z.string(), value: z.string().nullable() })),
  }),
})

const params = z.strictObject({ name: settingName })

export const putSetting = endpoint({
  name: 'settings.put',
  method: 'PUT',
  path: '/api/admin/settings/:name',
  access: 'settings:administer',
  summary: 'Changes a setting, in all processes; asks for the password again. Written as in the environment.',
  params,
  body: z.strictObject({ value: z.string().trim().min(1).max(2_000) }),
  reply: setting,
})

export const resetSetting = endpoint({
  name: 'settings.reset',
  method: 'DELETE',
  path: '/api/admin/settings/:name',
  access: 'settings:administer',
  summary: 'Forgets what was saved here: the default holds again.',
  params,
  reply: setting,
})

export const getBranding = endpoint({
  name: 'settings.getBranding',
  method: 'GET',
  path: '/api/branding',
  access: 'public',
  summary:
    'What this installation is called, and the hue of its one colour; for the page before anybody signs in.',
  reply: z.strictObject({ name: z.string(), hue: z.int() }),
})
