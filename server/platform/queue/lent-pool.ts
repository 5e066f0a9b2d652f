import type { Pool, PoolClient } from 'pg'

/**
 * A view of the pool for one worker. BullMQ asks the pool for a connection to listen on, and a worker that is closed before
 * it has come keeps it for ever (`getListenClient`, bullmq 6.7): a pool that lends to one worker after the other runs dry.
 * @returns the view, and what takes back all that is lent, also what comes later
 */
export function lendPool(pool: Pool): { readonly pool: Pool; takeBack(): void } {
  const lent = new Set<PoolClient>()
  let isOver = false

  async function connect(): Promise<PoolClient> {
    const client = await pool.connect()
    if (isOver) {
      client.release(true)
      throw new Error('the worker was closed meanwhile')
    }
    const release = client.release.bind(client)
    lent.add(client)
    client.release = (broken) => {
      lent.delete(client)
      release(broken)
    }
    return client
  }

  const view = new Proxy(pool, {
    get(target, name) {
      if (name === 'connect') return connect
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return {
    pool: view,
    takeBack() {
      isOver = true
      for (const client of lent) client.release(true)
    },
  }
}
