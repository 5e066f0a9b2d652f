import { z } from 'zod'
import { toInstant } from '#contract/time.ts'
import type { Config } from '#platform/config/config.ts'
import { variables } from '#platform/config/variables.ts'
import { changeable, type SettingName } from '../contract/catalogue.ts'
import type { Setting, setting } from '../contract.ts'
import type { SettingRow } from './queries.ts'
import { isWaiting, settingNames, toText } from './settings.ts'

const property = z.object({
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
})
type Property = z.infer<typeof property>

const described = z
  .object({ properties: z.record(z.string(), property) })
  .parse(z.toJSONSchema(variables, { io: 'output', unrepresentable: 'any' })).properties

function shapeOf({ type, enum: options, minimum, maximum }: Property): Setting['shape'] {
  if (options) return { kind: 'choice', options }
  if (type === 'boolean') return { kind: 'flag' }
  if (type === 'integer' || type === 'number')
    return { kind: 'number', min: minimum ?? null, max: maximum ?? null }
  return { kind: 'text' }
}

/** A setting as it stands in this process. */
export function describe(
  config: Config,
  name: SettingName,
  row: SettingRow | undefined,
): z.input<typeof setting> {
  const { group, effect, isSecret } = changeable[name]
  const of = described[name] ?? {}
  return {
    name,
    group,
    effect,
    isSecret,
    shape: shapeOf(of),
    isSet: config[name] !== undefined,
    value: toText(config[name]),
    default: of.default === undefined ? null : String(of.default),
    source: config.given.has(name) ? 'environment' : row ? 'screen' : 'default',
    saved: row?.value ?? null,
    waitsForRestart: isWaiting(config, name, row),
    changedAt: row ? toInstant(row.changed_at) : null,
  }
}

/** What the environment says and nothing else may. */
export function environmentOnly(config: Config) {
  const others = Object.entries(config).filter(
    ([name]) => config.given.has(name) && !settingNames.some((known) => known === name),
  )
  return others.map(([name, value]) => ({ name, value: toText(value) }))
}
