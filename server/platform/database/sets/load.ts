import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { DatabaseAddress } from '../address.ts'
import { ownerRole } from '../roles.ts'
import { listForeignKeys, listPartitions, listTables, type Partition, type Sequence } from './catalogue.ts'
import { copySettings, quoted } from './snapshot.ts'

type LoadedTable = { readonly schema: string; readonly name: string; readonly columns: readonly string[] }

/** A migrated database that is being filled with rows as they were elsewhere. */
export type Loading = {
  /** Takes the rows of a table as COPY's text format. Each connection takes one table at a time. */
  copyIn(table: LoadedTable, rows: Readable, connection: number): Promise<void>
  /**
   * Sets the sequences, makes every foreign key anew, which checks all rows, and turns triggers on again.
   * @throws Error when rows do not fit together
   */
  finish(sequences: readonly Sequence[]): Promise<void>
  close(): Promise<void>
}

/**
 * Makes a migrated database ready for rows: empty, with the partitions they need, and with nothing that would act on them
 * or ask for an order among the tables. Rows are loaded as the tables' owner, whom policies do not concern.
 */
export async function beginLoading(
  address: DatabaseAddress,
  { connections, partitions }: { readonly connections: number; readonly partitions: readonly Partition[] },
): Promise<Loading> {
  const clients: pg.Client[] = []
  const close = async () => {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)))
  }
  const connect = async () => {
    const client = new pg.Client({
      ...address.admin,
      application_name: 'seogo restore',
      options: `${copySettings} -c synchronous_commit=off`,
    })
    client.on('error', () => undefined)
    await client.connect()
    clients.push(client)
    await client.query(`set role ${ownerRole}`)
    return client
  }
  try {
    const leader = await connect()
    for (let made = 1; made < connections; made += 1) await connect()
    const tables = (await listTables(leader)).map(quoted)
    const keys = await listForeignKeys(leader)
    for (const { table, name } of keys)
      await leader.query(`alter table ${table} drop constraint ${pg.escapeIdentifier(name)}`)
    for (const table of tables) await leader.query(`alter table ${table} disable trigger user`)
    await leader.query(`truncate ${tables.join(', ')}`)
    await makePartitions(leader, partitions)
    return {
      async copyIn(table, rows, connection) {
        const client = clients[connection]
        if (!client) throw new RangeError(`there is no connection ${connection}`)
        const columns = table.columns.map((column) => pg.escapeIdentifier(column)).join(', ')
        await pipeline(rows, client.query(copyFrom(`copy ${quoted(table)} (${columns}) from stdin`)))
      },
      async finish(sequences) {
        for (const sequence of sequences)
          if (sequence.value !== null)
            await leader.query('select setval($1::regclass, $2)', [quoted(sequence), sequence.value])
        for (const { table, name, definition } of keys)
          await leader.query(`alter table ${table} add constraint ${pg.escapeIdentifier(name)} ${definition}`)
        for (const table of tables) await leader.query(`alter table ${table} enable trigger user`)
        // Plans made of no knowledge would be bad ones on the first day.
        for (const table of tables) await leader.query(`analyze ${table}`)
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function makePartitions(client: pg.Client, wanted: readonly Partition[]): Promise<void> {
  const there = new Set((await listPartitions(client)).map(({ name }) => name))
  for (const { parent, name, bound } of wanted) {
    if (there.has(name)) continue
    const [table, of] = [pg.escapeIdentifier(name), pg.escapeIdentifier(parent)]
    await client.query(`create table public.${table} partition of public.${of} ${bound}`)
    await client.query(`alter table public.${table} enable row level security`)
    await client.query(`revoke all on public.${table} from public`)
  }
}
