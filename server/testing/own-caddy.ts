import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from './free-port.ts'

const mostStartMs = 20_000
const shipped = join(import.meta.dirname, '../../deploy/Caddyfile.replicas')

/** Certificates of its own, nothing outside the loopback, nothing installed. */
const options = `{
	admin off
	default_bind 127.0.0.1
	local_certs
	skip_install_trust
	auto_https disable_redirects
}
import ${shipped}
`

/** A proxy of a measurement's own, with the file that ships. */
export type OwnCaddy = {
  readonly address: string
  /** The end of what it said so far. */
  printed(): string
  stop(): Promise<void>
}

/**
 * Starts Caddy before APIs at fixed addresses, on a free port of the loopback. By `https` it speaks HTTP/2 as well.
 * @param apis `<host>:<port>` of each; they may come up later
 * @throws Error when Caddy is not installed or does not come up
 */
export async function startOwnCaddy(scheme: 'http' | 'https', apis: readonly string[]): Promise<OwnCaddy> {
  const address = `${scheme}://127.0.0.1:${await freePort()}`
  const folder = await mkdtemp(join(tmpdir(), 'seogo-caddy-'))
  const child = spawn('caddy', ['run', '--config', '-', '--adapter', 'caddyfile'], {
    env: { PATH: process.env.PATH, HOME: folder, SEOGO_DOMAIN: address, SEOGO_APIS: apis.join(' ') },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let printed = ''
  child.stderr.on('data', (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-20_000)
  })
  child.once('error', (error) => {
    printed += error.message
  })
  child.stdin.end(options)
  const stop = async () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    await rm(folder, { recursive: true, force: true })
  }
  for (const deadline = Date.now() + mostStartMs; !printed.includes('serving initial configuration'); ) {
    if (child.exitCode !== null || child.pid === undefined || Date.now() > deadline) {
      await stop()
      throw new Error(`Caddy did not come up: ${printed}`)
    }
    await sleep(50)
  }
  return { address, printed: () => printed, stop }
}
