import { once } from 'node:events'
import { IncomingMessage, request } from 'node:http'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { getPaper, listPapers } from '#features/papers/contract.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { addressOf, type Browser, browserOf } from './testing/browser.ts'

const pieceBytes = 64 * 1_024
const pieces = 480
/** Both ends of the line run in this process: sockets, the hash, the writing of the store, and what waits between them. */
const mostGrowthBytes = 15_000_000

let seogo: TestHouse
let ann: Person
let chrome: Browser

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  chrome = await browserOf(seogo, ann)
})
afterAll(() => seogo.close())

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

/** Bytes outside of JavaScript's own heap that somebody still holds. */
function heldBytes(): number {
  // Twice: the first one counts only what the one before had freed.
  collect()
  collect()
  return process.memoryUsage().external
}

test('a PDF of 30 MB passes through: at no moment is more than a few megabytes of it in memory', async () => {
  const items = [{ id: 'item-a', itemType: 'journalArticle', title: 'With a long scan' }]
  expect((await chrome.say('saveItems', { sessionID: 'long', items })).status).toBe(201)
  const before = heldBytes()
  const held: number[] = []
  const address = `${await addressOf(seogo)}/zc/${chrome.secret}/connector/saveAttachment?sessionID=long`
  const headers = {
    'x-zotero-connector-api-version': '3',
    'content-type': 'application/pdf',
    'x-metadata': JSON.stringify({ parentItemID: 'item-a', title: 'Scan' }),
  }
  const sending = request(address, { method: 'POST', headers })
  const answered = once(sending, 'response')
  for (let sent = 0; sent < pieces; sent += 1) {
    if (sent % 40 === 0) held.push(heldBytes() - before)
    const piece = Buffer.alloc(pieceBytes, sent)
    if (sent === 0) piece.write('%PDF-1.7\n')
    // What a sender holds back is its own: the next piece is made when this one is under way.
    if (!sending.write(piece)) await once(sending, 'drain')
  }
  sending.end()
  const [response] = z.tuple([z.instanceof(IncomingMessage)]).parse(await answered)
  response.resume()
  expect(response.statusCode).toBe(201)
  expect(held).toHaveLength(pieces / 40)
  expect(Math.max(...held)).toBeLessThan(mostGrowthBytes)
  const [paper] = (await ann.call(listPapers, { query: {} })).items
  const { files } = await ann.call(getPaper, { params: { paperId: paper?.id ?? expect.fail('no paper') } })
  expect(files).toMatchObject([{ name: 'Scan.pdf', sizeBytes: pieceBytes * pieces }])
})
