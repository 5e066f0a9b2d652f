import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { z } from 'zod'
import { variables } from './variables.ts'

/** The settings as they are in force. What is built at the start keeps what it was given; all else reads them when it needs them. */
export type Config = z.output<typeof variables> & {
  /** What the environment says: it wins over what is saved on the screen. */
  readonly given: ReadonlySet<string>
}

/** Every fault of the environment at once, in words a person can act on. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n  ${faults.join('\n  ')}`,
    )
    this.faults = faults
  }
}

/** Names that are not Seogo’s own: other programs of the machine read them as well. */
const shared = new Set(['OTEL_EXPORTER_OTLP_ENDPOINT'])

type Environment = Readonly<Record<string, string | undefined>>

/** Puts the content of every `SEOGO_…_FILE` in place of the variable it stands for. */
function withFiles(environment: Environment, faults: string[]): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment)) {
    if (!(name.startsWith('SEOGO_') || shared.has(name)) || value === undefined || value === '') continue
    if (!name.endsWith('_FILE')) {
      values[name] ??= value
      continue
    }
    const target = name.slice(0, -'_FILE'.length)
    if (environment[target]) faults.push(`${name} and ${target} are both set: keep one.`)
    try {
      values[target] = readFileSync(value, 'utf8').trim()
    } catch (error) {
      faults.push(
        `${name}: ${value} cannot be read (${error instanceof Error ? error.message : String(error)}).`,
      )
    }
  }
  return values
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/** What an issuer needs besides its address. */
function faultsOfIssuer(config: z.output<typeof variables>): string[] {
  const { protocol, hostname } = new URL(config.SEOGO_OIDC_ISSUER ?? '')
  const missing = (['SEOGO_OIDC_CLIENT_ID', 'SEOGO_OIDC_CLIENT_SECRET'] as const)
    .filter((name) => config[name] === undefined)
    .map((name) => `${name} is needed with SEOGO_OIDC_ISSUER.`)
  if (protocol === 'https:' || loopback.has(hostname)) return missing
  return [...missing, 'SEOGO_OIDC_ISSUER: only an issuer on this computer may do without TLS.']
}

/**
 * Reads the configuration once, from environment variables that begin with `SEOGO_`.
 * @throws ConfigError naming every fault at once: unknown names, wrong values, unreadable secret files.
 */
export function readConfig(environment: Environment): Config {
  const faults: string[] = []
  const values = withFiles(environment, faults)
  const known = new Set(Object.keys(variables.shape))
  for (const name of Object.keys(values)) {
    if (!known.has(name) && !name.startsWith('SEOGO_TEST_')) faults.push(`${name} is not a setting of Seogo.`)
  }
  const parsed = variables.safeParse(
    Object.fromEntries(Object.entries(values).filter(([name]) => known.has(name))),
  )
  if (!parsed.success) {
    for (const issue of parsed.error.issues) faults.push(`${issue.path.join('.')}: ${issue.message}`)
  }
  if (parsed.data?.SEOGO_S3_BUCKET !== undefined) {
    for (const name of ['SEOGO_S3_ACCESS_KEY', 'SEOGO_S3_SECRET_KEY'] as const)
      if (parsed.data[name] === undefined) faults.push(`${name} is needed with SEOGO_S3_BUCKET.`)
  }
  if (parsed.data?.SEOGO_OIDC_ISSUER !== undefined) faults.push(...faultsOfIssuer(parsed.data))
  if (faults.length > 0 || !parsed.success) throw new ConfigError(faults)
  return {
    ...parsed.data,
    SEOGO_DATA_DIR: resolve(parsed.data.SEOGO_DATA_DIR),
    given: new Set(Object.keys(values)),
  }
}
