import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '#server/testing/free-port.ts'

const mostStartMs = 20_000

/**
 * Caddy in front of a Seogo on this machine, as docs/operating.md has it: https, and with it HTTP/2. Its certificate is its own.
 * @throws Error when Caddy is not installed or does not come up.
 */
export async function startTlsProxy(seogoPort: number) {
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), 'seogo-proxy-'))
  const child = spawn('caddy', ['run', '--config', '-', '--adapter', 'caddyfile'], {
    env: { PATH: process.env.PATH, HOME: folder },
    stdio: ['pipe', 'ignore', 'pipe'],
  })
  let printed = ''
  child.stderr.on('data', (chunk: Buffer) => {
    printed = (printed + chunk.toString()).slice(-4_000)
  })
  child.once('error', (error) => {
    printed += error.message
  })
  child.stdin.end(`{
	admin off
	skip_install_trust
	auto_https disable_redirects
}
https://127.0.0.1:${port} {
	bind 127.0.0.1
	tls internal
	encode zstd gzip
	reverse_proxy 127.0.0.1:${seogoPort} {
		flush_interval -1
	}
}
`)
  const stop = async () => {
    if (child.pid !== undefined && child.exitCode === null) {
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
  return { address: `https://127.0.0.1:${port}`, stop }
}
