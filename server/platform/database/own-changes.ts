import { sql } from 'kysely'
import type pg from 'pg'

/** Has `app.tell_change` tell the connection itself as well; see migration 0094. */
export const hearsChanges = '-c app.hears_changes=yes'

/** The same for one transaction, behind another column of a select. */
export const hearsHere = sql`, set_config('app.hears_changes', 'yes', true)`

const prefix = 'seogo_changes '

/**
 * Collects what changed rows tell of themselves on the connections of a pool, and passes it on when a connection is given
 * back: that is after the commit, and before whoever asked for it goes on. What was rolled back is told too, which costs a
 * reading and harms nothing.
 */
export function hearOwnChanges(pool: pg.Pool, tell: (told: readonly string[]) => void): void {
  const heard = new WeakMap<pg.PoolClient, Set<string>>()
  pool.on('connect', (client) => {
    client.on('notice', ({ message }) => {
      if (!message?.startsWith(prefix)) return
      const told = heard.get(client) ?? new Set()
      heard.set(client, told.add(message.slice(prefix.length)))
    })
  })
  pool.on('release', (_error, client) => {
    const told = heard.get(client)
    if (told === undefined) return
    heard.delete(client)
    tell([...told])
  })
}
