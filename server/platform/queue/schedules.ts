import { sql } from 'kysely'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { enqueue } from './enqueue.ts'
import type { JobDefinition } from './job.ts'

/** A job asked for again and again; kept once, however many processes run. */
export type Schedule = {
  /** Unique in the house. */
  readonly name: string
  readonly everyMs: number
  readonly job: JobDefinition
  readonly payload: unknown
}

/** Declares a schedule. A run that was missed while nothing ran is caught up once, at the next start. */
export function keep(schedule: Schedule): Schedule {
  return schedule
}

/** Takes the turn of a schedule when it is due. @returns whether this process got it. */
async function takeTurn(tx: SystemTx, schedule: Schedule, now: Date): Promise<boolean> {
  const next = new Date(now.getTime() + schedule.everyMs)
  const inserted = await tx
    .insertInto('schedules')
    .values({ name: schedule.name, next_run_at: next, last_run_at: now })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ next_run_at: next, last_run_at: now })
        .where('schedules.next_run_at', '<=', now),
    )
    .returning(sql`1`.as('taken'))
    .executeTakeFirst()
  return inserted !== undefined
}

/** Asks for every scheduled job that is due by the house's clock. @returns the names asked for. */
export async function askDue(house: House, schedules: readonly Schedule[]): Promise<string[]> {
  const asked: string[] = []
  for (const schedule of schedules) {
    await house.database.asSystem('keep schedules', async (tx) => {
      if (!(await takeTurn(tx, schedule, house.clock.now()))) return
      await enqueue(tx, schedule.job, schedule.payload, { key: `schedule ${schedule.name}`, internal: true })
      asked.push(schedule.name)
    })
  }
  return asked
}

const lookEveryMs = 15_000

/** Looks for due schedules until stopped. */
export function startSchedules({ house, schedules }: { house: House; schedules: readonly Schedule[] }) {
  let looking: Promise<unknown> = Promise.resolve()
  const look = () => {
    looking = looking
      .then(() => askDue(house, schedules))
      .catch((error: unknown) => house.log.warn({ err: error }, 'the schedules could not be looked at'))
  }
  look()
  const timer = setInterval(look, lookEveryMs)
  return {
    async stop() {
      clearInterval(timer)
      await looking
    },
  }
}
