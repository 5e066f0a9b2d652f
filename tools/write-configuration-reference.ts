/**
 * `npm run docs:config`: writes docs/configuration.md from the one declaration of every setting. With `--check` it only
 * says whether the page is current.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { variables } from '#platform/config/variables.ts'
import { HOUSE_ROOT } from './source-files.ts'

const page = join(HOUSE_ROOT, 'docs/configuration.md')

const property = z.object({
  description: z.string(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  type: z.string().optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
})
const schema = z.object({ properties: z.record(z.string(), property) })

const introduction = `# Settings

Written by \`npm run docs:config\` from \`server/platform/config/variables.ts\`; never by hand.

Settings are environment variables, read once at the start; a name Seogo does not know and a value it cannot use keep it from
starting, and all faults are told at once. With \`_FILE\` added to its name a setting is read from the file named: use that for
secrets, so that they stand in no process list. \`seogo check\` tells whether the result works.

Many of them an administrator may also change without a file, on the page *House, Settings* or by \`seogo settings\`: what the
environment says wins over what is saved there, and what neither says has its default ([administering.md](administering.md#settings-without-a-file)).
`

/** The whole page. */
export function configurationReference(): string {
  const { properties } = schema.parse(z.toJSONSchema(variables, { io: 'output', unrepresentable: 'any' }))
  const rows = Object.entries(properties).map(([name, { description, default: preset, ...shape }]) => {
    const value = preset === undefined ? '' : `\`${preset}\``
    return `| \`${name}\` | ${value} | ${valuesOf(shape)} | ${description.replaceAll('|', '\\|')} |`
  })
  return [introduction, '| name | default | values | what it does |', '|---|---|---|---|', ...rows, ''].join(
    '\n',
  )
}

function valuesOf({ type, enum: choices, minimum, maximum }: Partial<z.infer<typeof property>>): string {
  if (choices) return choices.map((choice) => `\`${choice}\``).join(', ')
  if (type === 'integer' && minimum !== undefined && maximum !== undefined) return `${minimum} to ${maximum}`
  return type === 'boolean' ? '`true`, `false`' : 'text'
}

if (import.meta.main) {
  const text = configurationReference()
  if (!process.argv.includes('--check')) writeFileSync(page, text)
  else if (readFileSync(page, 'utf8') !== text) {
    console.log('docs/configuration.md is stale: npm run docs:config')
    process.exitCode = 1
  }
}
