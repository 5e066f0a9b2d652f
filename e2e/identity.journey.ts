import { expect, test } from '@playwright/test'
import { partsOf, startMailServer } from '#server/testing/mail-server.ts'
import { expectNoViolation } from './expect-no-violation.ts'
import { beginSecondFactor, codeOf, forgetProof, typePassword } from './identity-steps.ts'
import { ann, makeAccount, seogoOfThisFile } from './steps.ts'
import { wordsIn } from './words.ts'

const words = wordsIn.en

test.use({ locale: 'en-GB' })
let mail: Awaited<ReturnType<typeof startMailServer>>
const seogo = seogoOfThisFile(async () => {
  mail = await startMailServer()
  return { SEOGO_SMTP_URL: mail.url }
})
test.afterAll(() => mail.close())

test('a person puts a second factor on their account, proves who they are, and signs in in two steps', async ({
  page,
}) => {
  await makeAccount(page, seogo().ownerLink, ann, words)
  await page.goto(`${seogo().address}/security`)
  const secret = await beginSecondFactor(page, words)
  await expectNoViolation(page, 'setting the second factor up')
  await page.getByLabel(words.factor.code, { exact: true }).fill(codeOf(secret))
  await page.keyboard.press('Enter')
  const codes = page.getByRole('list', { name: words.factor.codesList }).getByRole('listitem')
  await expect(codes).toHaveCount(10)
  await expectNoViolation(page, 'recovery codes')
  const [recoveryCode = ''] = await codes.allInnerTexts()
  await page.getByRole('button', { name: words.factor.kept }).click()
  await expect(page.getByText(words.factor.left(10))).toBeVisible()

  // What asks for a proof asks here, and then goes on by itself.
  await forgetProof(page, '/api/me/second-factor/recovery-codes')
  await page.getByRole('button', { name: words.factor.renew }).click()
  await page.getByRole('dialog').getByRole('button', { name: words.factor.renew }).click()
  const proof = page.getByRole('dialog', { name: words.accountSecurity.confirmTitle })
  await proof.getByLabel(words.accountSecurity.current).fill(ann.password)
  await expectNoViolation(page, 'proving who one is')
  await proof.getByRole('button', { name: words.accountSecurity.confirm }).click()
  await expect(codes).toHaveCount(10)
  const [renewed = ''] = await codes.allInnerTexts()
  expect(renewed).not.toBe(recoveryCode)
  await page.getByRole('button', { name: words.factor.kept }).click()

  await page.context().clearCookies()
  await page.goto(seogo().address)
  await typePassword(page, ann, words)
  await expectNoViolation(page, 'the second step of a sign-in')
  const code = page.getByLabel(words.factor.code, { exact: true })
  await code.fill(recoveryCode)
  await page.keyboard.press('Enter')
  await expect(page.getByText(words.problems.second_factor_wrong.title)).toBeVisible()
  await code.fill(renewed)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: words.library.title, exact: true })).toBeAttached()

  // The password is forgotten and set anew by a letter; the second step is asked for all the same.
  await page.context().clearCookies()
  await page.goto(seogo().address)
  await page.getByRole('link', { name: words.accounts.forgot }).click()
  await page.getByLabel(words.accounts.email, { exact: true }).fill(ann.email)
  await expectNoViolation(page, 'a forgotten password')
  await page.getByRole('button', { name: words.accounts.sendLetter }).click()
  await expect(page.getByText(words.accounts.letterSent(ann.email))).toBeVisible()
  // Other letters, of the sign-in before, may come first.
  const link = () => /\/link\/[\w-]{43}/.exec(mail.letters.flatMap(partsOf).join())?.[0] ?? 'no link'
  await expect.poll(link, { timeout: 30_000 }).not.toBe('no link')
  await page.goto(seogo().address + link())
  const next = { ...ann, password: 'a lantern on another river' }
  await page.getByLabel(words.accounts.newPassword, { exact: true }).fill(next.password)
  await expectNoViolation(page, 'choosing a new password')
  await page.getByRole('button', { name: words.accounts.pressLink.reset }).click()
  await expect(page.getByRole('heading', { name: words.accounts.linkDone.reset })).toBeVisible()
  await page.getByRole('link', { name: words.accounts.toSignIn }).click()
  await typePassword(page, next, words)
})
