import { gunzipSync } from 'node:zlib'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { createCollection, fileInCollection, listTags, tagPaper } from '#features/reading/contract.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { createLink, listLinks, renameLink, revokeLink, setPaperKey } from '../contract.ts'

let seogo: TestHouse
let ann: Person
let bob: Person
let admin: pg.Client
let libraryId: LibraryId
let paperId: PaperId
let caller = 0

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  libraryId = await createSharedLibrary(seogo.house, { name: 'Lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId, userId: bob.userId, membership: 'reader' })
  paperId = await has('Attention')
  admin = new pg.Client(seogo.house.database.address.admin)
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await seogo.close()
})

function has(title: string): Promise<PaperId> {
  const csl = { type: 'book' as const, title, author: [{ family: 'Kim' }] }
  return seogo.house.database.asUser(
    ann.userId,
    async (tx) => (await addPaper(tx, { libraryId, csl, addedBy: ann.userId })).paperId,
  )
}

/** Reads an address as a program does, without a cookie; each test from an address of its own. */
function read(url: string, options: { method?: 'GET' | 'HEAD'; headers?: Record<string, string> } = {}) {
  return seogo.app.inject({ method: 'GET', url, remoteAddress: `10.0.0.${caller}`, ...options })
}

const linkOf = (person: Person, more: object = {}) =>
  person.call(createLink, { body: { libraryId, name: 'My thesis', ...more } })

test('an address gives the library as it is at each moment, in the format that is asked for', async () => {
  const { path, link } = await linkOf(ann)
  expect(path).toMatch(/^\/export\/[\w-]{43}\/my-thesis\.bib$/)
  expect(link).toMatchObject({ of: null, lastUsedAt: null })
  const first = await read(path)
  expect([first.statusCode, first.headers['content-type']]).toEqual([
    200,
    'application/x-bibtex; charset=utf-8',
  ])
  expect(first.body).toContain('@book{kimAttention,')
  const [ris, json, csv] = await Promise.all(
    ['ris', 'json', 'csv'].map((ending) => read(path.replace(/bib$/, ending))),
  )
  expect(ris?.body).toContain('TI  - Attention')
  expect(json?.json()).toMatchObject([{ id: 'kimAttention' }])
  expect(csv?.body).toMatch(/^key,type/)
  expect((await read(`${path}?format=biblatex`)).body).toContain('@book{')
  expect((await read(`${path}?format=docx`)).statusCode).toBe(400)
  expect((await read(path.replace(/bib$/, 'exe'))).statusCode).toBe(404)
  expect((await ann.call(listLinks, {})).items[0]?.lastUsedAt).not.toBeNull()
})

test('what has not changed is not sent again: not by papers, tags, keys or shelves', async () => {
  caller += 1
  const { path } = await linkOf(ann)
  const etagOf = async () => String((await read(path)).headers.etag)
  let etag = await etagOf()
  const unchanged = await read(path, { headers: { 'if-none-match': `"other", ${etag}` } })
  expect([unchanged.statusCode, unchanged.body]).toEqual([304, ''])
  expect((await read(`${path}?format=biblatex`, { headers: { 'if-none-match': etag } })).statusCode).toBe(200)
  const changes: (() => Promise<unknown>)[] = [
    () => has('Another'),
    () => ann.call(tagPaper, { params: { paperId }, body: { names: ['cited'] } }),
    () => ann.call(tagPaper, { params: { paperId }, body: { names: [] } }),
    () => ann.call(setPaperKey, { params: { paperId }, body: { key: 'mine' } }),
    () => ann.call(setPaperKey, { params: { paperId }, body: { key: 'kimAttention' } }),
  ]
  for (const change of changes) {
    await change()
    const now = await etagOf()
    expect(now).not.toBe(etag)
    etag = now
  }
  const head = await read(path, { method: 'HEAD' })
  expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', etag])
  const packed = await read(path, { headers: { 'accept-encoding': 'gzip' } })
  expect(packed.headers['content-encoding']).toBe('gzip')
  expect(gunzipSync(packed.rawPayload).toString()).toBe((await read(path)).body)
})

test('an address may be of one tag or one collection', async () => {
  caller += 1
  const other = await has('On a shelf')
  await ann.call(tagPaper, { params: { paperId }, body: { names: ['read me'] } })
  const tags = (await ann.call(listTags, { query: { libraryId } })).items
  const tag = tags.find(({ name }) => name === 'read me')
  const shelf = await ann.call(createCollection, { body: { libraryId, name: '선반' } })
  await ann.call(fileInCollection, { params: { collectionId: shelf.id }, body: { add: [other] } })
  const byTag = await linkOf(ann, { tagId: tag?.id })
  const byShelf = await linkOf(bob, { collectionId: shelf.id, name: '선반' })
  expect([byTag.link.of, byShelf.link.of, byShelf.path.endsWith('/library.bib')]).toEqual([
    tag?.name,
    '선반',
    true,
  ])
  expect((await read(byTag.path)).body.match(/title = .*/g)).toEqual(['title = {Attention},'])
  expect((await read(byShelf.path)).body.match(/title = .*/g)).toEqual(['title = {On a shelf},'])
  await expect(linkOf(ann, { tagId: tag?.id, collectionId: shelf.id })).rejects.toThrow('400 bad_request')
  await expect(linkOf(ann, { tagId: shelf.id })).rejects.toThrow('404 tag_not_found')
})

test('an address ends with its revocation, with the person’s rights and with their lock', async () => {
  caller += 1
  const own = await linkOf(ann)
  await expect(bob.call(revokeLink, { params: { linkId: own.link.id } })).rejects.toThrow(
    '404 export_link_not_found',
  )
  expect((await ann.call(renameLink, { params: { linkId: own.link.id }, body: { name: 'Book' } })).name).toBe(
    'Book',
  )
  await ann.call(revokeLink, { params: { linkId: own.link.id } })
  expect((await read(own.path)).statusCode).toBe(404)

  const bobs = await linkOf(bob)
  expect((await read(bobs.path)).statusCode).toBe(200)
  await admin.query("update auth.users set locked_until = now() + interval '1 hour' where id = $1", [
    bob.userId,
  ])
  expect((await read(bobs.path)).statusCode).toBe(404)
  await admin.query('update auth.users set locked_until = null where id = $1', [bob.userId])
  expect((await read(bobs.path)).statusCode).toBe(200)
  await admin.query('delete from library_members where user_id = $1 and library_id = $2', [
    bob.userId,
    libraryId,
  ])
  const gone = await read(bobs.path)
  const never = await read(`/export/${'x'.repeat(43)}/a.bib`)
  const codeOf = (reply: typeof gone) => [reply.statusCode, reply.json<{ code: string }>().code]
  expect([codeOf(gone), codeOf(never)]).toEqual(Array(2).fill([404, 'export_link_not_found']))
  const { rows } = await admin.query('select token_hash from export_links')
  expect(JSON.stringify(rows)).not.toContain(bobs.path.split('/')[2])
})

test('who asks too often waits', async () => {
  caller += 1
  const { path } = await linkOf(ann)
  const statuses: number[] = []
  for (let count = 0; count < 121; count += 1)
    statuses.push((await read(path, { method: 'HEAD' })).statusCode)
  expect([statuses.indexOf(429), statuses.length]).toEqual([120, 121])
  expect(Number((await read(path)).headers['retry-after'])).toBeGreaterThan(0)
})
