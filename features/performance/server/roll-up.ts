import type { House } from '#platform/house.ts'
import type { JobContext } from '#platform/queue/job.ts'
import {
  closeUseDays,
  findOldestSlice,
  forgetOld,
  putLevel,
  type RolledLevel,
  readLevels,
  rollUp,
} from './roll-up-queries.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs
/** A process writes its slices when they are over, and may be late. */
const slackMs = 30_000
/** Slices that came later still are merged again for so long; nothing coarser is made of minutes that may change. */
const lateMs = 5 * minuteMs
/** Statements are known for longer than the measurements that name them. */
const keptDays = 1_200

const floor = (at: number, stepMs: number) => Math.floor(at / stepMs) * stepMs

async function rollLevel(house: House, level: RolledLevel, from: number, to: number): Promise<void> {
  if (from >= to) return
  await house.database.asSystem(`roll measurements up to ${level}`, async (tx) => {
    await rollUp(tx, level, { from: new Date(from), to: new Date(to) })
    await putLevel(tx, level, new Date(to))
  })
}

/** Brings minutes, hours and days up to this moment. Done twice, or by two at once, it comes to the same. */
export async function rollUpAll(house: House): Promise<void> {
  const now = house.clock.now().getTime()
  const { levels, oldest } = await house.database.asSystem('see what is rolled up', async (tx) => ({
    levels: await readLevels(tx),
    oldest: await findOldestSlice(tx),
  }))
  if (oldest === undefined) return
  const begin = floor(oldest.getTime(), dayMs)
  const minutesUntil = floor(now - slackMs, minuteMs)
  const hoursUntil = floor(minutesUntil - lateMs, hourMs)
  const daysUntil = floor(hoursUntil, dayMs)
  await rollLevel(house, 'minutes', (levels.minutes?.getTime() ?? begin + lateMs) - lateMs, minutesUntil)
  await rollLevel(house, 'hours', levels.hours?.getTime() ?? begin, hoursUntil)
  await rollLevel(house, 'days', levels.days?.getTime() ?? begin, daysUntil)
}

/** The job that rolls measurements up. */
export async function rollUpMeasurements(_payload: unknown, { house }: JobContext): Promise<void> {
  await rollUpAll(house)
  const now = house.clock.now()
  await house.database.asSystem('close days of feature use', async (tx) => {
    await closeUseDays(tx, now.toISOString().slice(0, 10))
    await forgetOld(tx, new Date(now.getTime() - keptDays * dayMs))
  })
}
