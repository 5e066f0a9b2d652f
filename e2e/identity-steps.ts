import { expect, type Page } from '@playwright/test'
import { Secret, TOTP } from 'otpauth'
import type { Person } from './steps.ts'
import type { Words } from './words.ts'

/** What the person's authenticator app shows, one step ahead where the present code was used already. */
export function codeOf(secret: string, stepsAhead = 0): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + stepsAhead * 30_000,
  })
}

/** Opens the dialog that sets the second factor up. @returns the secret that the app takes */
export async function beginSecondFactor(page: Page, words: Words): Promise<string> {
  await page.getByRole('button', { name: words.factor.setUp }).click()
  const dialog = page.getByRole('dialog', { name: words.factor.setUpTitle })
  await expect(dialog.getByRole('img', { name: words.factor.picture })).toBeVisible()
  return (await dialog.locator('code').innerText()).replaceAll(/\s/g, '')
}

/** The next act that asks for a proof does so, as it would a quarter of an hour after the sign-in. */
export async function forgetProof(
  page: Page,
  path: string,
  { code = 'confirmation_needed', by }: { code?: string; by?: string } = {},
): Promise<void> {
  const refusal = { type: 'about:blank', title: code, status: 403, code, details: { by } }
  await page.route(
    `**${path}`,
    (route) =>
      route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify(refusal) }),
    { times: 1 },
  )
}

/** The first step of a sign-in that has two. */
export async function typePassword(page: Page, person: Person, words: Words): Promise<void> {
  await page.getByLabel(words.accounts.email, { exact: true }).fill(person.email)
  await page.getByLabel(words.accounts.password, { exact: true }).fill(person.password)
  await page.keyboard.press('Enter')
  await expect(page.getByText(words.factor.askCode)).toBeVisible()
}

/** Gives the browser an authenticator of its own that knows its person and keeps passkeys (WebAuthn.addVirtualAuthenticator). */
export async function addAuthenticator(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page)
  await browser.send('WebAuthn.enable')
  await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
