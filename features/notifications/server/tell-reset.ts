import type { z } from 'zod'
import type { passwordReset, secondFactorReset } from '#features/accounts/contract.ts'
import { canMail } from '#platform/mail/mail.ts'
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

/** By letter too, whatever the person chose: who set it anew may be somebody else, and is signed in by now. */
export async function tellPassword(
  { userId }: z.output<typeof passwordReset.payload>,
  { house, asSystem }: JobContext,
): Promise<void> {
  const by = canMail(house) ? (['app', 'email'] as const) : (['app'] as const)
  await asSystem('a person hears that their password is another', (tx) =>
    notify(tx, { userId, type: 'password_reset', by }),
  )
}
