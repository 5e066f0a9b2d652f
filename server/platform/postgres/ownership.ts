import type { Socket } from 'node:net'
import type { Client } from 'pg'
import { type Address, connect } from './connect.ts'

// The advisory lock's number: the letters "seogo". Locks belong to a database, so it is always asked in `postgres`.
const lockNumber = '0x73656f676f'

/** A held lock on the folder. It lasts as long as the connection, so it can never be stale. */
export type Ownership = {
  /** Settles when the connection is gone: the server died, or somebody ended the connection. */
  ended: Promise<void>
  close(): Promise<void>
}

/** The Seogo process that holds the folder, as far as the database knows. */
export type Holder = { pid: number | undefined }

/** Takes the folder if nobody holds it. */
export async function claimFolder(address: Address): Promise<{ ownership: Ownership } | { holder: Holder }> {
  const { client, socket } = await connect(address, 'postgres', `seogo owner ${process.pid}`)
  const { promise: ended, resolve } = Promise.withResolvers<void>()
  client.once('end', resolve)
  try {
    const { rows } = await client.query<{ taken: boolean }>(
      `select pg_try_advisory_lock(${lockNumber}) as taken`,
    )
    if (rows[0]?.taken) return { ownership: hold(client, socket, ended) }
    const holder = await findHolder(client)
    await client.end()
    return { holder }
  } catch (error) {
    await client.end()
    throw error
  }
}

function hold(client: Client, socket: Socket, ended: Promise<void>): Ownership {
  // A program that forgets to stop ends nevertheless; its keeper then stops the server.
  socket.unref()
  return {
    ended,
    async close() {
      socket.ref()
      await client.end()
    },
  }
}

async function findHolder(client: Client): Promise<Holder> {
  const { rows } = await client.query<{ name: string }>(
    `select a.application_name as name
       from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'advisory' and l.granted and a.datname = 'postgres'
        and l.classid::bigint << 32 | l.objid::bigint = ${lockNumber}`,
  )
  const pid = Number(/^seogo owner (\d+)$/.exec(rows[0]?.name ?? '')?.[1])
  return { pid: pid || undefined }
}
