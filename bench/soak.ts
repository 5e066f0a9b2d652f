/**
 * An installation under mixed load for a long time: `npm run soak -- --minutes 30 [--queue redis|postgres] [--data <folder>]
 * [--profile <seconds>] [--profiles-to <folder>] [--patience <seconds>] [--json]`. API and worker as they ship, a process each, at a rate that does
 * not fill the machine: people search, list, open, import, ask four providers, listen, export, sign in and out, and back up.
 * Each ten seconds every process is looked at. Judged are the last two thirds: memory, handles, connections, clients and the
 * queue must not grow by more than is said beside them (Theil–Sen), no request may be answered with anything but what is
 * right, no job may fail, no process may say an error. For a while in the first third it is profiled. The exit code is 1
 * when it is not so; the last line is JSON.
 */
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { until } from '#server/testing/run-seogo.ts'
import { keepResults, round } from './measure.ts'
import { openSoakedHouse } from './soak/installation.ts'
import { startMixedLoad } from './soak/mixed-load.ts'
import { judgeAll, listFailedJobs, startWatching } from './soak/watch.ts'
import { listStatements, readProfile } from './soak/where-time-goes.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    queue: { type: 'string', default: 'postgres' },
    data: { type: 'string' },
    profile: { type: 'string', default: '60' },
    'profiles-to': { type: 'string' },
    patience: { type: 'string', default: '60' },
    json: { type: 'boolean', default: false },
  },
})
if (values.queue !== 'redis' && values.queue !== 'postgres')
  throw new Error(`there is no queue ${values.queue}: redis or postgres`)
const lastsMs = Number(values.minutes) * 60_000
const say = (line: string) => void (values.json || console.log(line))
const mostShown = 20
const mostSettlingMs = 300_000

const soaked = await openSoakedHouse(values.queue)
const { api, worker } = soaked
const load = await startMixedLoad(soaked, {
  data: values.data,
  backupMs: Math.min(300_000, lastsMs / 4),
  mostMs: Number(values.patience) * 1_000,
})
const errors = () => load.people.failed() + api.complaints.length + worker.complaints.length
const watching = startWatching(soaked, { lastsMs, sockets: load.sockets, errors, say })

async function profile() {
  const forMs = Math.min(Number(values.profile) * 1_000, lastsMs / 6)
  if (forMs <= 0) return undefined
  await sleep(lastsMs / 10)
  const folder = values['profiles-to'] ?? soaked.folder
  const found = [api, worker].map(async (process) => {
    const to = join(folder, `${process.role}.cpuprofile`)
    await process.profile(forMs, to)
    return readProfile(to)
  })
  const [apiBusy, workerBusy] = await Promise.all(found)
  return { api: apiBusy, worker: workerBusy }
}

let isGood = false
const results: Record<string, unknown> = { minutes: Number(values.minutes), queue: values.queue }
try {
  const [profiles] = await Promise.race([
    Promise.all([profile(), sleep(lastsMs)]),
    watching.failed.then((): never => {
      throw new Error('the watching ended by itself')
    }),
  ])
  await watching.stop()
  await load.stop()
  // What was asked for last is given its time.
  await until(async () => (await watching.countJobs()).waiting === 0, mostSettlingMs).catch(() => undefined)
  const { failed, ended, waiting } = await watching.countJobs()
  const judged = judgeAll(watching.series)
  const growing = Object.entries(judged).filter(([, { isFlat }]) => !isFlat)
  const requests = Object.values(load.people.statuses).reduce((sum, count) => sum + count, 0)
  const loops = ['api', 'worker'].map((role) => {
    const late = (watching.series.get(`${role} loop p99 ms`) ?? []).map(({ value }) => value)
    return [role, late.toSorted((a, b) => a - b)[late.length >> 1] ?? 0] as const
  })
  isGood = growing.length === 0 && errors() === 0 && failed === 0 && waiting === 0
  Object.assign(results, {
    requests,
    requestsPerSecond: round((requests * 1_000) / lastsMs),
    statuses: load.people.statuses,
    longestMs: load.people.longestMs(),
    done: load.done,
    answersOfProviders: load.answered(),
    jobs: ended,
    jobsFailed: failed,
    jobsLeft: waiting,
    errors: errors() + failed,
    stayedFlat: Object.keys(judged).length - growing.length,
    isFlat: growing.length === 0,
    judged: Object.keys(judged).length,
    growing: growing.map(([name]) => name),
    flatness: judged,
    loopP99Ms: Object.fromEntries(loops),
    profile: profiles,
    statements: await listStatements(soaked),
    series: Object.fromEntries(
      [...watching.series].map(([name, points]) => [name, points.map(({ value }) => value)]),
    ),
  })
  for (const job of (await listFailedJobs(soaked)).slice(0, mostShown)) say(`failed job: ${job}`)
} finally {
  await load.stop()
  await load.close()
  const complaints = [...load.people.failures, ...api.complaints, ...worker.complaints]
  for (const complaint of complaints.slice(0, mostShown)) say(complaint)
  results.endings = await soaked.close()
}
await keepResults('soak', results)
const { series: _series, profile: _profile, statements: _statements, flatness, ...short } = results
if (!values.json) console.table(flatness)
say(isGood ? 'flat, and without an error' : 'NOT GOOD')
console.log(JSON.stringify({ name: 'soak', isGood, ...short, ...(values.json && { flatness }) }))
process.exit(isGood ? 0 : 1)
