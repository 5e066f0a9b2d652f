import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface RunningSeogo {
  /** `http://127.0.0.1:<port>`. */
  address: string
  /** The one-time link of the first run; empty on a library that has its owner. */
  ownerLink: string
  /** The data folder it runs on. */
  dataDir: string
  /** Everything printed so far: what the server says about a journey that failed. */
  printed: () => string
  stop: () => Promise<void>
}

const mostStartMs = 120_000

/** Names the data folder of a library that nobody owns yet: new ones are copies of it, and need no new database each. */
export const preparedLibrary = 'JOURNEYS_PREPARED_LIBRARY'

/** A data folder that PostgreSQL may enter as another account: mkdtemp closes it to everybody else. */
export function makeDataFolder(below = tmpdir()): string {
  const dataDir = mkdtempSync(join(below, 'seogo-journey-'))
  chmodSync(dataDir, 0o755)
  return dataDir
}

/** One more than was asked for: it starts while a journey waits for the browser, and the next file need not wait for it. */
let spare: Promise<RunningSeogo> | undefined

/**
 * A whole Seogo, as `npm start` starts it, on a library that nobody owns yet and a free port.
 * @throws Error with everything it printed, when it does not come up.
 */
export async function startSeogo(settings: Record<string, string> = {}): Promise<RunningSeogo> {
  if (process.env[preparedLibrary] === undefined || Object.keys(settings).length > 0)
    return startOnCopy(settings)
  const ready = spare ?? startOnCopy({})
  spare = ready.then(() => startOnCopy({}))
  // Whoever asks for it next hears of it.
  spare.catch(() => undefined)
  return ready
}

async function startOnCopy(settings: Record<string, string>): Promise<RunningSeogo> {
  const prepared = process.env[preparedLibrary]
  const dataDir = makeDataFolder(prepared === undefined ? tmpdir() : dirname(prepared))
  // With its owners: the cluster belongs to the account that PostgreSQL runs as.
  if (prepared !== undefined) execFileSync('cp', ['-a', `${prepared}/.`, dataDir])
  const running = await startSeogoOn(dataDir, settings)
  return {
    ...running,
    async stop() {
      await running.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** The same on this data folder, which `stop` leaves. @throws Error with everything it printed, when it does not come up. */
export async function startSeogoOn(
  dataDir: string,
  settings: Record<string, string> = {},
): Promise<RunningSeogo> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../server/cli.ts'), 'start'], {
    env: {
      ...withoutSettings(),
      SEOGO_DATA_DIR: dataDir,
      SEOGO_PORT: '0',
      SEOGO_LOG_LEVEL: 'warn',
      SEOGO_SOURCES: 'off',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const keep = (chunk: Buffer) => {
    printed += chunk.toString()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  // The spare one that nobody asked for ends with the process that started it.
  const endToo = () => child.kill('SIGTERM')
  process.once('exit', endToo)
  child.once('exit', () => process.off('exit', endToo))
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  }
  try {
    const { address, ownerLink } = await untilUp(child, () => printed)
    return { address, ownerLink, dataDir, printed: () => printed, stop }
  } catch (error) {
    await stop()
    throw new Error(`Seogo did not come up:\n${printed}`, { cause: error })
  }
}

/** This process's environment without what would be read as Seogo's settings; unknown ones it refuses. */
function withoutSettings(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('SEOGO_')))
}

async function untilUp(child: ChildProcess, printed: () => string) {
  for (const deadline = Date.now() + mostStartMs; Date.now() < deadline; await sleep(50)) {
    const ownerLink = /https?:\/\/[^\s/]+\/link\/[\w-]+/.exec(printed())?.[0]
    if (ownerLink !== undefined) return { address: new URL(ownerLink).origin, ownerLink }
    // Said last of all: no link came before it.
    const address = /^Seogo runs at (\S+)\nCtrl-C/m.exec(printed())?.[1]
    if (address !== undefined) return { address, ownerLink: '' }
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`)
  }
  throw new Error(`it did not say that it runs within ${mostStartMs / 1000} s`)
}
