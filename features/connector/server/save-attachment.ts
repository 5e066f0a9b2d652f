import { z } from 'zod'
import type { CslItem } from '#contract/csl.ts'
import { addPdf, attachFile } from '#features/papers/server/papers.ts'
import type { ProtocolReply, ProtocolRequest } from '#platform/http/protocol.ts'
import { storable } from '#platform/queue/storable.ts'
import { fileNameOf, mediaTypeOf, receiveFile } from './received-file.ts'
import { json, text } from './reply.ts'
import { decodeHeader } from './rfc2047.ts'
import { beginSession, fileIn, saveRecord } from './save-records.ts'
import { findSession, insertItem, listItems, lockSession } from './session-queries.ts'
import { Refusal, sessionExists, sessionName, sessionNotFound } from './sessions.ts'
import type { Saver } from './tokens.ts'

const word = z.string().max(5_000).optional().catch(undefined)

const metadata = z.looseObject({
  url: word,
  title: word,
  contentType: word,
  parentItemID: z.coerce.string().optional().catch(undefined),
})

/** What the extension says about the file that is the body. @throws Refusal METADATA_NOT_PROVIDED */
function metadataOf({ headers }: ProtocolRequest<undefined>) {
  const parsed = metadata.safeParse(storable(readHeader(headers.get('x-metadata') ?? '')))
  if (!parsed.success) throw new Refusal(400, 'METADATA_NOT_PROVIDED')
  return parsed.data
}

function readHeader(value: string): unknown {
  try {
    return JSON.parse(decodeHeader(value))
  } catch {
    // Absent or cut off: as good as none.
    return undefined
  }
}

/** @throws Refusal SESSION_ID_NOT_PROVIDED */
function sessionOf({ query }: ProtocolRequest<undefined>): string {
  const parsed = sessionName.safeParse(query.get('sessionID') ?? '')
  if (!parsed.success) throw new Refusal(400, 'SESSION_ID_NOT_PROVIDED')
  return parsed.data
}

const notEditable = () => text(200, 'Library files are not editable.')

function isEditable({ me }: Saver, libraryId: string): boolean {
  return me.libraries.some(({ id, membership }) => id === libraryId && membership !== 'reader')
}

/** The file of a saved item, fetched by the browser with the person's own access. */
export async function saveAttachment(
  request: ProtocolRequest<undefined>,
  saver: Saver,
): Promise<ProtocolReply> {
  const { house, headers, body } = request
  const { title, url, contentType, parentItemID } = metadataOf(request)
  const name = sessionOf(request)
  const parent = async (locking: boolean) =>
    house.database.asUser(saver.userId, async (tx) => {
      const session = await (locking ? lockSession : findSession)(tx, name)
      if (!session) throw sessionNotFound()
      const items = await listItems(tx, session.id)
      const item = items.find((each) => each.name === parentItemID)
      if (!item) throw new Refusal(400, 'ITEM_NOT_FOUND')
      return item
    })
  if (!isEditable(saver, (await parent(false)).library_id)) return notEditable()
  const mediaType = mediaTypeOf(headers.get('content-type') ?? contentType ?? '')
  const file = await receiveFile(house, body, mediaType)
  const attached = await house.database.asUser(saver.userId, async (tx) => {
    // Asked again: while the bytes came, the person may have picked another library.
    const session = await lockSession(tx, name)
    const item = session && (await listItems(tx, session.id)).find((each) => each.name === parentItemID)
    if (!item) throw sessionNotFound()
    return attachFile(tx, {
      ...file,
      paperId: item.paper_id,
      fileName: fileNameOf(title, url, file.mediaType),
    })
  })
  request.note({ outcome: attached.outcome, sizeBytes: file.sizeBytes })
  return json(201, {})
}

/** A file that a tab shows by itself: a paper of its own, whose record is read from it. */
export async function saveStandaloneAttachment(
  request: ProtocolRequest<undefined>,
  saver: Saver,
): Promise<ProtocolReply> {
  const { house, headers, body } = request
  const { title, url, contentType } = metadataOf(request)
  const name = sessionOf(request)
  if (await house.database.asUser(saver.userId, (tx) => findSession(tx, name))) throw sessionExists()
  const mediaType = mediaTypeOf(headers.get('content-type') ?? contentType ?? '')
  const file = await receiveFile(house, body, mediaType)
  const fileName = fileNameOf(title, url, file.mediaType)
  const isPdf = file.mediaType === 'application/pdf'
  await house.database.asUser(saver.userId, async (tx) => {
    const { session, target } = await beginSession(tx, saver, name)
    const saving = { sessionId: session.id, saver, target, place: 0 }
    if (!isPdf) {
      const csl: CslItem = {
        type: 'document',
        title: title ?? fileName,
        ...(url === undefined ? {} : { URL: url }),
      }
      const paperId = await saveRecord(tx, saving, { name: 'file', csl, tags: [] })
      await attachFile(tx, { ...file, paperId, fileName })
      return
    }
    const { libraryId } = target
    const { paperId, outcome } = await addPdf(tx, { ...file, libraryId, fileName, addedBy: saver.userId })
    const isFiled = await fileIn(tx, target, paperId)
    await insertItem(tx, {
      session_id: session.id,
      name: 'file',
      place: 0,
      user_id: saver.userId,
      library_id: libraryId,
      paper_id: paperId,
      collection_id: isFiled ? target.collectionId : null,
      tags: [],
      is_new: outcome === 'added',
    })
  })
  return json(201, { canRecognize: isPdf })
}
