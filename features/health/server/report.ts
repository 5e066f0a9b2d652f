import { setTimeout as sleep } from 'node:timers/promises'
import type { z } from 'zod'
import { toInstant } from '#contract/time.ts'
import type { House } from '#platform/house.ts'
import type { HouseHealth, houseHealth, Notice, PartHealth } from '../contract.ts'
import { type LookOptions, lookAtParts, type PartLook, worstOf } from './look.ts'
import { listStates, type StateRow } from './queries.ts'

/** Longest wait for what is only known from the database. */
const mostMs = 200

/** Of every part: how it is now, and since when. */
export async function reportParts(
  house: House,
  options: Pick<LookOptions, 'mostMs'> = {},
): Promise<PartHealth[]> {
  // Asked for at the same time: the one that hangs must not be waited for after the other.
  const [looks, states] = await Promise.all([lookAtParts(house, options), readStates(house)])
  return looks.map((look) => toPart(look, states))
}

/** The whole report, for who looks after the house. */
export async function reportHouse(house: House): Promise<HouseHealth> {
  const parts = await reportParts(house)
  return { ...summaryOf(house, parts), parts }
}

/** What everybody may know. */
export function summaryOf(
  house: House,
  parts: readonly (Pick<PartLook, 'part' | 'state'> & {
    readonly finding?: PartLook['finding'] | null
  })[],
): z.input<typeof houseHealth> {
  const is = (part: PartLook['part'], ...states: readonly PartLook['state'][]) =>
    parts.some((each) => each.part === part && states.includes(each.state))
  const found = (...findings: readonly PartLook['finding'][]) =>
    parts.some(({ finding }) => finding != null && findings.includes(finding))
  const rests = found('no_worker', 'jobs_wait') || is('queue', 'failing') || is('redis', 'failing')
  const notices: Notice[] = [
    ...(found('database_read_only', 'disk_full') ? (['read_only'] as const) : []),
    ...(rests ? (['work_rests'] as const) : []),
    ...(is('files', 'failing') ? (['files_away'] as const) : []),
  ]
  return { state: worstOf(parts), checkedAt: toInstant(house.clock.now()), notices, parts: null }
}

function toPart(look: PartLook, states: readonly StateRow[]): PartHealth {
  const { part, state, finding, facts, said, isEssential, latencyMs } = look
  const written = states.find((row) => row.part === part && row.state === state)
  return {
    part,
    state,
    since: written ? toInstant(written.since) : null,
    latencyMs,
    finding: finding ?? null,
    facts,
    said: said ?? null,
    isEssential,
  }
}

/** The states as they were written; none while the database does not say. */
async function readStates(house: House): Promise<readonly StateRow[]> {
  const enough = new AbortController()
  const late = async (): Promise<never> => {
    await sleep(mostMs, undefined, { signal: enough.signal })
    throw new Error('the database does not answer')
  }
  const reading = house.database.asSystem('since when parts are as they are', (tx) => listStates(tx))
  try {
    return await Promise.race([reading, late()])
  } catch {
    // Everything else is told without it; that the database is away is told by its own part.
    return []
  } finally {
    enough.abort()
  }
}
