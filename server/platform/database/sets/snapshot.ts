import type { Readable } from 'node:stream'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { DatabaseAddress } from '../address.ts'
import { ownerRole } from '../roles.ts'
import {
  listPartitions,
  listRules,
  listSequences,
  listTables,
  type Partition,
  type Sequence,
  type TableShape,
} from './catalogue.ts'

/** Text that reads the same on every server, whatever its own settings are; and no limit meant for requests. */
export const copySettings = [
  'datestyle=ISO,YMD',
  'intervalstyle=postgres',
  'timezone=UTC',
  'extra_float_digits=1',
  'bytea_output=hex',
  'client_encoding=UTF8',
  'row_security=off',
  'statement_timeout=0',
  'lock_timeout=0',
  'idle_in_transaction_session_timeout=0',
]
  .map((setting) => `-c ${setting}`)
  .join(' ')

export type AppliedMigration = { readonly number: number; readonly name: string; readonly sha256: string }

/** The database as it was at one moment, on several connections that all see that moment. */
export type Snapshot = {
  readonly takenAt: Date
  readonly serverVersion: string
  readonly tables: readonly TableShape[]
  readonly partitions: readonly Partition[]
  readonly sequences: readonly Sequence[]
  readonly migrations: readonly AppliedMigration[]
  /** Constraints, policies and triggers, one line each. */
  readonly rules: readonly string[]
  /** How many tables can be copied at the same time. */
  readonly connections: number
  /**
   * The rows of a table as COPY's text format, ordered. Each connection gives one stream at a time.
   * @param connection which one, from 0
   */
  copyOut(table: Pick<TableShape, 'schema' | 'name' | 'columns' | 'orderBy'>, connection: number): Readable
  /** The distinct values of text columns, `table.column` each, in order. */
  countDistinct(columns: readonly string[]): Promise<number>
  distinctValues(columns: readonly string[]): AsyncIterable<string>
  close(): Promise<void>
}

async function connect(address: DatabaseAddress, signal: AbortSignal | undefined): Promise<pg.Client> {
  const client = new pg.Client({
    ...address.admin,
    application_name: 'seogo backup',
    options: copySettings,
    keepAlive: true,
  })
  // A connection that breaks fails the statement on it; between two statements the next one is told.
  client.on('error', () => undefined)
  await client.connect()
  await client.query(`set role ${ownerRole}`)
  signal?.addEventListener('abort', () => void client.end().catch(() => undefined), { once: true })
  return client
}

/**
 * Takes a snapshot by exporting that of one transaction to the others (PostgreSQL manual, Snapshot Synchronization). Works
 * on every server where Seogo can migrate. Writers are not held up.
 */
export async function takeSnapshot(
  address: DatabaseAddress,
  { connections, signal }: { readonly connections: number; readonly signal?: AbortSignal | undefined },
): Promise<Snapshot> {
  const leader = await connect(address, signal)
  const followers: pg.Client[] = []
  const close = async () => {
    await Promise.all([leader, ...followers].map((client) => client.end().catch(() => undefined)))
  }
  try {
    await leader.query('begin isolation level repeatable read read only')
    const { rows } = await leader.query<{ id: string; at: Date; version: string }>(
      `select pg_export_snapshot() as id, clock_timestamp() as at, current_setting('server_version') as version`,
    )
    const [first] = rows
    if (!first) throw new Error('the database exported no snapshot')
    for (let made = 0; made < connections; made += 1) {
      const follower = await connect(address, signal)
      followers.push(follower)
      await follower.query('begin isolation level repeatable read read only')
      await follower.query(`set transaction snapshot ${leader.escapeLiteral(first.id)}`)
    }
    const { rows: migrations } = await leader.query<AppliedMigration>(
      'select number, name, sha256 from public.seogo_migrations order by number',
    )
    return {
      takenAt: first.at,
      serverVersion: first.version,
      tables: await listTables(leader),
      partitions: await listPartitions(leader),
      // Sequences are not of the snapshot: what they say now is beyond every number that its rows have.
      sequences: await listSequences(leader),
      rules: await listRules(leader),
      migrations,
      connections,
      copyOut(table, connection) {
        const client = followers[connection]
        if (!client) throw new RangeError(`the snapshot has no connection ${connection}`)
        return client.query(copyTo(copyOutStatement(table)))
      },
      countDistinct: (columns) => countDistinct(leader, columns),
      distinctValues: (columns) => readDistinct(leader, columns),
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

export function quoted({ schema, name }: { readonly schema: string; readonly name: string }): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`
}

function copyOutStatement(table: Pick<TableShape, 'schema' | 'name' | 'columns' | 'orderBy'>): string {
  const columns = table.columns.map((column) => `t.${pg.escapeIdentifier(column)}`).join(', ')
  return `copy (select ${columns} from ${quoted(table)} t order by ${table.orderBy}) to stdout`
}

const valuesAtOnce = 10_000

/** A query for the distinct values of columns written `table.column`. */
function distinctOf(columns: readonly string[]): string {
  const parts = columns.map((column) => {
    const name = column.split('.').map((word) => pg.escapeIdentifier(word))
    return `select ${name.at(-1)} as value from ${name.slice(0, -1).join('.')} where ${name.at(-1)} is not null`
  })
  return `select distinct value collate "C" as value from (${parts.join(' union all ')}) v`
}

async function countDistinct(client: pg.Client, columns: readonly string[]): Promise<number> {
  if (columns.length === 0) return 0
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from (${distinctOf(columns)}) v`,
  )
  return rows[0]?.count ?? 0
}

async function* readDistinct(client: pg.Client, columns: readonly string[]): AsyncGenerator<string> {
  if (columns.length === 0) return
  await client.query(`declare named no scroll cursor for ${distinctOf(columns)} order by 1`)
  for (;;) {
    const { rows } = await client.query<{ value: string }>(`fetch ${valuesAtOnce} from named`)
    for (const { value } of rows) yield value
    if (rows.length < valuesAtOnce) break
  }
  await client.query('close named')
}
