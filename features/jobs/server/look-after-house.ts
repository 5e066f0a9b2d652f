import type { z } from 'zod'
import { jobId, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { announce, type SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { queueNames } from '#platform/queue/names.ts'
import type { FailedClass, jobQueue, jobSchedule, setQueue } from '../contract.ts'
import { countWorkers } from './forecast-queries.ts'
import {
  countEnded,
  countQueues,
  findJobRowsLike,
  listFailedClassRows,
  listPausedLanes,
  listQueueRows,
  listRefusedRows,
  listScheduleRows,
  putDue,
  putQueue,
  ringRelay,
  takeRefused,
  tellAgain,
} from './house-queries.ts'

type QueueInput = z.input<typeof jobQueue>
type ScheduleInput = z.input<typeof jobSchedule>

const tellAdministrators = (tx: SystemTx) => announce(tx, { administrators: true }, [{ topic: 'jobs' }])

const hourMs = 3_600_000

async function queuesIn(tx: SystemTx, house: House): Promise<QueueInput[]> {
  const counts = await countQueues(tx)
  const ends = await countEnded(tx, new Date(house.clock.now().getTime() - hourMs))
  const rows = await listQueueRows(tx)
  return queueNames.map((name) => {
    const row = rows.find((each) => each.name === name)
    const count = counts.find((each) => each.queue === name)
    const end = ends.find((each) => each.queue === name)
    return {
      name,
      paused: row?.paused_at != null,
      pausedAt: row?.paused_at ? toInstant(row.paused_at) : null,
      mostRunning: row?.most_running ?? null,
      mostPerMinute: row?.most_per_minute ?? null,
      waiting: count?.waiting ?? 0,
      delayed: count?.delayed ?? 0,
      active: count?.active ?? 0,
      oldestWaitingMs: count?.oldest_ms ?? 0,
      endedInHour: end?.ended ?? 0,
      failedInHour: end?.failed ?? 0,
    }
  })
}

/** The queues, the providers that are left alone, and how many workers there are. */
export async function listQueuesOf(house: House) {
  return house.database.asSystem('look at the queues', async (tx) => ({
    items: await queuesIn(tx, house),
    lanes: (await listPausedLanes(tx)).map(({ lane, paused_until, error_code, waiting }) => ({
      lane,
      pausedUntil: toInstant(paused_until),
      errorCode: error_code,
      waiting,
    })),
    workers: await countWorkers(tx),
  }))
}

/** More classes than anybody reads; what failed longer ago is found by the filters. */
const mostClasses = 50

/** Everybody's failed jobs by kind and error class, those that failed last first. */
export async function listFailedClassesOf(house: House): Promise<FailedClass[]> {
  const rows = await house.database.asSystem('look at failed jobs', (tx) =>
    listFailedClassRows(tx, mostClasses),
  )
  return rows.map(({ kind, error_code, count, last_at, last_message }) => ({
    kind,
    errorCode: error_code,
    count,
    lastAt: toInstant(last_at ?? house.clock.now()),
    lastMessage: last_message,
  }))
}

/** Everybody's newest jobs by their id, or by a part of their kind or error class. */
export async function findJobs(house: House, part: string, most: number) {
  const rows = await house.database.asSystem('look for jobs', (tx) => findJobRowsLike(tx, part, most))
  return rows.map(({ id, kind, state, error_code, created_at }) => ({
    id: jobId.parse(id),
    kind,
    state,
    errorCode: error_code,
    createdAt: toInstant(created_at),
  }))
}

/** The providers that are left alone for a while. */
export async function readLanes(house: House) {
  return house.database.asSystem('look at the providers left alone', (tx) => listPausedLanes(tx))
}

type Change = z.output<typeof setQueue.body> & { readonly queue: string; readonly by: UserId }

/**
 * Pauses a queue, lets it go on, or limits it, in every process and also after Redis was emptied. Jobs that run already
 * go on to their end.
 * @throws Problem queue_not_found
 */
export async function changeQueue(house: House, { queue, by, ...change }: Change): Promise<QueueInput> {
  const name = queueNames.find((known) => known === queue)
  if (!name) throw new Problem('queue_not_found')
  const changed = await house.database.asSystem(`queue ${name} is changed by ${by}`, async (tx) => {
    const { paused, mostRunning, mostPerMinute } = change
    await putQueue(tx, name, { paused, pausedBy: by, mostRunning, mostPerMinute })
    await ringRelay(tx)
    tellAdministrators(tx)
    return (await queuesIn(tx, house)).find((each) => each.name === name)
  })
  if (!changed) throw new Problem('queue_not_found')
  // The row is what holds; the backend hears of it now, or from the reconciler when it is away.
  await house.queue
    .limit(name, { mostRunning: changed.mostRunning, mostPerMinute: changed.mostPerMinute })
    .catch((error: unknown) => house.log.warn({ err: error, queue: name }, 'a limit was not told yet'))
  return changed
}

const twoDaysMs = 2 * 86_400_000

async function schedulesIn(tx: SystemTx, house: House, name?: string): Promise<ScheduleInput[]> {
  // Those that no process has described for two days are of a version that is gone.
  const since = new Date(house.clock.now().getTime() - twoDaysMs)
  return (await listScheduleRows(tx, since, name)).map((row) => ({
    name: row.name,
    jobKind: row.job_kind ?? '',
    cron: row.cron,
    timeZone: row.time_zone,
    everyMs: row.every_ms,
    nextRunAt: toInstant(row.next_run_at),
    lastRunAt: row.last_run_at && toInstant(row.last_run_at),
    lastState: row.last_state,
  }))
}

/** What the house does by itself, the next first. */
export async function listSchedulesOf(house: House) {
  return house.database.asSystem('look at the schedules', async (tx) => ({
    items: await schedulesIn(tx, house),
  }))
}

/** Has a schedule run now. @throws Problem schedule_not_found */
export async function runScheduleNow(house: House, name: string): Promise<ScheduleInput> {
  const schedule = await house.database.asSystem('run a schedule now', async (tx) => {
    await putDue(tx, name, house.clock.now())
    tellAdministrators(tx)
    return (await schedulesIn(tx, house, name))[0]
  })
  if (!schedule) throw new Problem('schedule_not_found')
  // A worker that does not hear it finds the schedule due within seconds.
  await house.bus
    .publish('schedules', { name })
    .catch((error: unknown) => house.log.warn({ err: error, schedule: name }, 'a schedule was not told'))
  return schedule
}

/** Events that a reaction did not understand. */
export async function listRefused(house: House) {
  return house.database.asSystem('look at refused events', async (tx) => ({
    items: (await listRefusedRows(tx)).map(({ id, event, reaction, reason, happened_at }) => ({
      id,
      event,
      reaction,
      reason,
      happenedAt: toInstant(happened_at),
    })),
  }))
}

/** Tells an event that was set aside again, to all its reactions, or forgets it. @throws Problem event_not_found */
export async function settleRefused(house: House, id: number, action: 'tell_again' | 'forget') {
  return house.database.asSystem(`a refused event is settled: ${action}`, async (tx) => {
    const taken = await takeRefused(tx, id)
    if (!taken) throw new Problem('event_not_found')
    if (action === 'tell_again') await tellAgain(tx, taken)
    tellAdministrators(tx)
    return { id: taken.id }
  })
}
