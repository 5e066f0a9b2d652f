import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { getImport, importFiles } from '../contract.ts'

let seogo: TestHouse

beforeAll(async () => {
  seogo = await openTestHouse()
})
afterAll(() => seogo.close())

test.each([
  ['a.bib', '@book{k, title = {T}}'],
  ['a.pdf', `%PDF-1.7 ${'x'.repeat(200_000)}`],
])('a form that ends within %s is refused as such', async (name, text) => {
  const ann = await seogo.person(name)
  const answer = await ann.request('POST', '/api/imports', {
    headers: { 'content-type': 'multipart/form-data; boundary=b' },
    body: `--b\r\ncontent-disposition: form-data; name="files"; filename="${name}"\r\n\r\n${text}`,
  })
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'bad_request'])
  expect((await ann.request('GET', '/api/papers')).json().total).toBe(0)
})

test('a record with the names of every object’s properties costs its import nothing', async () => {
  const ann = await seogo.person('Ann')
  const json = '[{"type":"book","id":"z","title":"T","toString":{"a":1},"valueOf":{"a":1}}]'
  const { id } = await ann.upload(importFiles, [{ fileName: 'x.json', bytes: Buffer.from(json) }])
  await seogo.workUntilQuiet()
  expect(await ann.call(getImport, { params: { importId: id } })).toMatchObject({
    state: 'finished',
    addedCount: 1,
  })
})
