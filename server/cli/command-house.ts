import { Problem } from '#contract/problems.ts'
import { ensureOwner, findPersonByEmail } from '#features/accounts/server/accounts.ts'
import { knowHealthChecks } from '#features/health/server/health.ts'
import { loadSettings } from '#features/settings/server/settings.ts'
import { readConfig } from '#platform/config/config.ts'
import { readDatabaseFaults } from '#platform/database/database-rules.ts'
import type { CommandContext, Terminal } from '#platform/feature.ts'
import { knowFileReferences } from '#platform/files/references.ts'
import type { House } from '#platform/house.ts'
import { type Log, openLog } from '#platform/log/log.ts'
import { openHouse } from '../boot.ts'
import { features } from '../features.ts'
import { IncompleteHouse } from '../house-rules.ts'

type Options = CommandContext['options']

/** The log of a command: on standard error, and quiet unless asked to be loud, for its words are on the terminal. */
export function openCommandLog(config: ReturnType<typeof readConfig>, process: string): Log {
  const level = config.SEOGO_LOG_LEVEL === 'info' ? 'warn' : config.SEOGO_LOG_LEVEL
  return openLog({ level, format: config.SEOGO_LOG_FORMAT, process })
}

/** Whom a command acts for: the owner, or the person named by `--as`. */
export function callerOf(house: House, options: Options): CommandContext['caller'] {
  return async () => {
    if (typeof options.as !== 'string') return (await ensureOwner(house)).userId
    const person = await findPersonByEmail(house, options.as)
    if (!person) throw new Problem('person_not_found', { email: options.as })
    return person.id
  }
}

/**
 * Opens the house for one command: on the database of the Seogo that runs, or alone, with the schema brought up to date
 * when nobody else uses the embedded database.
 * @throws ConfigError, IncompleteHouse, EmbeddedPostgresError
 */
export async function openCommandHouse(given: {
  environment: NodeJS.ProcessEnv
  options: Options
  terminal: Terminal
}) {
  const config = readConfig(given.environment)
  const log = openCommandLog(config, 'command')
  const opened = await openHouse({ config, log, migrating: 'when owned' })
  const { house } = opened
  const closing = once(async () => {
    await stopWorking()
    await opened.close()
  })
  let stopWorking: () => Promise<void> = async () => undefined
  try {
    const faults = await house.database.asSystem('house rules', (tx) => readDatabaseFaults(tx))
    if (faults.length > 0) throw new IncompleteHouse(faults)
    await loadSettings(house)
  } catch (error) {
    await closing()
    throw error
  }
  knowHealthChecks(
    house,
    features.flatMap((feature) => feature.healthChecks ?? []),
  )
  knowFileReferences(
    house,
    features.flatMap((feature) => feature.fileReferences ?? []),
  )
  const whileWorking: CommandContext['whileWorking'] = async (done) => {
    const { runHouseWorker } = await import('../worker.ts')
    const worker = runHouseWorker(house)
    stopWorking = once(() => worker.stop(config.SEOGO_DRAIN_SECONDS * 1_000))
    await worker.ready()
    try {
      return await done()
    } finally {
      await stopWorking()
    }
  }
  return {
    context: { house, caller: callerOf(house, given.options), whileWorking },
    close: closing,
  }
}

/** The same promise however often it is called. */
function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => {
    done ??= work()
    return done
  }
}
