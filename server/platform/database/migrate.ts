import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runMigrations } from 'bullmq'
import pg from 'pg'
import type { DatabaseAddress } from './address.ts'
import { ensureRoles } from './roles.ts'

const migrationsFolder = join(import.meta.dirname, '../../../migrations')

/** Any constant known to no other program: the key of the advisory lock that migrators queue at. */
const migrationLock = 7_350_001

type Migration = {
  readonly number: number
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

/** The migrations of this checkout in order. @throws when two share a number or one is missing. */
export async function readMigrations(folder = migrationsFolder): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort()
  const migrations: Migration[] = []
  for (const [index, name] of names.entries()) {
    const number = Number(/^(\d{4})_[a-z0-9_]+\.sql$/.exec(name)?.[1])
    if (number !== index + 1)
      throw new Error(`migrations/${name}: expected number ${String(index + 1).padStart(4, '0')}`)
    const sql = await readFile(join(folder, name), 'utf8')
    migrations.push({ number, name, sql, sha256: createHash('sha256').update(sql).digest('hex') })
  }
  return migrations
}

/** The database and the migrations of this checkout do not fit together; the message says what to do. */
export class MigrationRefused extends Error {
  override readonly name = 'MigrationRefused'
}

export type MigrationOutcome = { readonly applied: readonly string[]; readonly at: number }

/**
 * So long a migration waits for a table that somebody uses. Whoever wants to read it meanwhile stands in line behind the
 * migration, so this is the longest that anybody waits.
 */
const lockWaitMs = 2_000
/** Between two attempts those in line get through. */
const pauseMs = 500
/** After so long somebody has to look who holds the table. */
const mostAttempts = 60
const lockNotAvailable = '55P03'

/** Applies one migration, again while its tables are in use. @throws MigrationRefused when they stay so */
async function applyOne(client: pg.Client, migration: Migration): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptOne(client, migration)
    } catch (error) {
      const { cause } = error instanceof Error ? error : {}
      const isLocked = cause instanceof pg.DatabaseError && cause.code === lockNotAvailable
      if (!isLocked) throw error
      if (attempt === mostAttempts)
        throw new MigrationRefused(
          `migration ${migration.name} found a table in use ${mostAttempts} times: see in pg_stat_activity who holds it, and try again`,
        )
    }
    await sleep(pauseMs)
  }
}

async function attemptOne(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('begin')
  try {
    await client.query(`set local lock_timeout = ${lockWaitMs}`)
    await client.query(migration.sql)
    await client.query('reset role')
    await client.query('insert into public.seogo_migrations (number, name, sha256) values ($1, $2, $3)', [
      migration.number,
      migration.name,
      migration.sha256,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(
      `migration ${migration.name} failed: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    )
  }
}

async function applied(client: pg.Client): Promise<Map<number, string>> {
  await client.query(`create table if not exists public.seogo_migrations (
    number int primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())`)
  const { rows } = await client.query<{ number: number; sha256: string }>(
    'select number, sha256 from public.seogo_migrations order by number',
  )
  return new Map(rows.map((row) => [row.number, row.sha256]))
}

/** The queue's own tables, by the queue's own migrator, as the role that owns them. */
async function migrateQueue(address: DatabaseAddress): Promise<void> {
  const client = new pg.Client({ ...address.as('seogo_queue'), options: '-c search_path=bullmq' })
  await client.connect()
  try {
    await runMigrations(client)
  } finally {
    await client.end()
  }
}

/**
 * Brings the database to this checkout's schema, or to the one after migration `upTo`: roles, then every migration not yet applied, each in its own
 * transaction, under a lock so that two processes starting together do it once.
 * @throws when an applied migration was edited afterwards, or the database is newer than this checkout.
 */
export async function migrate(
  address: DatabaseAddress,
  { upTo = Number.POSITIVE_INFINITY }: { readonly upTo?: number } = {},
): Promise<MigrationOutcome> {
  const migrations = await readMigrations()
  const client = new pg.Client(address.admin)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await ensureRoles(client, address.passwordOf)
    const done = await applied(client)
    const newest = Math.max(0, ...done.keys())
    if (newest > migrations.length) {
      throw new MigrationRefused(
        `the database is at migration ${newest}, this Seogo knows ${migrations.length}: start the newer version`,
      )
    }
    const names: string[] = []
    for (const migration of migrations.filter(({ number }) => number <= upTo)) {
      const sha256 = done.get(migration.number)
      if (sha256 === undefined) {
        await applyOne(client, migration)
        names.push(migration.name)
      } else if (sha256 !== migration.sha256) {
        throw new MigrationRefused(
          `migrations/${migration.name} was changed after it was applied: migrations are forward only`,
        )
      }
    }
    await client.query(`select app.maintain_partitions(now())`)
    // The queue's migrator says CREATE SCHEMA IF NOT EXISTS, which asks for this right even when the schema is there.
    const [{ name }] = (
      await client.query<{ name: string }>('select quote_ident(current_database()) as name')
    ).rows as [{ name: string }]
    await client.query(`grant create on database ${name} to seogo_queue`)
    try {
      await migrateQueue(address)
    } finally {
      await client.query(`revoke create on database ${name} from seogo_queue`)
    }
    return { applied: names, at: Math.min(migrations.length, upTo) }
  } finally {
    await client.end()
  }
}
