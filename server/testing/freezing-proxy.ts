import { once } from 'node:events'
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net'
import type { DatabaseAddress } from '#platform/database/address.ts'

/** A way to a server on which everything can stand still: what hangs accepts, takes all bytes, and never answers. */
export type FreezingProxy = {
  readonly port: number
  freeze(): void
  /** What was held back goes on its way. */
  thaw(): void
  /** The same database by this way. */
  to(address: DatabaseAddress): DatabaseAddress
  close(): Promise<void>
}

/** Opens a way to a server; to none: what comes never gets further. */
export async function openFreezingProxy(target?: NetConnectOpts): Promise<FreezingProxy> {
  let frozen = target === undefined
  const held: (() => void)[] = []
  const sockets = new Set<Socket>()
  const whenThawed = (work: () => void) => (frozen ? held.push(work) : work())

  function keep(socket: Socket): Socket {
    sockets.add(socket)
    // Either end may go at any moment; the other hears of it by `close`.
    socket.on('error', () => undefined)
    return socket.on('close', () => sockets.delete(socket))
  }

  function join(from: Socket, to: Socket): void {
    from.on('data', (chunk) => whenThawed(() => void to.write(chunk)))
    from.on('close', () => whenThawed(() => to.destroy()))
  }

  const server = createServer((client) => {
    keep(client)
    whenThawed(() => {
      if (target === undefined) return
      const upstream = keep(connect(target))
      join(client, upstream)
      join(upstream, client)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const listening = server.address()
  if (listening === null || typeof listening === 'string') throw new Error('a listening server has a port')
  const { port } = listening

  return {
    port,
    freeze() {
      frozen = true
    },
    thaw() {
      frozen = false
      for (const work of held.splice(0)) work()
    },
    to: (address) => ({
      ...address,
      admin: { ...address.admin, host: '127.0.0.1', port },
      as: (role) => ({ ...address.as(role), host: '127.0.0.1', port }),
    }),
    async close() {
      server.close()
      for (const socket of sockets) socket.destroy()
      await once(server, 'close')
    },
  }
}
