import { afterEach, expect, test, vi } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Change } from '#contract/live.ts'
import type { Live } from './live.ts'
import { openSharedLive } from './live-shared.ts'

const paperId = '01890a5d-ac96-774b-bcce-b302099a8057'
let server: WebSocketServer | undefined
const tabs: Live[] = []

afterEach(() => {
  for (const tab of tabs.splice(0)) tab.stop()
  for (const client of server?.clients ?? []) client.terminate()
  server?.close()
})

async function listen() {
  const asked: (string | undefined)[] = []
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  server.on('connection', (socket: WebSocket, { url }) => {
    asked.push(url?.split('?')[1])
    socket.send(JSON.stringify({ changed: [], cursor: 3 }))
  })
  await new Promise((resolve) => server?.once('listening', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('a listening server has a port')
  return { asked, address: `ws://127.0.0.1:${address.port}/api/live` }
}

function openTab(address: string) {
  const seen: { changes: (readonly Change[])[]; returns: number; ends: number } = {
    changes: [],
    returns: 0,
    ends: 0,
  }
  const live = openSharedLive({
    name: address,
    address,
    firstDelayMs: 10,
    onChanges: (changes) => seen.changes.push(changes),
    onReturn: () => seen.returns++,
    onEnded: () => seen.ends++,
  })
  tabs.push(live)
  return { seen, live }
}

function say(message: unknown) {
  for (const client of server?.clients ?? []) client.send(JSON.stringify(message))
}

test('tabs share one socket, each hears once, and the next one takes over where the first stood', async () => {
  const { asked, address } = await listen()
  const first = openTab(address)
  await vi.waitFor(() => expect(first.live.state()).toBe('open'))
  const second = openTab(address)
  await vi.waitFor(() => expect(second.live.state()).toBe('open'))
  expect(asked).toEqual(['after=latest'])

  const told = { topic: 'notifications', id: paperId, cursor: 4 } as const
  say({ changed: [told] })
  await vi.waitFor(() => expect([first.seen.changes, second.seen.changes]).toEqual([[[told]], [[told]]]))

  first.live.stop()
  await vi.waitFor(() => expect(asked).toEqual(['after=latest', 'after=4']))
  // While nobody held the socket something may have been missed.
  await vi.waitFor(() => expect(second.seen.returns).toBe(1))
  say({ changed: [{ topic: 'jobs' }] })
  await vi.waitFor(() => expect(second.seen.changes.at(-1)).toEqual([{ topic: 'jobs' }]))
})

test('the end of the session reaches every tab', async () => {
  const { address } = await listen()
  const tabs = [openTab(address), openTab(address)]
  for (const { live } of tabs) await vi.waitFor(() => expect(live.state()).toBe('open'))
  // Nobody is let in any more.
  server?.close()
  for (const client of server?.clients ?? []) client.close(4401)
  for (const { seen } of tabs) await vi.waitFor(() => expect(seen).toMatchObject({ ends: 1, returns: 0 }))
})
