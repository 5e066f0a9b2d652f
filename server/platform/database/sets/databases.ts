import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { DatabaseAddress } from '../address.ts'
import { ownerRole } from '../roles.ts'

/** The database that every server has, from which others are made and renamed. */
const maintenance = 'postgres'

async function withAdmin<T>(
  address: DatabaseAddress,
  database: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ ...address.in(database).admin, application_name: 'seogo restore' })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Makes an empty database with the encoding and locale of the one at this address. */
export async function createDatabaseLike(address: DatabaseAddress, name: string): Promise<void> {
  await withAdmin(address, maintenance, async (client) => {
    const { rows } = await client.query<{
      provider: string
      collate: string
      ctype: string
      locale: string | null
    }>(
      `select datlocprovider as provider, datcollate as collate, datctype as ctype,
              coalesce(to_jsonb(d)->>'datlocale', to_jsonb(d)->>'daticulocale') as locale
         from pg_database d where datname = $1`,
      [address.database],
    )
    const [like] = rows
    if (!like) throw new Error(`the server has no database ${address.database}`)
    const quote = (text: string) => client.escapeLiteral(text)
    const provider = { b: 'builtin', i: 'icu', c: 'libc' }[like.provider] ?? 'libc'
    const locale =
      provider === 'libc' || like.locale === null ? '' : ` ${provider}_locale ${quote(like.locale)}`
    await client.query(
      `create database ${pg.escapeIdentifier(name)} template template0 encoding 'UTF8' locale_provider ${provider}${locale}
         lc_collate ${quote(like.collate)} lc_ctype ${quote(like.ctype)}`,
    )
  })
}

export async function dropDatabase(address: DatabaseAddress, name: string): Promise<void> {
  await withAdmin(address, maintenance, (client) =>
    client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`),
  )
}

/** @returns the databases of the server whose names begin like this */
export async function listDatabases(address: DatabaseAddress, prefix: string): Promise<string[]> {
  return withAdmin(address, maintenance, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1) order by 1',
      [prefix],
    )
    return rows.map(({ datname }) => datname)
  })
}

/** @returns the same, each with what it takes on the disk */
export async function measureDatabases(
  address: DatabaseAddress,
  prefix: string,
): Promise<{ name: string; sizeBytes: number }[]> {
  return withAdmin(address, maintenance, async (client) => {
    const { rows } = await client.query<{ name: string; sizeBytes: number }>(
      `select datname as name, pg_database_size(oid) as "sizeBytes"
         from pg_database where starts_with(datname, $1) order by 1 desc`,
      [prefix],
    )
    return rows
  })
}

/** Drops the databases whose names begin like this: what those left that were killed. */
export async function dropDatabases(address: DatabaseAddress, prefix: string): Promise<void> {
  for (const left of await listDatabases(address, prefix)) await dropDatabase(address, left)
}

/** Whether anything was ever migrated into the database at this address. */
export async function isMigrated(address: DatabaseAddress): Promise<boolean> {
  return withAdmin(address, address.database, async (client) => {
    const { rows } = await client.query<{ there: boolean }>(
      `select to_regclass('public.seogo_migrations') is not null as there`,
    )
    return rows[0]?.there === true
  })
}

/** How many API and worker processes have shown themselves in the last half minute. */
export async function countRunning(address: DatabaseAddress): Promise<number> {
  return withAdmin(address, address.database, async (client) => {
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int as count from public.processes
        where kind in ('api', 'worker') and seen_at > now() - interval '30 seconds'`,
    )
    return rows[0]?.count ?? 0
  })
}

const leavingMs = 200

/**
 * Puts one database in the place of another, which stays under a new name: both are renamed in one transaction, so that at
 * every moment, also after a crash, the place is taken by exactly one of them. Connections to either are ended.
 */
export async function swapDatabases(
  address: DatabaseAddress,
  { incoming, keepAs }: { readonly incoming: string; readonly keepAs: string },
): Promise<void> {
  const [place, next, kept] = [address.database, incoming, keepAs].map((name) => pg.escapeIdentifier(name))
  await withAdmin(address, maintenance, (helper) =>
    withAdmin(address, maintenance, async (client) => {
      let swapping = true
      // Renaming waits some seconds for the last connection to leave; new ones wait for the renaming.
      const ending = (async () => {
        while (swapping) {
          await helper.query(
            'select pg_terminate_backend(pid) from pg_stat_activity where datname = any ($1)',
            [[address.database, incoming]],
          )
          await sleep(leavingMs)
        }
      })()
      // Heard below, once the renaming has ended.
      ending.catch(() => undefined)
      try {
        await client.query('begin')
        await client.query(`alter database ${place} rename to ${kept}`)
        await client.query(`alter database ${next} rename to ${place}`)
        await client.query('commit')
      } finally {
        swapping = false
        await ending
      }
    }),
  )
}

/**
 * After a restore: jobs that waited are told to the queue under new ids, since the one that knew them may be gone or may
 * remember them as done; those that ran are taken over once their lease runs out, which is soon.
 * @param pointless kinds of job that nobody wants any more: what made the set was itself under way at its moment
 */
export async function settleRestored(address: DatabaseAddress, pointless: readonly string[]): Promise<void> {
  await withAdmin(address, address.database, async (client) => {
    await client.query(`set role ${ownerRole}`)
    await client.query('begin')
    await client.query(
      `update public.background_jobs
          set state = 'cancelled', finished_at = clock_timestamp(), lease_until = null, held_back_since = null
        where state in ('waiting', 'delayed', 'active', 'retrying') and kind = any ($1)`,
      [pointless],
    )
    await client.query(
      `update public.background_jobs set queued_at = null, delivery = delivery + 1
        where state in ('waiting', 'delayed', 'retrying')`,
    )
    await client.query('delete from public.processes')
    await client.query('commit')
  })
}
