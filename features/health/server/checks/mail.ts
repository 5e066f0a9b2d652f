import type { HealthLook } from '#platform/feature.ts'
import type { House } from '#platform/house.ts'
import { canMail, greetMailServer } from '#platform/mail/mail.ts'

/** The mail server lets us in. */
export async function checkMail(house: House): Promise<HealthLook> {
  if (!canMail(house)) return { state: 'off', finding: 'mail_not_used', facts: {} }
  await greetMailServer(house, 2_000)
  return { state: 'ok', facts: { from: house.config.SEOGO_MAIL_FROM } }
}
