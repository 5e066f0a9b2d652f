import { expect, test } from '@playwright/test'
import { expectNoViolation } from './expect-no-violation.ts'
import { beginSecondFactor, codeOf, forgetProof, typePassword } from './identity-steps.ts'
import { ann, makeAccount, seogoOfThisFile } from './steps.ts'
import { wordsIn } from './words.ts'

const words = wordsIn.en

test.use({ locale: 'en-GB' })
const seogo = seogoOfThisFile()

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
})
