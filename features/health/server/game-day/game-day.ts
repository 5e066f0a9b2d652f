import type { z } from 'zod'
import { breakable } from '#contract/health.ts'
import type { UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { readBreakers } from '#features/analysis/server/analysis.ts'
import { record } from '#features/audit/server/audit.ts'
import { announce, type SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import { type breakPart as breakEndpoint, type GameDayBreak, gameDayBreak } from '../../contract.ts'
import { learnBreaks } from './follow.ts'
import { type BreakRow, endBreaks, insertBreak, listBreaks } from './queries.ts'

const mostListed = 20

function toBreak(row: BreakRow, now: Date): GameDayBreak {
  const { id, part, target, begun_at, ends_at, ended_at, name } = row
  return gameDayBreak.parse({
    id,
    part,
    target,
    begunAt: toInstant(begun_at),
    endsAt: toInstant(ends_at),
    endedAt: ended_at && toInstant(ended_at),
    isBroken: ended_at === null && ends_at > now,
    by: name,
  })
}

/** @throws Problem game_day_off where nothing may be broken */
function requireGameDay({ gameDay }: House) {
  if (!gameDay) throw new Problem('game_day_off')
  return gameDay
}

export async function readGameDay(house: House) {
  const { gameDay } = house
  if (!gameDay) return { isOn: false, parts: [], targets: [], breaks: [] }
  const now = house.clock.now()
  const [rows, breakers] = await Promise.all([
    house.database.asSystem('what was broken on purpose', (tx) => listBreaks(tx, mostListed)),
    readBreakers(house),
  ])
  return {
    isOn: true,
    parts: [...gameDay.parts],
    targets: [...new Set(breakers.map(({ model }) => model))],
    breaks: rows.map((row) => toBreak(row, now)),
  }
}

type Wanted = z.output<typeof breakEndpoint.body>

/**
 * Breaks a part until its time is over; what it does is seen within a second by every process.
 * @throws Problem game_day_off | game_day_part_not_here
 */
export async function breakPart(
  house: House,
  { part, target, seconds }: Wanted,
  by: UserId | null,
): Promise<GameDayBreak> {
  const { parts } = requireGameDay(house)
  // One has names by which it is broken alone; of the others there is one.
  if (!parts.includes(part) || (target !== null && part !== 'provider'))
    throw new Problem('game_day_part_not_here', { part })
  const at = house.clock.now()
  const endsAt = new Date(at.getTime() + seconds * 1_000)
  const begun = await house.database.asSystem('a part is broken on purpose', async (tx) => {
    const id = await insertBreak(tx, { part, target, at, endsAt, by })
    const facts = { part, ...(target !== null && { target }), seconds, until: toInstant(endsAt) }
    await record(tx, { act: 'game_day_broken', by, userId: null, facts })
    tell(tx)
    return (await listBreaks(tx, mostListed)).find((row) => row.id === id)
  })
  if (!begun) throw new Error('what was just written is there')
  await learnBreaks(house)
  return toBreak(begun, at)
}

/** Ends a break before its time. @throws Problem game_day_off | game_day_break_not_found */
export async function mendPart(house: House, id: string, by: UserId | null): Promise<void> {
  requireGameDay(house)
  if ((await end(house, id, by)) === 0) throw new Problem('game_day_break_not_found')
}

/** Ends every break. @returns how many there were. @throws Problem game_day_off */
export async function mendAll(house: House, by: UserId | null): Promise<number> {
  requireGameDay(house)
  return await end(house, undefined, by)
}

async function end(house: House, id: string | undefined, by: UserId | null): Promise<number> {
  const ended = await house.database.asSystem('what was broken on purpose is mended', async (tx) => {
    const rows = await endBreaks(tx, { id, at: house.clock.now() })
    for (const { part: named, target } of rows) {
      const facts = { part: breakable.parse(named), ...(target !== null && { target }) }
      await record(tx, { act: 'game_day_mended', by, userId: null, facts })
    }
    if (rows.length > 0) tell(tx)
    return rows
  })
  await learnBreaks(house)
  return ended.length
}

function tell(tx: SystemTx): void {
  announce(tx, { administrators: true }, [{ topic: 'health' }])
}
