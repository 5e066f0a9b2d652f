import type { z } from 'zod'
import { type UsageLimitId, type UserId, usageLimitId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { record } from '#features/audit/server/audit.ts'
import type { SystemTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'
import type { LimitTarget, usageLimit } from '../contract.ts'
import { deleteLimitRow, isPerson, type LimitRow, listLimitRows, putLimitRow } from './limit-queries.ts'

export async function listLimits(house: House): Promise<z.input<typeof usageLimit>[]> {
  const rows = await house.database.asSystem('list the limits of usage', listLimitRows)
  return rows.map(({ id, applies_to, role, user_id, name, changed_at, ...limit }) => ({
    id,
    target:
      applies_to === 'house'
        ? { appliesTo: 'house' as const }
        : applies_to === 'role'
          ? { appliesTo: 'role' as const, role: role ?? 'member' }
          : { appliesTo: 'person' as const, userId: user_id ?? '' },
    name,
    ...limit,
    changedAt: toInstant(changed_at),
  }))
}

const whose = (target: LimitTarget) => (target.appliesTo === 'person' ? { userId: target.userId } : {})

/** Sets a limit, which counts from the very next request on. @throws Problem person_not_found */
export async function putLimit(house: House, limit: LimitRow, by: UserId | null): Promise<UsageLimitId> {
  return await house.database.asSystem('set a limit of usage', (tx) =>
    setLimit(tx, { limit, by, at: house.clock.now() }),
  )
}

type Setting = { readonly limit: LimitRow; readonly by: UserId | null; readonly at: Date }

/** The same in a transaction that does more. @throws Problem person_not_found */
export async function setLimit(tx: SystemTx, { limit, by, at }: Setting): Promise<UsageLimitId> {
  const { target, meter, period, soft, hard } = limit
  if (target.appliesTo === 'person' && !(await isPerson(tx, target.userId)))
    throw new Problem('person_not_found')
  const id = usageLimitId.parse(await putLimitRow(tx, limit, at))
  const facts = {
    appliesTo: target.appliesTo,
    ...(target.appliesTo === 'role' && { role: target.role }),
    meter,
    period,
    ...(soft !== null && { soft }),
    ...(hard !== null && { hard }),
  }
  await record(tx, { act: 'usage_limit_set', by, ...whose(target), facts })
  return id
}

/** @throws Problem usage_limit_not_found */
export async function removeLimit(house: House, id: UsageLimitId, by: UserId | null): Promise<void> {
  await house.database.asSystem('take a limit of usage away', async (tx) => {
    const gone = await deleteLimitRow(tx, id)
    if (!gone) throw new Problem('usage_limit_not_found')
    const facts = { appliesTo: gone.applies_to, meter: gone.meter, period: gone.period }
    await record(tx, { act: 'usage_limit_removed', by, ...(gone.user_id && { userId: gone.user_id }), facts })
  })
}
