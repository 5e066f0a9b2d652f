import { createServer } from 'node:net'
import { StartRefused } from './start-refused.ts'

/**
 * Makes sure that the API will be able to listen, before anything else is started for it.
 * @throws StartRefused when the port is taken or may not be used
 */
export async function requireFreePort(host: string, port: number): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const probe = createServer()
  probe.once('error', (error: NodeJS.ErrnoException) => reject(new StartRefused(reasonOf(error, host, port))))
  probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve()))
  await promise
}

function reasonOf({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') {
    return `Port ${port} on ${host} is taken by another program. Stop it, or choose another one: SEOGO_PORT=${port + 1} (0 takes any free one).`
  }
  if (code === 'EACCES')
    return `This account may not listen on port ${port}. Choose one above 1023: SEOGO_PORT.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `${host} is no address of this machine: SEOGO_HOST.`
  return `Seogo cannot listen on ${host}:${port}: ${message}`
}
