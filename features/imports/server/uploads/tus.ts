import { type ImportId, libraryId as libraryIdSchema, type UploadId, uploadId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import type { House } from '#platform/house.ts'
import type { Protocol, ProtocolReply, ProtocolRequest, ProtocolRoute } from '#platform/http/protocol.ts'
import type { Caller } from '#platform/http/route.ts'
import { countImportFiles, deleteImport } from '../queries.ts'
import { closeReceived, receiveFiles, shownName } from '../receive-files.ts'
import { whileHolding } from './hold-upload.ts'
import { makeEmpty, readUpload, receivedBytes, removeBytes, writePart } from './upload-bytes.ts'
import * as queries from './upload-queries.ts'

// tus 1.0.0 (https://tus.io/protocols/resumable-upload): core, creation, termination and expiration.

type Request = ProtocolRequest<Caller>

const version = '1.0.0'
const keptMs = 24 * 3_600_000
/** Unfinished uploads of one person at a time. */
const uploadsMax = 200
const metadataMaxLength = 4_000

const tus: Protocol = { headers: { 'tus-resumable': version } }
const plain = (status: number, headers: Record<string, string> = {}): ProtocolReply => ({ status, headers })

/** A count in a header: digits only. */
function countOf(headers: Headers, name: string): number | undefined {
  const text = headers.get(name) ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

/** `name base64,name base64`; what is not written so is no pair. */
function metadataOf(text: string): Map<string, string> {
  return new Map(
    text.split(',').flatMap((pair): [string, string][] => {
      const [name = '', value = ''] = pair.trim().split(' ')
      return name === '' ? [] : [[name, Buffer.from(value, 'base64').toString('utf8')]]
    }),
  )
}

async function create({ house, caller, headers, note }: Request): Promise<ProtocolReply> {
  const { userId } = caller
  const sizeBytes = countOf(headers, 'upload-length')
  const metadata = headers.get('upload-metadata') ?? ''
  if (sizeBytes === undefined) throw new Problem('bad_request', { where: 'Upload-Length' })
  if (metadata.length > metadataMaxLength) throw new Problem('bad_request', { where: 'Upload-Metadata' })
  const maxBytes = house.config.SEOGO_UPLOAD_MAX_BYTES
  if (sizeBytes > maxBytes) throw new Problem('body_too_large', { maxBytes })
  const told = metadataOf(metadata)
  const into = told.get('libraryId')
  const libraryId = into === undefined ? undefined : libraryIdSchema.safeParse(into)
  if (libraryId?.success === false) throw new Problem('library_not_found')
  const expires_at = new Date(house.clock.now().getTime() + keptMs)
  const id = await house.database.asUser(userId, async (tx) => {
    const library_id = await requireEditableLibrary(tx, libraryId?.data)
    if ((await queries.countUploads(tx, userId, house.clock.now())) >= uploadsMax)
      throw new Problem('too_many_requests')
    return queries.insertUpload(tx, {
      library_id,
      user_id: userId,
      file_name: shownName(told.get('filename') ?? ''),
      size_bytes: sizeBytes,
      metadata: metadata === '' ? null : metadata,
      expires_at,
    })
  })
  await makeEmpty(house, id)
  note({ uploadId: id })
  return plain(201, { location: `/api/uploads/${id}`, 'upload-expires': expires_at.toUTCString() })
}

async function requireUpload({ house, caller, params }: Request): Promise<queries.UploadRow> {
  const id = uploadId.safeParse(params.uploadId)
  const found =
    id.success &&
    (await house.database.asUser(caller.userId, (tx) => queries.findUpload(tx, id.data, house.clock.now())))
  if (!found) throw new Problem('upload_not_found')
  return found
}

/** How much has come; all of it once the import has begun, when the bytes have moved on. */
async function offsetOf(house: House, upload: queries.UploadRow): Promise<number> {
  if (upload.import_id !== null) return upload.size_bytes
  const received = await receivedBytes(house, uploadId.parse(upload.id))
  if (received === undefined) throw new Problem('upload_not_found')
  return received
}

function stateHeaders(upload: queries.UploadRow, offset: number): Record<string, string> {
  return {
    'upload-offset': String(offset),
    'upload-expires': upload.expires_at.toUTCString(),
    ...(upload.import_id === null ? {} : { 'seogo-import': upload.import_id }),
  }
}

async function tell(request: Request): Promise<ProtocolReply> {
  let upload = await requireUpload(request)
  let offset = await offsetOf(request.house, upload)
  // Its last byte came and the process died before the import had it.
  if (offset === upload.size_bytes && (await isUnfinished(request.house, upload))) {
    await hold(request, () => finish(request))
    upload = await requireUpload(request)
    offset = await offsetOf(request.house, upload)
  }
  return plain(200, {
    ...stateHeaders(upload, offset),
    'upload-length': String(upload.size_bytes),
    ...(upload.metadata === null ? {} : { 'upload-metadata': upload.metadata }),
  })
}

function hold<T>({ house, caller, params }: Request, work: (signal: AbortSignal) => Promise<T>) {
  return whileHolding(house, { id: uploadId.parse(params.uploadId), userId: caller.userId }, work)
}

async function append(request: Request): Promise<ProtocolReply> {
  const { house, headers, body } = request
  if (headers.get('content-type') !== 'application/offset+octet-stream') return plain(415)
  const from = countOf(headers, 'upload-offset')
  if (from === undefined) throw new Problem('bad_request', { where: 'Upload-Offset' })
  await requireUpload(request)
  const reply = await hold(request, async (signal) => {
    // Read under the hold: a request that was ended for this one has written until now.
    const upload = await requireUpload(request)
    const id = uploadId.parse(upload.id)
    const offset = await offsetOf(house, upload)
    if (from !== offset) return plain(409, stateHeaders(upload, offset))
    const sizeBytes = upload.size_bytes
    if (offset === sizeBytes) {
      const import_id = (await isUnfinished(house, upload)) ? await finish(request) : upload.import_id
      return plain(204, stateHeaders({ ...upload, import_id }, offset))
    }
    const { received, ended } = await writePart(house, id, { body, from, sizeBytes, signal })
    if (ended === 'cut off') return plain(400)
    if (ended === 'too much') throw new Problem('body_too_large', { maxBytes: sizeBytes })
    const import_id = received === sizeBytes ? await finish(request) : null
    return plain(204, stateHeaders({ ...upload, import_id }, received))
  })
  return reply ?? plain(423)
}

/** The bytes go last: where they still stand, the import may have begun but need not have them. */
async function isUnfinished(house: House, upload: queries.UploadRow): Promise<boolean> {
  return upload.import_id === null || (await receivedBytes(house, uploadId.parse(upload.id))) !== undefined
}

/** The whole file is there: it goes the way of every other one. Called while the upload is held. */
async function finish(request: Request): Promise<ImportId | null> {
  const { house, caller, note } = request
  const { userId } = caller
  const upload = await requireUpload(request)
  if (!(await isUnfinished(house, upload))) return upload.import_id as ImportId | null
  const id: UploadId = uploadId.parse(upload.id)
  const libraryId = libraryIdSchema.parse(upload.library_id)
  const begun = upload.import_id as ImportId | null
  const hasCome =
    begun !== null && (await house.database.asUser(userId, (tx) => countImportFiles(tx, begun))) > 0
  // The process before this one died behind its work, or in the middle of it: one upload is one import.
  if (hasCome) await closeReceived(house, { id: begun, libraryId, userId })
  const importId = hasCome
    ? begun
    : await receiveFiles(house, {
        userId,
        libraryId,
        files: [{ fileName: upload.file_name, stream: readUpload(house, id) }],
        onBegun: async (tx, newId) => {
          if (begun !== null) await deleteImport(tx, begun)
          await queries.finishUpload(tx, id, newId)
        },
      })
  await removeBytes(house, id)
  note({ importId })
  return importId
}

async function terminate(request: Request): Promise<ProtocolReply> {
  const { house, caller } = request
  const id = uploadId.parse((await requireUpload(request)).id)
  const isGone = await hold(request, async () => {
    await house.database.asUser(caller.userId, (tx) => queries.deleteUpload(tx, id))
    await removeBytes(house, id)
    return true
  })
  return plain(isGone === true ? 204 : 423)
}

/** A method with the version of the protocol checked. `X-HTTP-Method-Override` is not spoken: browsers can PATCH. */
async function speak(request: Request): Promise<ProtocolReply> {
  const { method, headers, house } = request
  if (method === 'OPTIONS')
    return plain(204, {
      'tus-version': version,
      'tus-extension': 'creation,termination,expiration',
      'tus-max-size': String(house.config.SEOGO_UPLOAD_MAX_BYTES),
    })
  if (headers.get('tus-resumable') !== version) return plain(412, { 'tus-version': version })
  if (method === 'POST') return create(request)
  if (method === 'HEAD') return tell(request)
  return method === 'PATCH' ? append(request) : terminate(request)
}

export const uploadRoutes: readonly ProtocolRoute[] = [
  {
    name: 'imports.createUpload',
    methods: ['POST', 'OPTIONS'],
    path: '/api/uploads',
    access: 'papers:write',
    protocol: tus,
    handle: speak,
  },
  {
    name: 'imports.continueUpload',
    methods: ['HEAD', 'PATCH', 'DELETE'],
    path: '/api/uploads/:uploadId',
    access: 'papers:write',
    protocol: tus,
    handle: speak,
  },
]
