/**
 * A process of `chaos-live.ts` and `live.ts`, by LIVE_ROLE: `api` serves the live socket of Seogo, `bare` is a `ws` server
 * that passes on what the same carrier brings and nothing more, `worker` tells people things as jobs.
 */
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Redis } from 'ioredis'
import pg from 'pg'
import { type WebSocket, WebSocketServer } from 'ws'
import { z } from 'zod'
import { readConfig } from '#platform/config/config.ts'
import type { House } from '#platform/house.ts'
import { openLog } from '#platform/log/log.ts'
import { runWorker } from '#platform/queue/run-worker.ts'
import { openHouse } from '#server/boot.ts'
import { features } from '#server/features.ts'
import { listenLive, personHeader } from '#server/testing/live-api.ts'
import { tellEntry } from './live-kinds.ts'

const { LIVE_ROLE, LIVE_LIBRARY } = process.env
const settings = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('SEOGO_')))
const libraries = LIVE_LIBRARY === undefined ? [] : [LIVE_LIBRARY]

const busText = z.object({ userIds: z.array(z.string()).optional(), changes: z.unknown() })

/** What a message costs when nobody asks who may hear it, where they stand, or whether they keep up. */
async function serveBare(house: House): Promise<string> {
  const sockets = new Map<string, Set<WebSocket>>()
  const server = new WebSocketServer({
    host: '127.0.0.1',
    port: 0,
    backlog: 4_096,
    perMessageDeflate: false,
    clientTracking: false,
  })
  server.on('connection', (socket, request) => {
    const person = String(request.headers[personHeader])
    sockets.set(person, (sockets.get(person) ?? new Set()).add(socket))
    socket.send('{"changed":[],"cursor":0}')
  })
  const pass = (text: string) => {
    const { userIds, changes } = busText.parse(JSON.parse(text))
    const said = JSON.stringify({ changed: changes })
    const heard = userIds ? userIds.map((id) => sockets.get(id)) : sockets.values()
    for (const set of heard) for (const socket of set ?? []) socket.send(said)
  }
  const redisUrl = house.config.SEOGO_REDIS_URL?.reveal()
  if (redisUrl) {
    const redis = new Redis(redisUrl)
    redis.on('message', (_, text) => pass(text))
    await redis.subscribe(`${house.config.SEOGO_REDIS_PREFIX}:bus:live`)
  } else {
    const client = new pg.Client(house.database.address.as('seogo_system'))
    await client.connect()
    client.on('notification', ({ payload = '' }) => pass(payload))
    await client.query('listen seogo_live')
  }
  if (server.address() === null) await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const log = openLog({ level: 'error', format: 'json', process: LIVE_ROLE ?? 'live' })
const { house } = await openHouse({ config: readConfig(settings), log, migrating: false, embedded: 'join' })
process.on('disconnect', () => process.exit(0))
process.on('message', (asked) => {
  if (asked === 'memory') process.send?.({ residentBytes: process.memoryUsage.rss() })
})
if (LIVE_ROLE === 'worker') {
  const jobs = [tellEntry, ...features.flatMap((feature) => feature.jobs ?? [])]
  await runWorker({ house, jobs, reactions: [], schedules: [] }).ready()
  process.send?.('ready')
} else {
  const address = LIVE_ROLE === 'bare' ? await serveBare(house) : (await listenLive(house, libraries)).address
  process.send?.({ ready: true, address })
}
