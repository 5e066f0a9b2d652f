/**
 * Live messages: `node bench/live.ts [--sockets 10000] [--rate 1000] [--seconds 5] [--rounds 2] [--backend redis|postgres|both]`.
 * One process holds the idle sockets; measured are its memory per socket, a broadcast to all (to the last and to each), and
 * targeted messages at a steady rate, from the publishing to the arrival. The peer is a bare `ws` server that gets the same
 * messages from the same carrier in the same run, without sessions, cursors, checks or limits on what it buffers; the
 * rounds take turns. A ratio of 1 is the peer's speed, above it is faster. Clients and publisher are this process.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { WebSocket } from 'ws'
import { z } from 'zod'
import type { UserId } from '#contract/ids.ts'
import type { House } from '#platform/house.ts'
import { addPeople, personHeader } from '#server/testing/live-api.ts'
import { until } from '#server/testing/run-seogo.ts'
import { type Backend, openLiveHouse } from './live-house.ts'
import { report, round } from './measure.ts'

const { values } = parseArgs({
  options: {
    sockets: { type: 'string', default: '10000' },
    rate: { type: 'string', default: '1000' },
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '2' },
    backend: { type: 'string', default: 'both' },
  },
})
const whole = (text: string) => z.coerce.number().int().positive().parse(text)
const socketCount = whole(values.sockets)
const rate = whole(values.rate)
const seconds = whole(values.seconds)
const rounds = whole(values.rounds)
const library = '01890000-0000-7000-8000-0000000000aa'
const broadcasts = 10
/** Connections that are being opened at once: the backlog of a listening socket is finite. */
const openingAtOnce = 100

const served = z.object({ address: z.string() })
const measured = z.object({ residentBytes: z.number() })

type Serving = Awaited<ReturnType<typeof serve>>

async function serve(settings: Record<string, string>, role: 'api' | 'bare') {
  const child = fork(join(import.meta.dirname, 'live-child.ts'), {
    env: { PATH: process.env.PATH ?? '', ...settings, LIVE_ROLE: role, LIVE_LIBRARY: library },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [first] = await once(child, 'message')
  return {
    address: served.parse(first).address,
    async residentBytes() {
      child.send('memory')
      const [answer] = await once(child, 'message')
      return measured.parse(answer).residentBytes
    },
    async stop() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

/** Opens a socket for each person; `hear` is told when a message comes. */
async function connectAll({ address }: Serving, people: readonly UserId[], hear: (person: UserId) => void) {
  const sockets: WebSocket[] = []
  const waiting = [...people]
  const lane = async () => {
    for (let person = waiting.pop(); person !== undefined; person = waiting.pop()) {
      const userId = person
      const socket = new WebSocket(`${address.replace('http', 'ws')}/api/live?after=latest`, {
        headers: { origin: address, [personHeader]: userId },
        perMessageDeflate: false,
      })
      sockets.push(socket)
      // The first message says where the connection stands.
      await once(socket, 'message')
      socket.on('message', () => hear(userId))
    }
  }
  await Promise.all(Array.from({ length: openingAtOnce }, lane))
  return sockets
}

const percentile = (sorted: readonly number[], share: number) =>
  round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN)

const spread = (durationsMs: readonly number[]) => {
  const sorted = durationsMs.toSorted((a, b) => a - b)
  return { n: sorted.length, p50Ms: percentile(sorted, 0.5), p99Ms: percentile(sorted, 0.99) }
}

async function measureOne(house: House, serving: Serving, people: readonly UserId[]) {
  const before = await serving.residentBytes()
  const sentAt = new Map<UserId, number[]>()
  let broadcastAt = 0
  let arrivals: number[] = []
  const sockets = await connectAll(serving, people, (person) => {
    const at = sentAt.get(person)?.shift() ?? broadcastAt
    arrivals.push(performance.now() - at)
  })
  await sleep(1_000)
  const bytesPerSocket = ((await serving.residentBytes()) - before) / people.length

  const toLast: number[] = []
  const toEach: number[] = []
  for (let turn = 0; turn < broadcasts; turn += 1) {
    arrivals = []
    broadcastAt = performance.now()
    await house.bus.publish('live', { libraryId: library, changes: [{ topic: 'papers' }] })
    await until(() => arrivals.length === people.length, 30_000)
    toLast.push(Math.max(...arrivals))
    toEach.push(...arrivals)
    await sleep(200)
  }

  arrivals = []
  const cursors = new Map<UserId, number>()
  const total = rate * seconds
  const startedAt = performance.now()
  for (let n = 0; n < total; n += 1) {
    const dueMs = (n / rate) * 1_000 - (performance.now() - startedAt)
    if (dueMs > 1) await sleep(dueMs)
    const person = people[Math.floor(Math.random() * people.length)]
    if (person === undefined) continue
    const cursor = (cursors.get(person) ?? 0) + 1
    cursors.set(person, cursor)
    sentAt.set(person, [...(sentAt.get(person) ?? []), performance.now()])
    void house.bus.publish('live', {
      userIds: [person],
      changes: [{ topic: 'notifications', id: person, cursor }],
    })
  }
  await until(() => arrivals.length >= total, 30_000)
  for (const socket of sockets) socket.terminate()
  return { bytesPerSocket, toLast, toEach, targeted: arrivals }
}

async function benchOn(backend: Backend) {
  const { house, settings, close } = await openLiveHouse(backend, {})
  try {
    const people = await addPeople(house, socketCount)
    const runs: Record<'api' | 'bare', Awaited<ReturnType<typeof measureOne>>[]> = { api: [], bare: [] }
    for (let turn = 0; turn < rounds; turn += 1) {
      for (const role of turn % 2 === 0 ? (['bare', 'api'] as const) : (['api', 'bare'] as const)) {
        const serving = await serve(settings, role)
        runs[role].push(await measureOne(house, serving, people).finally(serving.stop))
      }
    }
    const figures = (role: 'api' | 'bare') => ({
      kibibytesPerSocket: round(
        runs[role].reduce((sum, { bytesPerSocket }) => sum + bytesPerSocket, 0) / runs[role].length / 1_024,
      ),
      broadcastToEach: spread(runs[role].flatMap(({ toEach }) => toEach)),
      broadcastToLast: spread(runs[role].flatMap(({ toLast }) => toLast)),
      targeted: spread(runs[role].flatMap(({ targeted }) => targeted)),
    })
    const [seogo, bare] = [figures('api'), figures('bare')]
    const ratio = (of: 'broadcastToEach' | 'broadcastToLast' | 'targeted') => ({
      p50: round(bare[of].p50Ms / seogo[of].p50Ms),
      p99: round(bare[of].p99Ms / seogo[of].p99Ms),
    })
    return {
      sockets: socketCount,
      rate,
      seogo,
      bare,
      ratio: {
        broadcastToEach: ratio('broadcastToEach'),
        broadcastToLast: ratio('broadcastToLast'),
        targeted: ratio('targeted'),
      },
    }
  } finally {
    await close()
  }
}

const results: Record<string, Awaited<ReturnType<typeof benchOn>>> = {}
for (const backend of ['postgres', 'redis'] as const) {
  if (!['both', backend].includes(values.backend)) continue
  results[backend] = await benchOn(backend)
}
await report('live', results, { json: true })
