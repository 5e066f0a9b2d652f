import type { QueryExecutorProvider } from 'kysely'
import type { z } from 'zod'
import { type UserId, userId as userIdSchema } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { lockAccount } from '#features/accounts/server/accounts.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import type { House } from '#platform/house.ts'
import type { FlagState, usageFlag } from '../contract.ts'
import { decideFlag, findFlagged, listFlagRows } from './flag-queries.ts'
import { setLimit } from './limits.ts'

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
async function decide(tx: QueryExecutorProvider, decision: Deciding & { state: FlagState; at: Date }) {
  const decided = await decideFlag(tx, decision)
  if (!decided) throw new Problem('usage_flag_not_found')
  const { state, note, by } = decision
  const facts = { decision: state, unusual: decided.kind, ...(note !== '' && { reason: note }) }
  await recordSignIn(tx, { act: 'usage_flag_decided', by, userId: decided.user_id, facts })
  return userIdSchema.parse(decided.user_id)
}

/** It is as it should be. @throws Problem usage_flag_not_found */
export async function clearFlag(house: House, of: Deciding): Promise<void> {
  const at = house.clock.now()
  await house.database.asSystem('what was unusual is as it should be', (tx) =>
    decide(tx, { ...of, state: 'cleared', at }),
  )
}

/** The person has a limit of their own from now on. @throws Problem usage_flag_not_found */
export async function limitFlagged(house: House, of: Deciding & { readonly analysesPerDay: number }) {
  const at = house.clock.now()
  await house.database.asSystem('whose use was unusual gets a limit', async (tx) => {
    const userId = await decide(tx, { ...of, state: 'limited', at })
    const limit = {
      target: { appliesTo: 'person', userId },
      meter: 'analyses',
      period: 'day',
      soft: null,
      hard: of.analysesPerDay,
    } as const
    await setLimit(tx, { limit, by: of.by, at })
  })
}

/** The account is locked for a day, which an administrator may lift. @throws Problem usage_flag_not_found | person_protected */
export async function lockFlagged(
  house: House,
  of: Deciding & { readonly address?: string | undefined },
): Promise<void> {
  const whose = await house.database.asSystem('whose use it was', (tx) => findFlagged(tx, of.id))
  if (!whose) throw new Problem('usage_flag_not_found')
  // Nobody locks themselves out, and nobody the owner.
  if (whose.user_id === of.by || whose.role === 'owner') throw new Problem('person_protected')
  const at = house.clock.now()
  await lockAccount(house, userIdSchema.parse(whose.user_id), {
    until: new Date(at.getTime() + lockMs),
    address: of.address,
    also: async (tx) => {
      await decide(tx, { ...of, state: 'locked', at })
    },
  })
}
