import { expect, request, test } from '@playwright/test'
import { signIn } from '#features/accounts/contract.ts'
import { expectNoViolation } from './expect-no-violation.ts'
import { ann, makeAccount, seogoOfThisFile } from './steps.ts'
import { wordsIn } from './words.ts'

const seogo = seogoOfThisFile()
const words = wordsIn.en

test('a network that tries many accounts waits; the owner sees why, and lets it go on', async ({ page }) => {
  await makeAccount(page, seogo().ownerLink, ann, words)
  const stranger = await request.newContext({ baseURL: seogo().address })
  const guess = async (name: number) => {
    const data = { email: `person-${name}@example.org`, password: 'wrong horse battery' }
    return (await stranger.post(signIn.path, { data })).status()
  }
  for (let name = 0; name < 7; name += 1) expect(await guess(name)).toBe(401)
  // The last of them is one too many, whichever reasons came together.
  await guess(7)
  expect(await guess(8)).toBe(429)

  await page.goto(`${seogo().address}/security/activity`)
  const active = page.getByRole('list', { name: words.watch.active })
  await expect(active.getByText(words.watch.answers.slowed('127.0.0.0/24'))).toBeVisible()
  await expect(active.getByText(/different accounts tried/)).toBeVisible()
  await expectNoViolation(page, 'suspicious activity')
  await active.getByRole('button', { name: `${words.watch.letGo}: 127.0.0.0/24` }).click()
  await expect(page.getByText(words.watch.noneActive)).toBeVisible()
  expect(await guess(9)).toBe(401)
  await stranger.dispose()

  await page.goto(`${seogo().address}/security/trail`)
  const trail = page.getByRole('list', { name: words.audit.title })
  await expect(trail.getByText(words.audit.acts.suspicion_lifted)).toBeVisible()
  await expectNoViolation(page, 'the audit trail')
})
