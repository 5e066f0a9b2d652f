import { userId } from '#contract/ids.ts'
import { toInstant } from '#contract/time.ts'
import { listLocked } from '#features/accounts/server/accounts.ts'
import type { House } from '#platform/house.ts'
import { type SecuritySummary, signalKind } from '../contract.ts'
import { alarmPoints, rulesOf, windowMsOf } from './score.ts'
import { countByDay, sumByAccount, sumByNetwork } from './summary-queries.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

/** What is counted, at how many it raises an alarm by itself, and what more of it brings. */
function rulesInForce({ config }: House): Pick<SecuritySummary, 'rules' | 'points' | 'isOn'> {
  const rules = rulesOf(config)
  return {
    rules: signalKind.options.map((kind) => ({
      kind,
      threshold: rules[kind].threshold,
      windowMinutes: windowMsOf(config, kind) / minuteMs,
      isHarmful: rules[kind].harmless !== true,
    })),
    points: {
      alarm: alarmPoints,
      challenge: config.SEOGO_WATCH_CHALLENGE_POINTS,
      lock: config.SEOGO_WATCH_LOCK_POINTS,
      lockMinutes: config.SEOGO_WATCH_LOCK_MINUTES,
    },
    isOn: config.SEOGO_WATCH === 'on',
  }
}

/** The events of the last days by day, network and account, and the rules they were counted by. */
export async function summariseEvents(house: House, days: number): Promise<SecuritySummary> {
  const now = house.clock.now()
  const window = { since: new Date(now.getTime() - days * dayMs), now }
  const [byDay, networks, accounts] = await house.database.asSystem(
    'an administrator reads what security events come to',
    async (tx) => [
      await countByDay(tx, { ...window, timeZone: house.config.SEOGO_TIME_ZONE }),
      await sumByNetwork(tx, window),
      await sumByAccount(tx, window),
    ],
  )
  const locked = new Set<string>((await listLocked(house)).map(({ id }) => id))
  return {
    days: byDay.map(({ day, ...events }) => ({ day, events })),
    networks: networks.map(({ last_at, is_active, ...row }) => ({
      ...row,
      lastAt: toInstant(last_at),
      isActive: is_active,
    })),
    accounts: accounts.map(({ user_id, last_at, is_active, ...row }) => ({
      ...row,
      userId: userId.parse(user_id),
      lastAt: toInstant(last_at),
      // A lock may have been lifted where people are managed.
      isActive: is_active || (row.worst === 'locked' && locked.has(user_id)),
    })),
    ...rulesInForce(house),
  }
}
