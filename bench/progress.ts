/**
 * How long a step of a job takes to reach whoever watches: the worker is a process of its own, the API another; a client on
 * the live socket hears that something changed and asks for the job, as the browser does. Said are milliseconds from the
 * step in the worker to the answer with it, and what never came:
 * `node bench/progress.ts [--jobs 20] [--backend redis|postgres|both] [--json]`.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import WebSocket from 'ws'
import { z } from 'zod'
import { liveMessage } from '#contract/live.ts'
import { getMe } from '#features/accounts/contract.ts'
import { ensureOwner, makeOwnerLink } from '#features/accounts/server/accounts.ts'
import { getJob } from '#features/jobs/contract.ts'
import { readConfig } from '#platform/config/config.ts'
import { openLog } from '#platform/log/log.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { handledBy, job } from '#platform/queue/job.ts'
import { runWorker } from '#platform/queue/run-worker.ts'
import { openHouse } from '#server/boot.ts'
import { startOwnRedis } from '#server/testing/own-redis.ts'
import { asBrowser } from '#server/testing/person.ts'
import { claim } from '#server/testing/run-seogo.ts'
import { latencyOf, report } from './measure.ts'

const steps = 12
const betweenStepsMs = 250
const telling = job({
  name: 'bench.telling',
  queue: 'default',
  payload: z.strictObject({ n: z.int() }),
  attempts: 1,
  timeoutMs: 60_000,
})

/** The other process: tells when it took each step. */
async function work(): Promise<void> {
  const settings = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => name.startsWith('SEOGO_')),
  )
  const log = openLog({ level: 'error', format: 'json', process: 'bench' })
  const { house } = await openHouse({
    config: readConfig(settings),
    log,
    migrating: false,
    embedded: 'join',
  })
  process.on('disconnect', () => process.exit(0))
  const worker = runWorker({
    house,
    jobs: [
      handledBy(telling, async () => async (_, context) => {
        for (let step = 1; step <= steps; step += 1) {
          context.progress(`${step} at ${Date.now()}`, (step * 100) / (steps + 1))
          await sleep(betweenStepsMs)
        }
      }),
    ],
    reactions: [],
    schedules: [],
  })
  await worker.ready()
  process.send?.({ ready: true, address: '' })
}

const readyMessage = z.object({ ready: z.literal(true), address: z.string() })

async function startProcess(script: string, environment: Record<string, string>) {
  const child = fork(script, {
    env: { PATH: process.env.PATH ?? '', ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const [message] = await once(child, 'message')
  return {
    address: readyMessage.parse(message).address,
    async stop() {
      child.kill('SIGKILL')
      await once(child, 'exit')
    },
  }
}

type Watched = { readonly latenciesMs: number[]; readonly seen: Set<string>; ended: number }

async function measure(backend: 'redis' | 'postgres', jobs: number) {
  const folder = mkdtempSync(join(tmpdir(), 'seogo-bench-progress-'))
  // mkdtemp closes the folder to everybody else; PostgreSQL may run as another account.
  chmodSync(folder, 0o755)
  const redis = backend === 'redis' ? await startOwnRedis() : undefined
  const settings = {
    SEOGO_DATA_DIR: folder,
    SEOGO_LOG_LEVEL: 'error',
    SEOGO_SOURCES: 'off',
    SEOGO_PORT: '0',
    ...(redis ? { SEOGO_REDIS_URL: redis.url } : {}),
  }
  const log = openLog({ level: 'error', format: 'json', process: 'bench' })
  const opened = await openHouse({ config: readConfig(settings), log, migrating: true, embedded: 'own' })
  const { house } = opened
  await ensureOwner(house)
  const api = await startProcess(join(import.meta.dirname, '../server/api.ts'), settings)
  const worker = await startProcess(import.meta.filename, { ...settings, BENCH_ROLE: 'worker' })
  const { address } = api
  const ann = await claim({ address, ownerLink: `${address}${await makeOwnerLink(house)}` })
  const { id: userId } = await ann.call(getMe, {})
  const socket = new WebSocket(`${address.replace('http', 'ws')}/api/live`, {
    headers: { ...asBrowser(ann.cookie), origin: address },
  })
  try {
    await once(socket, 'open')
    const watched: Watched = { latenciesMs: [], seen: new Set(), ended: 0 }
    for (let n = 0; n < jobs; n += 1) await watchOne(n, watched)
    return {
      ...latencyOf(watched.latenciesMs),
      steps: jobs * steps,
      neverSeen: jobs * steps - watched.seen.size,
      endsSeen: watched.ended,
    }
  } finally {
    socket.terminate()
    await worker.stop()
    await api.stop()
    await opened.close()
    await redis?.unplug()
    rmSync(folder, { recursive: true, force: true })
  }

  async function watchOne(n: number, watched: Watched): Promise<void> {
    const jobId = await house.database.asUser(userId, (tx) => enqueue(tx, telling, { n }))
    const done = Promise.withResolvers<void>()
    const look = async () => {
      const { state, stage } = await ann.call(getJob, { params: { jobId } })
      const [step, at] = stage?.split(' at ') ?? []
      if (step !== undefined && !watched.seen.has(`${n} ${step}`)) {
        watched.seen.add(`${n} ${step}`)
        watched.latenciesMs.push(Date.now() - Number(at))
      }
      if (state === 'completed') done.resolve()
    }
    const onMessage = (data: WebSocket.RawData) => {
      const { changed } = liveMessage.parse(JSON.parse(String(data)))
      if (changed.some(({ topic }) => topic === 'jobs')) look().catch(done.reject)
    }
    socket.on('message', onMessage)
    await done.promise
    watched.ended += 1
    socket.off('message', onMessage)
  }
}

if (process.env.BENCH_ROLE === 'worker') {
  await work()
} else {
  const { values } = parseArgs({
    options: {
      jobs: { type: 'string', default: '20' },
      backend: { type: 'string', default: 'both' },
      json: { type: 'boolean', default: false },
    },
  })
  const results: Record<string, unknown> = {}
  for (const backend of ['postgres', 'redis'] as const)
    if (['both', backend].includes(values.backend))
      results[backend] = await measure(backend, Number(values.jobs))
  await report('progress', results, { json: values.json })
}
