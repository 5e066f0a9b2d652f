import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Brand, FirstPage } from './first-page.ts'
import type { IsAlive } from './live-socket.ts'
import { toHeaders } from './request.ts'

type WebFiles = {
  /** Of the built screens. */
  readonly folder: string
  /** undefined while they are not built. */
  readonly page: FirstPage | undefined
  readonly isAlive: IsAlive
  /** As the installation is called and coloured now. */
  readonly brand: () => Brand
}

/** The page never waits longer to know who asks: it comes without its head start then. */
const mostWaitMs = 150

/** Whether the request's session lives. One that ended asks for nothing ahead: each answer would be a refusal that the watch counts. */
async function isSignedIn(request: FastifyRequest, isAlive: IsAlive): Promise<boolean> {
  if (request.headers.cookie === undefined) return false
  const enough = new AbortController()
  const late = sleep(mostWaitMs, false, { signal: enough.signal }).catch(() => false)
  // Headers that cannot be read are nobody's.
  const asking = (async () => isAlive(toHeaders(request)))().catch(() => false)
  return Promise.race([asking, late]).finally(() => enough.abort())
}

/** Serves the built screens: hashed assets for a year, the page itself always fresh, every other path is the page's to route. */
export async function addWebFiles(
  app: FastifyInstance,
  { folder, page, isAlive, brand }: WebFiles,
): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    preCompressed: true,
    index: false,
    // The page is written for each address, and from these.
    globIgnore: ['index.html*', 'head-starts.json*'],
    setHeaders: (response, path) => {
      const hashed = path.includes(`${join(folder, 'assets')}`)
      response.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    if (!page || path.startsWith('/api/') || /\.[a-z0-9]{1,8}$/i.test(path)) return reply.callNotFound()
    // The address of this page opens an account: nothing that the page asks for is told where it was asked.
    if (path.startsWith('/link/')) void reply.header('referrer-policy', 'no-referrer')
    const hasSession = await isSignedIn(request, isAlive)
    const html = page.pageFor({ url: request.url, hasSession, brand: brand() })
    void reply
      .header('cache-control', 'private, no-cache')
      .header('vary', 'accept-encoding')
      .type('text/html; charset=utf-8')
    // Nothing in it is secret, so its length tells nothing.
    if (!/\bgzip\b/.test(request.headers['accept-encoding'] ?? '')) return reply.send(html)
    return reply.header('content-encoding', 'gzip').send(gzipSync(html))
  })
}
