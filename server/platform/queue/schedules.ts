import { Cron } from 'croner'
import type { House } from '#platform/house.ts'
import { enqueue } from './enqueue.ts'
import type { JobDefinition } from './job.ts'
import { describeSchedule, putLastJob, takeTurn } from './schedule-queries.ts'

type Work = {
  /** Unique in the house. */
  readonly name: string
  readonly job: JobDefinition
  readonly payload: unknown
}

/** A job asked for again and again; kept once, however many processes run. */
export type Schedule = Work &
  (
    | { readonly everyMs: number }
    | {
        /** Five fields (minute, hour, day, month, weekday), or six with seconds before them. */
        readonly cron: string
        /** IANA name, e.g. `Asia/Seoul`; the hours of the expression are this zone's. */
        readonly timeZone: string
      }
  )

/**
 * Declares a schedule. A run that was missed while nothing ran is caught up once, at the next start.
 * @throws when the expression or the time zone is none, or never comes about
 */
export function keep(schedule: Schedule): Schedule {
  nextRunOf(schedule, new Date())
  return schedule
}

/** @returns when a schedule runs after this moment */
function nextRunOf(schedule: Schedule, after: Date): Date {
  if ('everyMs' in schedule) return new Date(after.getTime() + schedule.everyMs)
  const next = new Cron(schedule.cron, { timezone: schedule.timeZone, paused: true }).nextRun(after)
  if (!next) throw new Error(`the schedule ${schedule.name} (${schedule.cron}) never comes about`)
  return next
}

function rowOf(schedule: Schedule) {
  const row = { name: schedule.name, job_kind: schedule.job.name }
  return 'everyMs' in schedule
    ? { ...row, cron: null, time_zone: null, every_ms: schedule.everyMs }
    : { ...row, cron: schedule.cron, time_zone: schedule.timeZone, every_ms: null }
}

/** Writes down every schedule; a new one that runs at intervals is due at once. */
export async function describeAll(house: House, schedules: readonly Schedule[]): Promise<void> {
  const now = house.clock.now()
  await house.database.asSystem('describe the schedules', async (tx) => {
    for (const schedule of schedules.toSorted((one, other) => one.name.localeCompare(other.name))) {
      const next = 'everyMs' in schedule ? now : nextRunOf(schedule, now)
      await describeSchedule(tx, rowOf(schedule), { now, next })
    }
  })
}

/** Asks for every scheduled job that is due by the house's clock. @returns the names asked for. */
export async function askDue(house: House, schedules: readonly Schedule[]): Promise<string[]> {
  const asked: string[] = []
  for (const schedule of schedules) {
    await house.database.asSystem('keep schedules', async (tx) => {
      const now = house.clock.now()
      if (!(await takeTurn(tx, schedule.name, { now, next: nextRunOf(schedule, now) }))) return
      const key = `schedule ${schedule.name}`
      const id = await enqueue(tx, schedule.job, schedule.payload, { key, internal: true })
      await putLastJob(tx, schedule.name, id)
      asked.push(schedule.name)
    })
  }
  return asked
}

const lookEveryMs = 15_000
/** Schedules that no process has described for two days are of a version that is gone. */
const describeEveryMs = 3_600_000

/** Looks for due schedules until stopped, and at once when somebody asks for one. */
export function startSchedules({ house, schedules }: { house: House; schedules: readonly Schedule[] }) {
  let looking: Promise<unknown> = Promise.resolve()
  let nextDescription = 0
  const look = async () => {
    if (Date.now() >= nextDescription) {
      await describeAll(house, schedules)
      nextDescription = Date.now() + describeEveryMs
    }
    await askDue(house, schedules)
  }
  const lookSoon = () => {
    looking = looking
      .then(look)
      .catch((error: unknown) => house.log.warn({ err: error }, 'the schedules could not be looked at'))
  }
  lookSoon()
  const timer = setInterval(lookSoon, lookEveryMs)
  const unsubscribe = house.bus.subscribe('schedules', lookSoon)
  return {
    async stop() {
      unsubscribe()
      clearInterval(timer)
      await looking
    },
  }
}
