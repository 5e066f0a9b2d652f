import { createHash } from 'node:crypto'
import { createGzip } from 'node:zlib'
import { collectionId, libraryId, tagId, type UserId, userId as userIdSchema } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { isActive } from '#features/accounts/server/accounts.ts'
import { listPapers } from '#features/papers/contract.ts'
import type { House } from '#platform/house.ts'
import type { ProtocolReply, ProtocolRequest, ProtocolRoute } from '#platform/http/protocol.ts'
import { type ExportFormat, exportFormat } from '../contract.ts'
import { findLinkByHash, fingerprintOf, touchLink } from './link-queries.ts'
import { hashOf } from './links.ts'
import { admit } from './rate-limit.ts'
import { kindOf, openExport } from './write-papers.ts'

/** The format of each ending; `?format=` says it more exactly. */
const formatsByEnding: Readonly<Record<string, ExportFormat>> = {
  bib: 'bibtex',
  ris: 'ris',
  json: 'csl-json',
  csv: 'csv',
  md: 'markdown',
}

/** A date of last use is not more exact than this, so that reading is not writing. */
const usedEveryMs = 60_000

/** `GET /export/<token>/<name>.bib`: what Overleaf, Quarto, Pandoc and make read. */
export const liveBibliography: ProtocolRoute = {
  name: 'exports.liveBibliography',
  methods: ['GET', 'HEAD'],
  path: '/export/:token/:name',
  access: 'own',
  protocol: { headers: { 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' } },
  handle: answer,
}

type Link = NonNullable<Awaited<ReturnType<typeof findLinkByHash>>>

async function answer(request: ProtocolRequest<undefined>): Promise<ProtocolReply> {
  const { house, params, query, headers, method } = request
  admit(house, request.clientAddress)
  const link = await findLink(house, params.token ?? '')
  const format = formatOf(params.name ?? '', query.get('format'))
  const userId = userIdSchema.parse(link.user_id)
  request.note({ userId, linkId: link.id, format })
  const ascii = query.get('ascii') === '1'
  const etag = await etagOf(house, userId, link, [format, ascii])
  await remember(house, link)
  const { mediaType, extension } = kindOf(format)
  const common = {
    etag,
    vary: 'accept-encoding',
    // Whoever keeps it asks again each time, which costs a 304.
    'cache-control': 'private, no-cache',
    'content-type': mediaType,
    'content-disposition': `inline; filename="library.${extension}"`,
    'content-security-policy': "default-src 'none'; sandbox",
  }
  if (matches(headers.get('if-none-match'), etag)) return { status: 304, headers: common }
  if (method === 'HEAD') return { status: 200, headers: common }
  const stream = await openExport(house, userId, {
    format,
    options: { ascii, bom: query.get('bom') === '1' },
    choice: { query: queryOf(link) },
  })
  if (!/\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:,|$))/i.test(headers.get('accept-encoding') ?? ''))
    return { status: 200, headers: common, body: stream }
  const gzip = createGzip({ level: 6 })
  stream.once('error', (error) => gzip.destroy(error))
  // A client that goes away ends the compressor, which ends the reading.
  gzip.once('close', () => stream.destroy())
  return { status: 200, headers: { ...common, 'content-encoding': 'gzip' }, body: stream.pipe(gzip) }
}

/**
 * The link of a token and its person, who must still be let in. A token that never was, one that was revoked and one whose
 * person is locked are one answer, found by the same look-up of a hash.
 * @throws Problem export_link_not_found
 */
async function findLink(house: House, token: string): Promise<Link> {
  const tokenHash = hashOf(token)
  const link = await house.database.asSystem('a live bibliography names its link by a token', (tx) =>
    findLinkByHash(tx, tokenHash),
  )
  if (link === undefined || !(await isActive(house, userIdSchema.parse(link.user_id))))
    throw new Problem('export_link_not_found')
  return link
}

function formatOf(name: string, asked: string | null): ExportFormat {
  const ending = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const byEnding = Object.hasOwn(formatsByEnding, ending) ? formatsByEnding[ending] : undefined
  if (byEnding === undefined) throw new Problem('export_link_not_found')
  if (asked === null) return byEnding
  const format = exportFormat.exclude(['markdown-files']).safeParse(asked)
  if (!format.success) throw new Problem('bad_request', { where: 'format', given: asked.slice(0, 100) })
  return format.data
}

function queryOf(link: Link) {
  return listPapers.query.parse({
    libraryId: link.library_id,
    ...(link.tag_id && { tagsAny: [tagId.parse(link.tag_id)] }),
    ...(link.collection_id && { collectionId: collectionId.parse(link.collection_id) }),
    sort: 'added',
    direction: 'asc',
  })
}

/** A weak one: the same papers, whether they come compressed or not. @throws Problem export_link_not_found */
async function etagOf(house: House, userId: UserId, link: Link, how: readonly unknown[]): Promise<string> {
  const fingerprint = await house.database.asUser(userId, (tx) =>
    fingerprintOf(tx, libraryId.parse(link.library_id)),
  )
  if (fingerprint === undefined) throw new Problem('export_link_not_found')
  const whole = JSON.stringify([fingerprint, link.tag_id, link.collection_id, ...how])
  return `W/"${createHash('sha256').update(whole).digest('base64url').slice(0, 27)}"`
}

/** If-None-Match by weak comparison (RFC 9110, §13.1.2). */
function matches(header: string | null, etag: string): boolean {
  if (header === null) return false
  const bare = (tag: string) => tag.trim().replace(/^W\//, '')
  return header.trim() === '*' || header.split(',').some((tag) => bare(tag) === bare(etag))
}

async function remember(house: House, link: Link): Promise<void> {
  const now = house.clock.now()
  if (link.last_used_at !== null && now.getTime() - link.last_used_at.getTime() < usedEveryMs) return
  await house.database.asSystem('a live bibliography was read', (tx) => touchLink(tx, link.id, now))
}
