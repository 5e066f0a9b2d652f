import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface RunningSeogo {
  /** `http://127.0.0.1:<port>`. */
  address: string
  /** The one-time link of the first run. */
  ownerLink: string
  stop: () => Promise<void>
}

const mostStartMs = 120_000

/**
 * Starts a whole Seogo, as `npm start` does, on an empty data folder and a free port.
 * @throws Error with everything it printed, when it does not come up.
 */
export async function startSeogo(): Promise<RunningSeogo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'seogo-journey-'))
  // mkdtemp closes the folder to everybody else; PostgreSQL may run as another account.
  chmodSync(dataDir, 0o755)
  const child = spawn(process.execPath, [join(import.meta.dirname, '../server/cli.ts'), 'start'], {
    env: { ...process.env, SEOGO_DATA_DIR: dataDir, SEOGO_PORT: '0', SEOGO_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    const ownerLink = await readOwnerLink(child)
    return { address: new URL(ownerLink).origin, ownerLink, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

function readOwnerLink(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let printed = ''
  const fail = (why: string) => reject(new Error(`${why}\n${printed}`))
  const timer = setTimeout(() => fail('Seogo printed no sign-in link in time:'), mostStartMs)
  const read = (chunk: Buffer) => {
    printed += chunk.toString()
    const link = /https?:\/\/[^\s/]+\/link\/[\w-]+/.exec(printed)?.[0]
    if (link !== undefined) resolve(link)
  }
  child.stdout?.on('data', read)
  child.stderr?.on('data', read)
  child.once('exit', (code) => fail(`Seogo ended with ${code ?? 'a signal'} before it was up:`))
  child.once('error', reject)
  return promise.finally(() => clearTimeout(timer))
}
