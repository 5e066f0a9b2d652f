import { Socket } from 'node:net'
import { Client } from 'pg'
import { errorCode } from './errors.ts'

/** Where a server listens: a folder with its Unix socket, and the number that ends the socket's name. */
export type Address = { socketFolder: string; port: number }

/** A connection together with its socket, so that a long-lived one need not keep the process alive. */
export type Connection = { client: Client; socket: Socket }

/**
 * Connects as the bootstrap superuser. Nothing is taken from PG… variables or ~/.pgpass.
 * @param purpose shown by pg_stat_activity
 */
export async function connect(address: Address, database: string, purpose: string): Promise<Connection> {
  const socket = new Socket()
  const client = new Client({
    host: address.socketFolder,
    port: address.port,
    user: 'seogo_admin',
    password: '',
    database,
    ssl: false,
    options: '',
    application_name: purpose,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
    stream: () => socket,
  })
  // After an error pg emits 'end' too, which is what the holders of long connections wait for.
  client.on('error', () => {})
  await client.connect()
  return { client, socket }
}

/** Runs `work` on a connection of its own. */
export async function withConnection<T>(
  address: Address,
  database: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const { client } = await connect(address, database, 'seogo')
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** What a socket says: the server's data folder, that it is starting or stopping, or nothing. */
export type Answer = { is: 'open'; dataFolder: string } | { is: 'not yet' } | { is: 'silent' }

/** Asks the server behind a socket who it is; a listening socket alone proves nothing. */
export async function ask(address: Address): Promise<Answer> {
  try {
    const dataFolder = await withConnection(address, 'postgres', async (client) => {
      const { rows } = await client.query<{ data_directory: string }>('show data_directory')
      return rows[0]?.data_directory ?? ''
    })
    return { is: 'open', dataFolder }
  } catch (error) {
    // 57P03 cannot_connect_now, 57P01 admin_shutdown, 53300 too_many_connections: somebody lives there.
    return ['57P03', '57P01', '53300'].includes(errorCode(error) ?? '') ? { is: 'not yet' } : { is: 'silent' }
  }
}
