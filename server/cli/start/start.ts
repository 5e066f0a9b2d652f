import { spawn } from 'node:child_process'
import { ensureOwner, makeOwnerLink } from '#features/accounts/server/accounts.ts'
import { knowHealthChecks, reportParts } from '#features/health/server/health.ts'
import { type Config, readConfig } from '#platform/config/config.ts'
import type { Terminal } from '#platform/feature.ts'
import { type Log, openLog } from '#platform/log/log.ts'
import { type OpenedHouse, openHouse } from '../../boot.ts'
import { features } from '../../features.ts'
import type { BareContext } from '../bare-command.ts'
import { compiledCodeFolder } from '../compiled-code.ts'
import { linesOf } from '../health-lines.ts'
import { analyzeFile } from './analyze-file.ts'
import { type KeptChild, keepChild } from './child.ts'
import { requireFreePort } from './port.ts'
import { buildScreens, lookAtScreens } from './screens.ts'
import { StartRefused } from './start-refused.ts'
import { untilAskedToStop } from './stop-signals.ts'

/**
 * `seogo start`: owns the embedded database, keeps an API and a worker running, and ends them in their order: first the
 * two, which finish their work, then the database.
 */
export async function start({ options, environment, terminal }: BareContext): Promise<number> {
  const config = readConfig(environment)
  const log = openLog({ level: config.SEOGO_LOG_LEVEL, format: config.SEOGO_LOG_FORMAT, process: 'start' })
  const asked = untilAskedToStop()
  terminal.line(`Opening the library in ${config.SEOGO_DATA_DIR} …`)
  const opened = await openHouse({ config, log, migrating: true, embedded: 'own' })
  const children: KeptChild[] = []
  try {
    await requireFreePort(config.SEOGO_HOST, config.SEOGO_PORT)
    await ensureOwner(opened.house)
    if (options['as-built'] !== true) await prepareScreens(terminal)
    const address = await startChildren(children, config, environment, log)
    opened.postgres?.announce(address)
    const work = welcome({ opened, config, address, options, terminal })
    const outcome = await Promise.race([work, asked.then(() => undefined)])
    if (outcome !== undefined && options.exit === true) return outcome
    terminal.line(`Stopping at ${await asked} …`)
    return outcome ?? 0
  } finally {
    await Promise.all(children.map((child) => child.stop(config.SEOGO_DRAIN_SECONDS * 1_000 + 5_000)))
    await opened.close()
  }
}

async function prepareScreens(terminal: Terminal): Promise<void> {
  const screens = lookAtScreens()
  if (screens === 'current') return
  terminal.line('Building the screens …')
  try {
    await buildScreens()
  } catch (error) {
    if (screens === 'absent' || !(error instanceof StartRefused)) throw error
    terminal.line(error.message)
    terminal.line('The screens that were built before are shown.')
  }
}

/** Starts both processes and waits until they are ready. @returns the address of the API */
async function startChildren(
  children: KeptChild[],
  config: Config,
  environment: NodeJS.ProcessEnv,
  log: Log,
): Promise<string> {
  const ours = { NODE_COMPILE_CACHE: compiledCodeFolder(config.SEOGO_DATA_DIR), ...environment }
  // A port that was free to choose must stay the same when the API comes back: it stands in links and browsers.
  const samePort = (before: string | undefined) =>
    before === undefined ? ours : { ...ours, SEOGO_PORT: new URL(before).port }
  const api = keepChild({ script: 'api.ts', log, environment: samePort })
  const worker = keepChild({ script: 'worker.ts', log, environment: () => ours })
  children.push(api, worker)
  const [{ address }] = await Promise.all([api.ready, worker.ready])
  return config.SEOGO_PUBLIC_URL ?? address ?? `http://${config.SEOGO_HOST}:${config.SEOGO_PORT}`
}

type Welcome = {
  readonly opened: OpenedHouse
  readonly config: Config
  readonly address: string
  readonly options: BareContext['options']
  readonly terminal: Terminal
}

/** Says where Seogo is and, while nobody owns it, how to become its owner. @returns the exit code of what was asked */
async function welcome({ opened, config, address, options, terminal }: Welcome): Promise<number> {
  const analyzed =
    typeof options.analyze === 'string'
      ? await analyzeFile(opened.house, options.analyze, terminal)
      : { code: 0, result: null }
  const path = await makeOwnerLink(opened.house)
  const ownerLink = path === undefined ? undefined : new URL(path, address).href
  terminal.line('')
  await tellHealth(opened, terminal)
  terminal.line(`Seogo runs at ${address}`)
  if (ownerLink !== undefined) {
    terminal.line('It has no owner yet. This link works once; open it to become the owner:')
    terminal.line(`  ${ownerLink}`)
  }
  if (options.exit !== true) terminal.line('Ctrl-C stops it.')
  terminal.result({
    address,
    ownerLink: ownerLink ?? null,
    dataFolder: config.SEOGO_DATA_DIR,
    analysis: analyzed.result,
  })
  if (options.open === true) openBrowser(ownerLink ?? address)
  return analyzed.code
}

/** What needs attention, each with what to do; and how many parts work. */
async function tellHealth({ house }: OpenedHouse, terminal: Terminal): Promise<void> {
  knowHealthChecks(
    house,
    features.flatMap((feature) => feature.healthChecks ?? []),
  )
  const parts = await reportParts(house, { mostMs: 3_000 })
  const ill = parts.filter(({ state }) => state === 'degraded' || state === 'failing')
  for (const part of ill) for (const line of linesOf(part)) terminal.line(line)
  const working = parts.filter(({ state }) => state === 'ok').length
  terminal.line(
    `${working} parts work${ill.length > 0 ? `, ${ill.length} need attention` : ''}: "seogo check".`,
  )
}

function openBrowser(url: string): void {
  const opener = process.platform === 'darwin' ? 'open' : 'xdg-open'
  const child = spawn(opener, [url], { stdio: 'ignore', detached: true })
  // No desktop here: the address is on the terminal.
  child.on('error', () => undefined)
  child.unref()
}
