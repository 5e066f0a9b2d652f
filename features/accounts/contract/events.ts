import { z } from 'zod'
import { event } from '#contract/event.ts'
import { userId } from '#contract/ids.ts'

/** Somebody else took a person's second factor away. */
export const secondFactorReset = event('accounts.secondFactorReset', z.strictObject({ userId }))

/** A person's password was set anew by a mailed link. */
export const passwordReset = event('accounts.passwordReset', z.strictObject({ userId }))
