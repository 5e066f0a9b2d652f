import type { Database } from '#platform/database/database.ts'
import { openListener } from '#platform/database/listener.ts'
import type { Log } from '#platform/log/log.ts'
import { type Bus, busChannels, openSwitchboard } from './bus.ts'

/** NOTIFY carries less than 8,000 bytes (PostgreSQL manual, NOTIFY); longer messages are split by their sender. */
const longestMessageBytes = 7_900

/** A bus on LISTEN/NOTIFY: for the embedded house, where PostgreSQL is all there is. */
export function openPostgresBus(database: Database, log: Log): Bus {
  const board = openSwitchboard((error, channel) =>
    log.warn({ err: error, channel }, 'a bus message was not understood'),
  )
  // A NOTIFY commits like a write; nobody waits for the disk on account of a hint.
  const pool = database.pool('seogo_system', { max: 2, hasty: true })
  const listener = openListener({
    client: database.address.as('seogo_system'),
    channels: Object.keys(busChannels).map((channel) => `seogo_${channel}`),
    log,
    hear: (channel, text) => board.deliver(channel.replace(/^seogo_/, ''), text),
    onReconnect: board.tellReconnected,
  })
  return {
    kind: 'postgres',
    async publish(channel, message) {
      const text = JSON.stringify(message)
      if (Buffer.byteLength(text) > longestMessageBytes)
        throw new Error(`a message on ${channel} is too long for NOTIFY`)
      await pool.query('select pg_notify($1, $2)', [`seogo_${channel}`, text])
    },
    subscribe: board.add,
    onReconnect: board.onReconnect,
    ready: listener.ready,
    // The pool is the database's, which ends it.
    close: () => listener.close(),
  }
}
