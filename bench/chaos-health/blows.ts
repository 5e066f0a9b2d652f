import { execFileSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { replies } from '#server/testing/fake-providers.ts'
import type { startOwnRedis } from '#server/testing/own-redis.ts'
import { killHard, type RunningSeogo } from '#server/testing/run-seogo.ts'
import type { AskedProviders } from './asked-providers.ts'
import type { Blow } from './deal.ts'
import type { People } from './people.ts'

/** All processes of the database: standing still, none of them answers and none refuses. */
function signalDatabase(postmaster: number, signal: 'SIGSTOP' | 'SIGCONT') {
  const children = execFileSync('ps', ['--ppid', String(postmaster), '-o', 'pid='], { encoding: 'utf8' })
  for (const pid of [postmaster, ...children.trim().split(/\s+/).map(Number)]) {
    try {
      process.kill(pid, signal)
    } catch {
      // A server process that ended meanwhile.
    }
  }
}

/** A small disk in memory for the files; undefined where this account may not mount one. */
export function mountSmallDisk(folder: string) {
  mkdirSync(folder, { recursive: true })
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return undefined
  }
  const filler = join(folder, 'filler')
  return {
    fill() {
      try {
        writeFileSync(filler, Buffer.alloc(9_000_000))
      } catch {
        // That is what it is for.
      }
    },
    empty: () => rmSync(filler, { force: true }),
    unmount: () => execFileSync('umount', [folder], { stdio: 'ignore' }),
  }
}

export type Struck = {
  readonly seogo: RunningSeogo
  readonly people: People
  readonly providers: AskedProviders
  readonly redis: Awaited<ReturnType<typeof startOwnRedis>> | undefined
  readonly disk: ReturnType<typeof mountSmallDisk>
  readonly lastsMs: number
}

/** Blows from outside: signals, a server that answers 503, a file that fills the disk. */
export function blowsFromOutside({ seogo, people, providers, redis, disk, lastsMs }: Struck): Blow[] {
  let database = 0
  let worker = 0
  let api = 0
  return [
    {
      name: 'PostgreSQL stands still',
      part: 'database',
      lastsMs,
      begin: () => {
        database = seogo.pids().database
        signalDatabase(database, 'SIGSTOP')
      },
      end: () => signalDatabase(database, 'SIGCONT'),
    },
    ...(redis
      ? [{ name: 'Redis killed', part: 'redis', lastsMs, begin: redis.unplug, end: redis.plug } as const]
      : []),
    {
      name: 'worker killed',
      part: undefined,
      lastsMs: 0,
      begin: async () => {
        worker = seogo.pids().worker
        await killHard(worker)
      },
      end: () => undefined,
      isWell: async () => ![0, worker].includes(seogo.pids().worker) && people.stateOf('queue') === 'ok',
    },
    {
      name: 'provider down',
      part: 'providers',
      lastsMs,
      begin: async () => {
        providers.first.otherwise(replies.serverError(503))
        await providers.askSix()
      },
      end: () => void providers.first.otherwise(replies.answer()),
      isWell: providers.askAgain,
      also: providers.failover,
    },
    ...(disk
      ? [
          {
            name: 'disk of the files full',
            part: 'files',
            lastsMs,
            begin: disk.fill,
            end: disk.empty,
          } as const,
        ]
      : []),
    {
      name: 'API stands still',
      part: 'event_loop',
      lastsMs: 5_000,
      begin: () => {
        api = seogo.pids().api
        process.kill(api, 'SIGSTOP')
      },
      end: () => void process.kill(api, 'SIGCONT'),
    },
  ]
}
