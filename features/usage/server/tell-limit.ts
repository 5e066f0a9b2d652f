import type { z } from 'zod'
import { notify, notifyAdministrators } from '#features/notifications/server/notifications.ts'
import type { JobContext } from '#platform/queue/job.ts'
import type { limitNear } from '../contract.ts'

/** A person hears of their own limit, whoever looks after the house of that of everybody together. */
export async function tellLimit(
  { appliesTo, ...facts }: z.output<typeof limitNear.payload>,
  { asSystem, userId }: JobContext,
): Promise<void> {
  await asSystem('tell that a limit is near', async (tx) => {
    if (appliesTo === 'house') await notifyAdministrators(tx, { type: 'house_limit_near', facts })
    else if (userId) await notify(tx, { userId, type: 'limit_near', facts })
  })
}
