import { afterEach, expect, test, vi } from 'vitest'
import { WebSocketServer } from 'ws'
import type { Change } from '#contract/live.ts'
import { type Live, openLive } from './live.ts'

const paperId = '01890a5d-ac96-774b-bcce-b302099a8057'
let server: WebSocketServer | undefined
let live: Live | undefined

afterEach(() => {
  live?.stop()
  closeServer()
})

function closeServer() {
  for (const client of server?.clients ?? []) client.terminate()
  server?.close()
}

async function listen(port = 0): Promise<number> {
  server = new WebSocketServer({ host: '127.0.0.1', port })
  await new Promise((resolve) => server?.once('listening', resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

function open(port: number) {
  const seen: { changes: (readonly Change[])[]; returns: number; ends: number } = {
    changes: [],
    returns: 0,
    ends: 0,
  }
  live = openLive({
    address: `ws://127.0.0.1:${port}/api/live`,
    firstDelayMs: 10,
    onChanges: (changes) => seen.changes.push(changes),
    onReturn: () => seen.returns++,
    onEnded: () => seen.ends++,
  })
  return { seen, live }
}

function say(message: unknown) {
  const text = typeof message === 'string' ? message : JSON.stringify(message)
  for (const client of server?.clients ?? []) client.send(text)
}

test('a burst of messages is told once, each change once', async () => {
  const { seen, live } = open(await listen())
  await vi.waitFor(() => expect(live.state()).toBe('open'))
  for (let i = 0; i < 50; i++) say({ changed: [{ topic: 'papers' }, { topic: 'paper', id: paperId }] })
  await vi.waitFor(() =>
    expect(seen.changes).toEqual([[{ topic: 'papers' }, { topic: 'paper', id: paperId }]]),
  )
})

test('the end of the session is told once, and is no return', async () => {
  const { seen, live } = open(await listen())
  await vi.waitFor(() => expect(live.state()).toBe('open'))
  // Nobody is let in any more.
  server?.close()
  for (const client of server?.clients ?? []) client.close(4401)
  await vi.waitFor(() => expect(seen).toMatchObject({ ends: 1, returns: 0 }))
})

test('what is no live message is passed over, and the socket stays', async () => {
  const { seen, live } = open(await listen())
  await vi.waitFor(() => expect(live.state()).toBe('open'))
  say('not JSON')
  say({ changed: [{ topic: 'made-later' }] })
  say({ changed: [{ topic: 'jobs' }] })
  await vi.waitFor(() => expect(seen.changes).toEqual([[{ topic: 'jobs' }]]))
  expect(live.state()).toBe('open')
})

test('a lost socket comes back by itself and says that messages may have been missed', async () => {
  const port = await listen()
  const { seen, live } = open(port)
  await vi.waitFor(() => expect(live.state()).toBe('open'))
  expect(seen.returns).toBe(0)
  closeServer()
  await vi.waitFor(() => expect(live.state()).not.toBe('open'))
  await listen(port)
  await vi.waitFor(() => expect(seen.returns).toBe(1), { timeout: 5000 })
  expect(live.state()).toBe('open')
})

test('a socket that comes back names the last notification it was told', async () => {
  const port = await listen()
  const asked: (string | undefined)[] = []
  const remember = () =>
    server?.on('connection', (_, { url }) => {
      asked.push(url?.split('?')[1])
    })
  remember()
  const { live } = open(port)
  await vi.waitFor(() => expect(live.state()).toBe('open'))
  say({ changed: [], cursor: 4 })
  say({ changed: [{ topic: 'notifications', id: paperId, cursor: 5 }] })
  say({ changed: [{ topic: 'jobs' }] })
  // The last word is heard, so those before it are.
  const said = vi.fn()
  for (const client of server?.clients ?? []) client.once('pong', said).ping()
  await vi.waitFor(() => expect(said).toHaveBeenCalled())
  closeServer()
  await vi.waitFor(() => expect(live.state()).not.toBe('open'))
  await listen(port)
  remember()
  await vi.waitFor(() => expect(live.state()).toBe('open'), { timeout: 5000 })
  expect(asked).toEqual(['after=latest', 'after=5'])
})

test('a stopped socket does not come back', async () => {
  const port = await listen()
  const { live } = open(port)
  await vi.waitFor(() => expect(server?.clients.size).toBe(1))
  live.stop()
  await vi.waitFor(() => expect(server?.clients.size).toBe(0))
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(server?.clients.size).toBe(0)
})
