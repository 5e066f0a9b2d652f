import { readdir, stat, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import * as tus from 'tus-js-client'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { listPapers } from '#features/papers/contract.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { asBrowser, type Person } from '#server/testing/person.ts'
import { getImport, listImports } from '../../contract.ts'
import { expireUploadsJob } from '../jobs.ts'

let seogo: TestHouse
let ann: Person
let app: FastifyInstance

beforeAll(async () => {
  seogo = await openTestHouse({ SEOGO_UPLOAD_MAX_BYTES: '3000000' })
  ann = await seogo.person('Ann')
})
afterAll(() => seogo.close())
beforeEach(async () => {
  app = await startApi()
})
afterEach(() => app.close())

/** An API process of its own on the same house. */
async function startApi(): Promise<FastifyInstance> {
  const started = await seogo.startApi()
  await started.listen({ host: '127.0.0.1', port: 0 })
  return started
}

const portOf = (api: FastifyInstance) => (api.server.address() as AddressInfo).port

const pdf = (size: number, letter = 'a') =>
  Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size - 14, letter), Buffer.from('%%EOF')])

type Sending = { person?: Person; fileName?: string; options?: Partial<tus.UploadOptions> }

/** Sends bytes as the browser does. @returns the import that they have become */
function send(bytes: Buffer, { person = ann, fileName = 'big.pdf', options }: Sending = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const upload = new tus.Upload(bytes, {
    endpoint: `http://127.0.0.1:${portOf(app)}/api/uploads`,
    headers: asBrowser(person.cookie),
    metadata: { filename: fileName },
    retryDelays: [],
    onSuccess: ({ lastResponse }) => resolve(lastResponse.getHeader('seogo-import') ?? ''),
    onError: reject,
    ...options,
  })
  upload.start()
  return promise
}

const headers = { 'tus-resumable': '1.0.0' }

async function create(person: Person, size: number, more: Record<string, string> = {}) {
  const answer = await person.request('POST', '/api/uploads', {
    headers: { ...headers, 'upload-length': String(size), ...more },
  })
  return { status: answer.statusCode, path: String(answer.headers.location), body: answer.body }
}

async function offset(person: Person, path: string) {
  const answer = await person.request('HEAD', path, { headers })
  return answer.statusCode === 200 ? Number(answer.headers['upload-offset']) : answer.statusCode
}

const patch = (person: Person, path: string, from: number, body: Buffer) =>
  person.request('PATCH', path, {
    headers: {
      ...headers,
      'upload-offset': String(from),
      'content-type': 'application/offset+octet-stream',
      'content-length': String(body.length),
    },
    body,
  })

/** Sends a part and cuts the connection when that much has left. */
async function cutOff(path: string, from: number, bytes: Buffer, until: number) {
  const sending = httpRequest({
    port: portOf(app),
    method: 'PATCH',
    path,
    headers: {
      ...headers,
      ...asBrowser(ann.cookie),
      'upload-offset': from,
      'content-type': 'application/offset+octet-stream',
      'content-length': bytes.length,
    },
  })
  sending.on('error', () => undefined)
  sending.write(bytes.subarray(0, until))
  while ((await offsetOnDisk(path)) < from + until) await sleep(10)
  return sending
}

/** Asked of the folder: a HEAD would not disturb the writer, but neither would it wait. */
async function offsetOnDisk(path: string) {
  const name = path.split('/').at(-1) ?? ''
  return (await stat(join(seogo.house.config.SEOGO_DATA_DIR, 'uploads', name))).size
}

test('a file sent in parts by the client of others comes in as one import, and leaves nothing behind', async () => {
  const importId = await send(pdf(1_000_000), { fileName: '논문 하나.pdf', options: { chunkSize: 300_000 } })
  const report = await ann.call(getImport, { params: { importId: importId as never } })
  expect(report).toMatchObject({ state: 'finished', addedCount: 1, fileNames: ['논문 하나.pdf'] })
  expect((await ann.call(listPapers, { query: {} })).items.map(({ title }) => title)).toEqual(['논문 하나'])
  expect(await readdir(join(seogo.house.config.SEOGO_DATA_DIR, 'uploads'))).toEqual([])
})

test('after a cut in the middle and a restart of the API the rest is sent, and not a byte twice', async () => {
  const bytes = pdf(900_000, 'b')
  const { path } = await create(ann, bytes.length, {
    'upload-metadata': `filename ${Buffer.from('cut.pdf').toString('base64')}`,
  })
  const sending = await cutOff(path, 0, bytes, 400_000)
  sending.destroy()
  await app.close()
  app = await startApi()
  expect(await offset(ann, path)).toBe(400_000)
  const importId = await send(bytes, {
    options: { uploadUrl: `http://127.0.0.1:${portOf(app)}${path}`, retryDelays: [20, 20] },
  })
  const report = await ann.call(getImport, { params: { importId: importId as never } })
  expect(report).toMatchObject({ addedCount: 1, fileNames: ['cut.pdf'] })
  // Whoever missed the answer to the last part is told all the same.
  const told = await ann.request('HEAD', path, { headers })
  expect(told.headers).toMatchObject({ 'seogo-import': importId, 'upload-offset': String(bytes.length) })
})

test('a process that dies behind the import and before its bytes are removed does not import twice', async () => {
  const bytes = pdf(50_000, 'd')
  const { path } = await create(ann, bytes.length)
  const done = await patch(ann, path, 0, bytes)
  const before = (await ann.call(listImports, {})).items.length
  await writeFile(join(seogo.house.config.SEOGO_DATA_DIR, 'uploads', path.split('/').at(-1) ?? ''), bytes)
  const told = await ann.request('HEAD', path, { headers })
  expect(told.headers['seogo-import']).toBe(done.headers['seogo-import'])
  expect((await ann.call(listImports, {})).items).toHaveLength(before)
  expect(await readdir(join(seogo.house.config.SEOGO_DATA_DIR, 'uploads'))).toEqual([])
})

test('of two requests at once the newer one of a process writes, and that of another process waits', async () => {
  const bytes = pdf(600_000, 'c')
  const { path } = await create(ann, bytes.length)
  const stuck = await cutOff(path, 0, bytes, 200_000)
  // Another process does not know whether the first one lives.
  const other = await seogo.startApi({ ...seogo.house })
  const refused = await other.inject({
    method: 'PATCH',
    url: path,
    headers: {
      ...headers,
      ...asBrowser(ann.cookie),
      'upload-offset': '200000',
      'content-type': 'application/offset+octet-stream',
    },
    payload: bytes.subarray(200_000),
  })
  await other.close()
  expect(refused.statusCode).toBe(423)
  const answer = await app.inject({
    method: 'PATCH',
    url: path,
    headers: {
      ...headers,
      ...asBrowser(ann.cookie),
      'upload-offset': '200000',
      'content-type': 'application/offset+octet-stream',
    },
    payload: bytes.subarray(200_000),
  })
  expect([answer.statusCode, answer.headers['upload-offset']]).toEqual([204, '600000'])
  stuck.destroy()
  const { items } = await ann.call(listImports, {})
  expect(items[0]).toMatchObject({ addedCount: 1, fileNames: ['unnamed'] })
})

test('a part that does not begin where the last one ended, or goes beyond the end, is refused', async () => {
  const { path } = await create(ann, 10)
  expect((await patch(ann, path, 3, Buffer.from('abc'))).statusCode).toBe(409)
  expect((await patch(ann, path, 0, Buffer.from('abc'))).headers['upload-offset']).toBe('3')
  expect((await patch(ann, path, 0, Buffer.from('abc'))).statusCode).toBe(409)
  expect((await patch(ann, path, 3, Buffer.from('defghijklmnop'))).statusCode).toBe(413)
  const wrong = await ann.request('PATCH', path, { headers: { ...headers, 'upload-offset': '0' }, body: 'x' })
  expect(wrong.statusCode).toBe(415)
  expect((await ann.request('HEAD', path)).statusCode).toBe(412)
})

test('what is too large, or has no length, is refused before a byte comes', async () => {
  expect(await create(ann, 3_000_001)).toMatchObject({ status: 413 })
  const answer = await ann.request('POST', '/api/uploads', { headers })
  expect([answer.statusCode, answer.json().code, answer.headers['tus-resumable']]).toEqual([
    400,
    'bad_request',
    '1.0.0',
  ])
  const options = await ann.request('OPTIONS', '/api/uploads')
  expect(options.headers).toMatchObject({
    'tus-version': '1.0.0',
    'tus-extension': 'creation,termination,expiration',
    'tus-max-size': '3000000',
  })
})

test('nobody finds another person’s upload, or sends into a library that is not theirs', async () => {
  const bob = await seogo.person('Bob')
  const { path } = await create(ann, 10)
  expect(await offset(bob, path)).toBe(404)
  expect((await patch(bob, path, 0, Buffer.from('0123456789'))).statusCode).toBe(404)
  expect((await bob.request('DELETE', path, { headers })).statusCode).toBe(404)
  expect(await offset(ann, path)).toBe(0)
  const [mine] = (await ann.call(listImports, {})).items
  const into = Buffer.from(mine?.libraryId ?? '').toString('base64')
  expect(await create(bob, 10, { 'upload-metadata': `libraryId ${into}` })).toMatchObject({ status: 404 })
  const stranger = await app.inject({ method: 'POST', url: '/api/uploads', headers })
  expect(stranger.statusCode).toBe(401)
})

test('an upload that is stopped is gone, and one that stands still for a day is forgotten', async () => {
  const stopped = await create(ann, 10)
  expect((await ann.request('DELETE', stopped.path, { headers })).statusCode).toBe(204)
  expect(await offset(ann, stopped.path)).toBe(404)
  const still = await create(ann, 10)
  await patch(ann, still.path, 0, Buffer.from('01234'))
  seogo.clock.move({ hours: 25 })
  expect(await offset(ann, still.path)).toBe(404)
  await seogo.house.database.asSystem('test', (tx) => enqueue(tx, expireUploadsJob, {}))
  await seogo.workUntilQuiet()
  expect(await readdir(join(seogo.house.config.SEOGO_DATA_DIR, 'uploads'))).toEqual([])
})
