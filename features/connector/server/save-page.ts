import { Readable } from 'node:stream'
import { z } from 'zod'
import type { CslItem } from '#contract/csl.ts'
import { parseCslItem } from '#contract/parse-csl-item.ts'
import { Problem } from '#contract/problems.ts'
import { attachFile } from '#features/papers/server/papers.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { ProtocolReply, ProtocolRequest } from '#platform/http/protocol.ts'
import { parseJson, readJson } from './read-body.ts'
import { readForm } from './read-form.ts'
import { fileNameOf, type ReceivedFile, receiveFile } from './received-file.ts'
import { json } from './reply.ts'
import { beginSession, saveRecord } from './save-records.ts'
import { listItems, lockSession } from './session-queries.ts'
import { sessionName } from './sessions.ts'
import type { Saver } from './tokens.ts'

/** A whole page in one JSON text, pictures and all. As a form it is streamed and only bounded like any file. */
const pageMaxBytes = 100_000_000

const page = z.looseObject({
  sessionID: sessionName,
  url: z.string().max(5_000).catch('').default(''),
  title: z.string().max(5_000).catch('').default(''),
  skipSnapshot: z.boolean().catch(false).default(false),
})
type Page = z.infer<typeof page>

const withContent = page.extend({
  snapshotContent: z.string().optional(),
  items: z
    .array(z.looseObject({ id: z.coerce.string() }))
    .optional()
    .catch(undefined),
})

function recordOf(house: House, { url, title }: Page): CslItem {
  const host = URL.canParse(url) ? new URL(url).host : ''
  const now = house.clock.now()
  const { item } = parseCslItem({
    type: 'webpage',
    title: title.trim() === '' ? url : title,
    'container-title': host,
    URL: url,
    accessed: { 'date-parts': [[now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate()]] },
  })
  if (item === undefined) throw new Error('a record with a type is one')
  return item
}

async function savePage(tx: UserTx, house: House, { saver, given }: { saver: Saver; given: Page }) {
  const { session, target } = await beginSession(tx, saver, given.sessionID)
  const saving = { sessionId: session.id, saver, target, place: 0 }
  return saveRecord(tx, saving, { name: 'page', csl: recordOf(house, given), tags: [] })
}

/** A page that no translator knows, as a record of its own; the page itself may follow. */
export async function saveSnapshot(
  request: ProtocolRequest<undefined>,
  saver: Saver,
): Promise<ProtocolReply> {
  const { house } = request
  const given = await readJson(request.body, page)
  await house.database.asUser(saver.userId, (tx) => savePage(tx, house, { saver, given }))
  return json(201, { saveSingleFile: !given.skipSnapshot })
}

async function receivePage({ house, headers, body }: ProtocolRequest<undefined>) {
  const type = headers.get('content-type') ?? ''
  const store = (bytes: Readable) => receiveFile(house, bytes, 'text/html')
  if (!type.startsWith('multipart/')) {
    const given = await readJson(body, withContent, pageMaxBytes)
    const content = given.snapshotContent ?? ''
    return { given, file: content === '' ? undefined : await store(Readable.from([Buffer.from(content)])) }
  }
  const form = await readForm(body, { type, onFile: store, fieldMaxBytes: pageMaxBytes })
  const given = parseJson(form.fields.get('payload') ?? '', withContent)
  const content = form.fields.get('snapshotContent')
  const file =
    form.file ?? (content === undefined ? undefined : await store(Readable.from([Buffer.from(content)])))
  return { given, file }
}

/** A whole web page in one file, as the extension made it: kept with its paper, shown in a sandbox only. */
export async function saveSingleFile(
  request: ProtocolRequest<undefined>,
  saver: Saver,
): Promise<ProtocolReply> {
  const { house } = request
  const { given, file } = await receivePage(request)
  if (file === undefined) throw new Problem('bad_request', { fault: 'snapshotContent' })
  // The page of somebody who serves a PDF under it is a PDF.
  const mediaType = file.mediaType === 'application/pdf' ? file.mediaType : 'text/html'
  await house.database.asUser(saver.userId, async (tx) => {
    const paperId = await paperOf(tx, house, { saver, given })
    const kept: ReceivedFile = { ...file, mediaType }
    await attachFile(tx, { ...kept, paperId, fileName: fileNameOf(given.title, given.url, mediaType) })
  })
  return json(201, {})
}

/** The paper of the saving that the page belongs to; a new one when the page is all there is. */
async function paperOf(
  tx: UserTx,
  house: House,
  { saver, given }: { saver: Saver; given: z.infer<typeof withContent> },
) {
  const session = await lockSession(tx, given.sessionID)
  const items = session ? await listItems(tx, session.id) : []
  const wanted = given.items?.map(({ id }) => id) ?? []
  const item = items.find(({ name }) => wanted.includes(name)) ?? items[0]
  if (item) return item.paper_id
  return savePage(tx, house, { saver, given })
}
