import { expect, test } from '@playwright/test'
import { partsOf, startMailServer } from '#server/testing/mail-server.ts'
import { addAuthenticator, beginSecondFactor, codeOf, forgetProof, typePassword } from './identity-steps.ts'
import { shoot } from './shoot.ts'
import { ann, makeAccount, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, type Words, wordsIn } from './words.ts'

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    let mail: Awaited<ReturnType<typeof startMailServer>>
    const seogo = seogoOfThisFile(async () => {
      mail = await startMailServer()
      return { SEOGO_SMTP_URL: mail.url }
    })
    test.afterAll(() => mail.close())
    const words: Words = wordsIn[language]

    test(`the ways in, in ${language}`, async ({ page }) => {
      await makeAccount(page, seogo().ownerLink, ann, words)
      await page.goto(`${seogo().address}/security`)
      await expect(page.getByText(words.factor.off)).toBeVisible()
      await page.getByText(words.factor.off).scrollIntoViewIfNeeded()
      await shoot(page, language, 'identity-security')
      const secret = await beginSecondFactor(page, words)
      await shoot(page, language, 'identity-set-up')
      await page.getByLabel(words.factor.code, { exact: true }).fill(codeOf(secret))
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog', { name: words.factor.codesTitle })).toBeVisible()
      await shoot(page, language, 'identity-recovery-codes')
      await page.getByRole('button', { name: words.factor.kept }).click()
      await expect(page.getByText(words.factor.left(10))).toBeVisible()
      await shoot(page, language, 'identity-on')
      await page.getByRole('button', { name: words.factor.remove, exact: true }).click()
      await expect(page.getByRole('dialog', { name: words.factor.removeTitle })).toBeVisible()
      await shoot(page, language, 'identity-remove')
      await page.keyboard.press('Escape')
      await forgetProof(page, '/api/me/second-factor/recovery-codes')
      await page.getByRole('button', { name: words.factor.renew }).click()
      const renewing = page.getByRole('dialog', { name: words.factor.renew })
      await renewing.getByRole('button', { name: words.factor.renew }).click()
      await expect(page.getByRole('dialog', { name: words.accountSecurity.confirmTitle })).toBeVisible()
      await shoot(page, language, 'identity-confirm')
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog', { name: words.accountSecurity.confirmTitle })).toHaveCount(0)
      await forgetProof(page, '/api/me/second-factor/recovery-codes', {
        code: 'challenge_needed',
        by: 'factor',
      })
      await renewing.getByRole('button', { name: words.factor.renew }).click()
      await expect(page.getByRole('dialog', { name: words.accountSecurity.confirmTitle })).toBeVisible()
      await shoot(page, language, 'identity-challenge')
      await page.context().clearCookies()
      // By its name: with a passkey, which numbers cannot have.
      const named = seogo().address.replace('127.0.0.1', 'localhost')
      await addAuthenticator(page)
      await page.goto(named)
      await typePassword(page, ann, words)
      await shoot(page, language, 'identity-code-step')
      await page.getByLabel(words.factor.code, { exact: true }).fill(codeOf(secret, 1))
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { name: words.library.title, exact: true })).toBeAttached()
      await page.goto(`${named}/security`)
      await page.getByRole('button', { name: words.passkeys.add }).click()
      const mine = page.getByRole('list', { name: words.passkeys.title })
      await expect(mine.getByText(words.passkeys.unused)).toBeVisible()
      await shoot(page, language, 'identity-passkeys', () => mine.scrollIntoViewIfNeeded())
      await forgetProof(page, '/api/me/second-factor/recovery-codes')
      await page.getByRole('button', { name: words.factor.renew }).click()
      await renewing.getByRole('button', { name: words.factor.renew }).click()
      await expect(page.getByRole('button', { name: words.passkeys.usePasskey })).toBeVisible()
      await shoot(page, language, 'identity-confirm-by-passkey')
      await page.context().clearCookies()
      await page.goto(named)
      await expect(page.getByRole('button', { name: words.passkeys.signIn })).toBeVisible()
      await shoot(page, language, 'identity-sign-in')
      await page.goto(`${named}/sign-in/back`)
      await expect(page.getByText(words.problems.oidc_refused.title)).toBeVisible()
      await shoot(page, language, 'identity-back')
      await page.goto(named)
      await page.getByRole('link', { name: words.accounts.forgot }).click()
      await page.getByLabel(words.accounts.email, { exact: true }).fill(ann.email)
      await shoot(page, language, 'identity-forgot')
      await page.getByRole('button', { name: words.accounts.sendLetter }).click()
      await expect(page.getByText(words.accounts.letterSent(ann.email))).toBeVisible()
      await shoot(page, language, 'identity-letter-sent')
      await expect.poll(() => mail.letters.length, { timeout: 30_000 }).toBeGreaterThan(0)
      const path = /\/link\/[\w-]{43}/.exec(mail.letters.flatMap(partsOf).join())?.[0] ?? 'no link'
      await page.goto(named + path)
      await page.getByLabel(words.accounts.newPassword, { exact: true }).fill('short')
      await shoot(page, language, 'identity-reset')
      await page.getByLabel(words.accounts.newPassword, { exact: true }).fill('a lantern on another river')
      await page.getByRole('button', { name: words.accounts.pressLink.reset }).click()
      await expect(page.getByRole('heading', { name: words.accounts.linkDone.reset })).toBeVisible()
      await shoot(page, language, 'identity-reset-done')
    })
  })
}
