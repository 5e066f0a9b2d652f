import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { prepareSite } from '#platform/postgres/site.ts'
import { freePort } from '#server/testing/free-port.ts'
import type { PostgresByTcp } from '#server/testing/postgres-by-tcp.ts'

type Options = {
  /** The primary's data stands in its `postgres`. */
  readonly folder: string
  readonly primary: PostgresByTcp
}

/** A hot standby that streams from the primary through a slot, made of a copy of its files (PostgreSQL manual, 26.3.3). */
export async function startReplica({ folder, primary }: Options) {
  const { admin, port, user, password } = primary
  const cluster = join(folder, 'postgres/cluster')
  const copy = join(folder, 'replica')
  const site = prepareSite({ folder: join(folder, 'postgres'), settings: {}, log: () => undefined })
  await admin.query("select pg_create_physical_replication_slot('replica')")
  await admin.query("select pg_backup_start('replica', true)")
  execFileSync('cp', ['-a', cluster, copy])
  const { rows } = await admin.query<{ labelfile: string }>('select labelfile from pg_backup_stop(false)')
  rmSync(join(copy, 'postmaster.pid'), { force: true })
  const { uid, gid } = statSync(cluster)
  const own = (name: string, text: string) => {
    writeFileSync(join(copy, name), text)
    chownSync(join(copy, name), uid, gid)
  }
  own('backup_label', rows[0]?.labelfile ?? '')
  own('standby.signal', '')
  const ownPort = await freePort()
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(ownPort),
    unix_socket_directories: '',
    max_connections: '300',
    primary_slot_name: 'replica',
    primary_conninfo: `host=127.0.0.1 port=${port} user=${user} password=${password}`,
  }
  const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const { program, arguments_, ids } = site.runAs(site.binaries.postgres, ['-D', copy, ...given])
  const child = spawn(program, arguments_, { ...ids, cwd: '/', stdio: 'ignore' })
  return {
    /** Waits until it has what the primary has now. @returns the papers it knows */
    async catchUp(): Promise<number> {
      const { rows: now } = await admin.query<{ at: string }>('select pg_current_wal_lsn()::text as at')
      const reader = new pg.Client({
        connectionString: `postgres://${user}:${password}@127.0.0.1:${ownPort}/library`,
      })
      await reader.connect()
      try {
        for (;;) {
          const { rows: replayed } = await reader.query<{ has: boolean }>(
            'select pg_last_wal_replay_lsn() >= $1::pg_lsn as has',
            [now[0]?.at],
          )
          if (replayed[0]?.has) break
          await sleep(100)
        }
        const { rows: papers } = await reader.query<{ count: number }>(
          'select count(*)::int as count from papers',
        )
        return papers[0]?.count ?? 0
      } finally {
        await reader.end()
      }
    },
    async stop(): Promise<void> {
      if (child.exitCode !== null) return
      child.kill('SIGINT')
      await once(child, 'exit')
    },
  }
}
