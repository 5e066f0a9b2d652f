import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { freePort } from './free-port.ts'

/** Whether this machine has a Redis server to start. */
export function hasRedisServer(): boolean {
  try {
    execFileSync('redis-server', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    // Not installed: the tests that need one are skipped.
    return false
  }
}

/** A Redis server of a test's own, to be unplugged and plugged in again. It keeps nothing on disk. */
export type OwnRedis = {
  readonly url: string
  /** Kills it; what it held is lost. */
  unplug(): Promise<void>
  /** Starts it, empty, at the address it had, unless it runs. */
  plug(): Promise<void>
}

/** Starts a Redis server on a free port of the loopback. */
export async function startOwnRedis(): Promise<OwnRedis> {
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  let server: ChildProcess | undefined
  const redis: OwnRedis = {
    url,
    async unplug() {
      const running = server
      server = undefined
      if (!running) return
      const gone = once(running, 'exit')
      running.kill('SIGKILL')
      await gone
    },
    async plug() {
      if (server) return
      const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
      server = spawn('redis-server', options, { stdio: 'ignore' })
      await untilAnswering(url)
    },
  }
  await redis.plug()
  return redis
}

async function untilAnswering(url: string): Promise<void> {
  for (;;) {
    const client = new Redis(url, { lazyConnect: true, retryStrategy: () => null })
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.ping()
      return
    } catch {
      // Still starting.
      await sleep(20)
    } finally {
      client.disconnect()
    }
  }
}
