import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { fileId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { openFile, openThumbnail } from '#features/papers/server/papers.ts'
import type { House } from '#platform/house.ts'
import type { Protocol, ProtocolReply, ProtocolRequest, ProtocolRoute } from '#platform/http/protocol.ts'
import type { Caller } from '#platform/http/route.ts'
import { storableText } from '#platform/queue/storable.ts'
import { cataloguePath, catalogueVersions, emptySheet } from '../contract.ts'
import { readFeed } from './read-feed.ts'
import { searchDescriptionType, writeAtom, writeSearchDescription } from './write-atom.ts'
import { writeJson } from './write-json.ts'

type Request = ProtocolRequest<Caller>

/** What a reader that is refused shows its person (Authentication for OPDS 1.0). */
const authenticationDocument = JSON.stringify({
  id: 'urn:seogo:opds:authentication',
  title: 'Seogo · 서고',
  authentication: [
    {
      type: 'http://opds-spec.org/auth/basic',
      labels: { login: 'E-mail · 이메일', password: 'Access token · 액세스 토큰' },
    },
  ],
})

const sheet = { width: 360, height: 480, channels: 3, background: '#ece9e2' } as const

const spoken: Protocol = {
  headers: { 'content-security-policy': "default-src 'none'; sandbox" },
  refusal: ({ code, status, details }) => {
    if (code === 'not_signed_in')
      return {
        status: 401,
        headers: {
          'content-type': 'application/opds-authentication+json',
          'www-authenticate': 'Basic realm="Seogo", charset="UTF-8"',
        },
        body: authenticationDocument,
      }
    const { retryAfterSeconds } = details
    const wait = typeof retryAfterSeconds === 'number' ? { 'retry-after': String(retryAfterSeconds) } : {}
    const headers = { 'content-type': 'application/problem+json', ...wait }
    return { status, headers, body: JSON.stringify({ type: `urn:seogo:problem:${code}`, status, code }) }
  },
}

const shared = {
  methods: ['GET', 'HEAD'],
  access: 'papers:read',
  takesBasic: true,
  protocol: spoken,
} as const

/** What readers resolve addresses by; those of feeds are below the host they asked. */
const originOf = ({ SEOGO_PUBLIC_URL: address }: House['config']) =>
  address === undefined ? '' : new URL(address).origin

function withoutBody(method: string, reply: ProtocolReply): ProtocolReply {
  return method === 'HEAD' ? { ...reply, body: '' } : reply
}

async function page({ house, caller, params, query, method }: Request): Promise<ProtocolReply> {
  const { version = '1.2', shelf = '', id } = params
  if (!catalogueVersions.some((known) => known === version)) throw new Problem('route_not_found')
  const headers = { 'cache-control': 'private, no-cache', vary: 'authorization' }
  if (version === '1.2' && shelf === 'opensearch.xml' && id === undefined) {
    const body = writeSearchDescription(originOf(house.config))
    return withoutBody(method, {
      status: 200,
      headers: { ...headers, 'content-type': searchDescriptionType },
      body,
    })
  }
  const asked = new URLSearchParams()
  for (const [name, value] of query) asked.set(name, storableText(value))
  const now = house.clock.now().toISOString()
  const feed = await house.database.asUser(caller.userId, (tx) =>
    readFeed(tx, { shelf, id, query: asked, now }),
  )
  const { type, body } = version === '1.2' ? writeAtom(feed) : writeJson(feed)
  return withoutBody(method, { status: 200, headers: { ...headers, 'content-type': type }, body })
}

function idOf({ params }: Request) {
  const id = fileId.safeParse(params.fileId)
  if (!id.success) throw new Problem('file_not_found')
  return id.data
}

async function file(request: Request): Promise<ProtocolReply> {
  return { status: 200, body: await openFile(request.house, request.caller.userId, idOf(request)) }
}

const etagOf = (tag: string) => `"${tag}"`

/** The first page as a JPEG, for readers of OPDS show no WebP; an empty sheet for what has no picture. */
async function cover(request: Request): Promise<ProtocolReply> {
  const { house, caller, params, headers: sent } = request
  const picture =
    params.fileId === emptySheet ? undefined : await openThumbnail(house, caller.userId, idOf(request))
  const etag = `${picture?.etag ?? emptySheet}.jpg`
  if (sent.get('if-none-match') === etagOf(etag)) return { status: 304, headers: { etag: etagOf(etag) } }
  const { default: sharp } = await import('sharp')
  const drawn = picture === undefined ? sharp({ create: sheet }) : sharp(await buffer(picture.stream()))
  const bytes = await drawn.jpeg({ quality: 80 }).toBuffer()
  const body = {
    sizeBytes: bytes.length,
    mediaType: 'image/jpeg',
    etag,
    stream: () => Readable.from([bytes]),
  }
  return { status: 200, body }
}

export const opdsRoutes: readonly ProtocolRoute[] = [
  { ...shared, name: 'opds.file', path: `${cataloguePath}/files/:fileId`, handle: file },
  { ...shared, name: 'opds.cover', path: `${cataloguePath}/covers/:fileId`, handle: cover },
  { ...shared, name: 'opds.root', path: cataloguePath, handle: page },
  { ...shared, name: 'opds.version', path: `${cataloguePath}/:version`, handle: page },
  { ...shared, name: 'opds.shelf', path: `${cataloguePath}/:version/:shelf`, handle: page },
  { ...shared, name: 'opds.page', path: `${cataloguePath}/:version/:shelf/:id`, handle: page },
]
