import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { serializerCompiler } from 'fastify-type-provider-zod'
import type { UserId } from '#contract/ids.ts'
import type { CachedAnswer } from '#platform/cache/cache.ts'
import { type CacheNamespace, cacheNamespace } from '#platform/cache/namespace.ts'
import type { House } from '#platform/house.ts'
import type { LibrariesOf } from './live-socket.ts'
import type { Caller, Route } from './route.ts'

/** By these it is decided whose rows a person sees, so every answer is made of them. */
const whoSeesWhat = ['libraries', 'library_members']

const ofPerson = cacheNamespace({ name: 'libraries.ofPerson', ttlMs: 60_000, dependsOn: whoSeesWhat })

/** Under what the answers of a route are kept; undefined: they are not. */
export function namespaceOf({ endpoint, kept }: Route): CacheNamespace | undefined {
  if (kept === undefined) return undefined
  const { ttlMs, dependsOn } = kept
  return cacheNamespace({
    name: endpoint.name,
    ttlMs,
    dependsOn: [...new Set([...dependsOn, ...whoSeesWhat])],
    isShared: true,
  })
}

type Asking = {
  readonly route: Route
  readonly namespace: CacheNamespace
  readonly caller: Caller
  readonly parsed: Parameters<Route['handle']>[0]
}

/** The order and the length of a list may be shown to who looks after the cache; what somebody looked for may not. */
const shown = new Set(['sort', 'direction', 'limit', 'offset'])

function labelOf({ parsed }: Asking): string {
  const query = Object.entries(parsed.query ?? {}).filter(([, value]) => value !== undefined)
  return query.map(([name, value]) => (shown.has(name) ? `${name}=${String(value)}` : name)).join(' ')
}

/** Everything that may make an answer another one: above all, who asks. */
function keyOf({ caller, parsed, route: { kept } }: Asking): string {
  const { userId, role, challenged = '', token, sessionId } = caller
  const session = kept?.bySession === true ? sessionId : ''
  return JSON.stringify([userId, role, challenged, token?.scope ?? '', session, parsed.params, parsed.query])
}

/** Whose rows an answer may be made of: the person's own, and those of the libraries they see. */
async function whoseOf(house: House, librariesOf: LibrariesOf, userId: UserId): Promise<string[]> {
  const libraries = await house.cache.getOrSet(ofPerson, { key: userId }, () => librariesOf(userId))
  return [userId, ...libraries]
}

/** The answer of a route that keeps them: the one that is kept, or a new one. */
export async function keptAnswer(
  { house, librariesOf }: { readonly house: House; readonly librariesOf: LibrariesOf },
  asking: Asking,
  make: () => Promise<CachedAnswer>,
): Promise<CachedAnswer> {
  const { namespace, caller, parsed, route } = asking
  if (!house.cache.isOn || route.kept?.when?.(parsed) === false) return await make()
  const whose = await whoseOf(house, librariesOf, caller.userId)
  return await house.cache.answer(namespace, { key: keyOf(asking), label: labelOf(asking), whose }, make)
}

/** Makes the bytes of a route's answers, with a tag that is another one as soon as they are others. */
export function makerOf({ endpoint: { reply, method, path } }: Route): (result: unknown) => CachedAnswer {
  if (reply === undefined) throw new Error(`${path} answers bytes, which are kept by whoever has them`)
  const serialize = serializerCompiler({ schema: reply, method, url: path })
  return (result) => {
    const body = Buffer.from(serialize(result))
    return { body, etag: createHash('sha1').update(body).digest('base64url') }
  }
}

/** `If-None-Match`: any of the tags, compared weakly (RFC 9110, 13.1.2). */
function isKnown(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  return header.split(',').some((each) => /^(?:W\/)?"(.*)"$/.exec(each.trim())?.[1] === etag)
}

/**
 * Sends an answer that a browser may keep, and must ask about each time: shared caches keep nothing, and what one account
 * was answered is never taken for another's.
 */
export function sendAnswer(
  request: FastifyRequest,
  reply: FastifyReply,
  { body, etag }: CachedAnswer,
): FastifyReply {
  reply
    .header('etag', `"${etag}"`)
    .header('cache-control', 'private, no-cache')
    .header('vary', 'Cookie, Authorization')
  if (isKnown(request.headers['if-none-match'], etag)) return reply.status(304).send()
  return reply.type('application/json; charset=utf-8').send(body)
}
