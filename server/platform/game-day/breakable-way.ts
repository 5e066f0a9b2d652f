import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/** A way to a server through this process that can be broken: what goes over it ends, and what comes is turned away. */
type BreakableWay = {
  /** The same address by this way. */
  readonly url: string
  /** Ends what goes over it, if it is broken now. */
  look(): void
  close(): Promise<void>
}

/** Opens a way to the server of an address, on this machine only. */
export async function openBreakableWay(address: string, isBroken: () => boolean): Promise<BreakableWay> {
  const to = new URL(address)
  const host = to.hostname.replace(/^\[|\]$/g, '')
  const port = Number(to.port || 6_379)
  const sockets = new Set<Socket>()

  function keep(socket: Socket): Socket {
    sockets.add(socket)
    // Either end may go at any moment; the other is told by `close`.
    socket.on('error', () => undefined)
    socket.setNoDelay(true)
    return socket.on('close', () => sockets.delete(socket))
  }

  const server = createServer((client) => {
    if (isBroken()) return void client.on('error', () => undefined).destroy()
    const upstream = keep(connect({ host, port }))
    keep(client)
    client.pipe(upstream).pipe(client)
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  server.unref()
  const listening = server.address()
  if (listening === null || typeof listening === 'string') throw new Error('a listening server has a port')
  const url = new URL(address)
  url.hostname = '127.0.0.1'
  url.port = String(listening.port)
  const cut = () => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: url.href,
    look: () => (isBroken() ? cut() : undefined),
    async close() {
      server.close()
      cut()
      await once(server, 'close')
    },
  }
}
