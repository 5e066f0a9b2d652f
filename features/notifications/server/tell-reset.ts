import type { z } from 'zod'
import type { secondFactorReset } from '#features/accounts/contract.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { notify } from './notifications.ts'

/** A repeat tells nothing new while the person has not read the first. */
export async function tellReset(
  { userId }: z.output<typeof secondFactorReset.payload>,
  { asSystem }: JobContext,
): Promise<void> {
  await asSystem('a person hears that their second factor is gone', (tx) =>
    notify(tx, { userId, type: 'second_factor_reset', once: true }),
  )
}
