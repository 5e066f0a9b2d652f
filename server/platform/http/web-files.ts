import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

/** Serves the built screens: hashed assets for a year, the page itself always fresh, every other path is the page's to route. */
export async function addWebFiles(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    preCompressed: true,
    setHeaders: (response, path) => {
      const hashed = path.includes(`${join(folder, 'assets')}`)
      response.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  const page = existsSync(join(folder, 'index.html'))
  app.get('/*', { schema: { hide: true } }, async (request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    if (!page || path.startsWith('/api/') || /\.[a-z0-9]{1,8}$/i.test(path)) return reply.callNotFound()
    // The address of this page opens an account: nothing that the page asks for is told where it was asked.
    if (path.startsWith('/link/')) void reply.header('referrer-policy', 'no-referrer')
    return reply.header('cache-control', 'no-cache').sendFile('index.html')
  })
}
