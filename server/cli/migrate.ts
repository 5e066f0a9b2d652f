import { readConfig } from '#platform/config/config.ts'
import { openHouse } from '../boot.ts'
import type { BareContext } from './bare-command.ts'
import { openCommandLog } from './command-house.ts'

/** `seogo migrate` */
export async function migrateCommand({ environment, terminal }: BareContext): Promise<number> {
  const config = readConfig(environment)
  const opened = await openHouse({ config, log: openCommandLog(config, 'migrate'), migrating: true })
  await opened.close()
  const { applied = [], at = 0 } = opened.migrated ?? {}
  for (const name of applied) terminal.line(`Applied ${name}`)
  terminal.line(applied.length > 0 ? `The schema is at ${at}.` : `The schema is at ${at} already.`)
  terminal.result({ applied, at })
  return 0
}
