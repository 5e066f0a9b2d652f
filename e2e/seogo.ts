import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export interface RunningSeogo {
  /** `http://127.0.0.1:<port>`. */
  address: string
  /** The one-time link of the first run. */
  ownerLink: string
  /** Everything printed so far: what the server says about a journey that failed. */
  printed: () => string
  stop: () => Promise<void>
}

const mostStartMs = 120_000

/** Names the data folder of a library that nobody owns yet: new ones are copies of it, and need no new database each. */
export const preparedLibrary = 'JOURNEYS_PREPARED_LIBRARY'

/** A data folder that PostgreSQL may enter as another account: mkdtemp closes it to everybody else. */
export function makeDataFolder(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'seogo-journey-'))
  chmodSync(dataDir, 0o755)
  return dataDir
}

/**
 * Starts a whole Seogo, as `npm start` does, on a library that nobody owns yet and a free port.
 * @throws Error with everything it printed, when it does not come up.
 */
export async function startSeogo(settings: Record<string, string> = {}): Promise<RunningSeogo> {
  const dataDir = makeDataFolder()
  const prepared = process.env[preparedLibrary]
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
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
  }
  try {
    const ownerLink = await untilOwnerLink(child, () => printed)
    return { address: new URL(ownerLink).origin, ownerLink, printed: () => printed, stop }
  } catch (error) {
    await stop()
    throw new Error(`Seogo did not come up:\n${printed}`, { cause: error })
  }
}

/** This process's environment without what would be read as Seogo's settings; unknown ones it refuses. */
function withoutSettings(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('SEOGO_')))
}

async function untilOwnerLink(child: ChildProcess, printed: () => string): Promise<string> {
  for (const deadline = Date.now() + mostStartMs; Date.now() < deadline; await sleep(50)) {
    const link = /https?:\/\/[^\s/]+\/link\/[\w-]+/.exec(printed())?.[0]
    if (link !== undefined) return link
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`)
  }
  throw new Error(`it printed no sign-in link within ${mostStartMs / 1000} s`)
}
