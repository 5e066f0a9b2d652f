import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { enqueue } from '#platform/queue/enqueue.ts'
import { job } from '#platform/queue/job.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import { asBrowser, type Person } from './testing/person.ts'

const board = '/api/queue-board'
const people: Record<string, Person> = {}
let seogo: TestHouse

beforeAll(async () => {
  seogo = await openTestHouse({ SEOGO_BULL_BOARD: 'true' })
  people.owner = await seogo.person('Olga')
  people.admin = await seogo.person('Ada', 'admin')
  people.member = await seogo.person('Max')
})
afterAll(() => seogo.close())

function ask(who: string, path: string, { method = 'GET' as 'GET' | 'PUT', headers = {} } = {}) {
  const cookie = people[who]?.cookie
  return seogo.app.inject({
    method,
    url: board + path,
    headers: { ...asBrowser(cookie ?? ''), ...headers },
  })
}

test.each([
  ['stranger', 401],
  ['member', 403],
  ['admin', 200],
  ['owner', 200],
])('a %s who asks for the board, what it reads, and its files gets %i', async (who, status) => {
  const page = await ask(who, '/')
  expect(page.statusCode).toBe(status)
  expect((await ask(who, '/api/queues')).statusCode).toBe(status)
  const script = /static\/js\/main\.\w+\.js/.exec((await ask('owner', '/')).body)?.[0]
  expect((await ask(who, `/${script}`)).statusCode).toBe(status)
  if (status !== 200) expect(page.headers['content-type']).toMatch('application/problem+json')
})

test('the board loads nothing from elsewhere, and only its page may name its own address as base', async () => {
  const page = await ask('admin', '/')
  expect(page.body).not.toMatch(/(src|href)="https?:/)
  expect(page.headers['content-security-policy']).toMatch("base-uri 'self'")
  const other = await seogo.app.inject({ url: '/health/live' })
  expect(other.headers['content-security-policy']).toMatch("base-uri 'none'")
})

test('the board shows what waits and acts on the queue, for its own pages only', async () => {
  const waiting = job({
    name: 'test.onBoard',
    queue: 'ocr',
    payload: z.strictObject({}),
    attempts: 1,
    timeoutMs: 1_000,
  })
  const id = await seogo.house.database.asSystem('test', (tx) => enqueue(tx, waiting, {}))
  await seogo.house.queue.add('ocr', [{ id: `${id}.1`, name: waiting.name, delayMs: 0, turn: 1 }])
  const shown = await ask('admin', '/api/queues?activeQueue=ocr&page=1')
  expect(shown.body).toMatch(`${id}.1`)
  const pause = { method: 'PUT' as const }
  const foreign = { ...pause, headers: { origin: 'https://elsewhere.example' } }
  expect((await ask('admin', '/api/queues/ocr/pause', foreign)).statusCode).toBe(403)
  expect((await ask('member', '/api/queues/ocr/pause', pause)).statusCode).toBe(403)
  const isPaused = async () => {
    const queues = z
      .object({ queues: z.array(z.object({ name: z.string(), isPaused: z.boolean() })) })
      .parse((await ask('admin', '/api/queues')).json())
    return queues.queues.find(({ name }) => name === 'ocr')?.isPaused
  }
  expect(await isPaused()).toBe(false)
  expect((await ask('admin', '/api/queues/ocr/pause', pause)).statusCode).toBe(200)
  expect(await isPaused()).toBe(true)
  expect((await ask('admin', '/api/queues/ocr/resume', pause)).statusCode).toBe(200)
  expect((await ask('admin', `/api/queues/nothing/pause`, pause)).statusCode).toBe(404)
})

test('without the setting there is no board', async () => {
  const { config } = seogo.house
  const app = await seogo.startApi({ ...seogo.house, config: { ...config, SEOGO_BULL_BOARD: false } })
  const answer = await app.inject({ url: `${board}/`, headers: { cookie: people.owner?.cookie ?? '' } })
  expect(answer.statusCode).toBe(404)
  await app.close()
})
