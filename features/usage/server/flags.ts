import type { z } from 'zod'
import { type UserId, userId as userIdSchema } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { lockAccount } from '#features/accounts/server/accounts.ts'
import type { House } from '#platform/house.ts'
import type { FlagState, usageFlag } from '../contract.ts'
import { decideFlag, findFlagged, listFlagRows } from './flag-queries.ts'
import { putLimit } from './limits.ts'

const mostListed = 200
const lockMs = 24 * 3_600_000

/** What was unusual, newest first. */
export async function listFlags(house: House, open: boolean): Promise<z.input<typeof usageFlag>[]> {
  const rows = await house.database.asSystem('what was unusual is looked at', (tx) =>
    listFlagRows(tx, { open, limit: mostListed }),
  )
  return rows.map(({ user_id, name, hour, compared_with, decided_at, ...row }) => ({
    ...row,
    person: { id: user_id, name },
    at: toInstant(hour),
    comparedWith: compared_with,
    decidedAt: decided_at && toInstant(decided_at),
  }))
}

type Deciding = { readonly id: string; readonly note: string; readonly by: UserId | null }

/** @throws Problem usage_flag_not_found when there is none, or somebody has decided about it */
async function decide(house: House, state: FlagState, { id, note, by }: Deciding): Promise<UserId> {
  const at = house.clock.now()
  const decided = await house.database.asSystem('an administrator decides about what was unusual', (tx) =>
    decideFlag(tx, { id, state, note, by, at }),
  )
  if (!decided) throw new Problem('usage_flag_not_found')
  return userIdSchema.parse(decided.user_id)
}

/** It is as it should be. @throws Problem usage_flag_not_found */
export async function clearFlag(house: House, of: Deciding): Promise<void> {
  await decide(house, 'cleared', of)
}

/** The person has a limit of their own from now on. @throws Problem usage_flag_not_found */
export async function limitFlagged(house: House, of: Deciding & { readonly analysesPerDay: number }) {
  const userId = await decide(house, 'limited', of)
  const limit = { meter: 'analyses', period: 'day', soft: null, hard: of.analysesPerDay } as const
  await putLimit(house, { ...limit, target: { appliesTo: 'person', userId } }, of.by)
}

/** The account is locked for a day, which an administrator may lift. @throws Problem usage_flag_not_found | person_protected */
export async function lockFlagged(house: House, of: Deciding & { readonly address: string }): Promise<void> {
  const whose = await house.database.asSystem('whose use it was', (tx) => findFlagged(tx, of.id))
  // Nobody locks themselves out, and nobody the owner.
  if (whose && (whose.user_id === of.by || whose.role === 'owner')) throw new Problem('person_protected')
  const userId = await decide(house, 'locked', of)
  const until = new Date(house.clock.now().getTime() + lockMs)
  await lockAccount(house, userId, { until, address: of.address })
}
