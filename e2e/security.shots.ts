import { expect, request, test } from '@playwright/test'
import { signIn as signInEndpoint } from '#features/accounts/contract.ts'
import { shoot } from './shoot.ts'
import { ann, bo, makeAccount, seogoOfThisFile, signIn } from './steps.ts'
import { type Language, localeOf, type Words, wordsIn } from './words.ts'

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    const seogo = seogoOfThisFile()
    const words: Words = wordsIn[language]

    test(`security in ${language}`, async ({ page, browser }) => {
      await page.goto(`${seogo().address}/sign-in`)
      await expect(page.getByLabel(words.accounts.password, { exact: true })).toBeVisible()
      await shoot(page, language, 'sign-in')
      await makeAccount(page, seogo().ownerLink, ann, words)
      const ask = async (path: string, data: object) =>
        (await page.request.post(`${seogo().address}${path}`, { data })).json()
      const invitation = await ask('/api/invitations', { email: bo.email, role: 'member' })
      const token = String(Reflect.get(invitation, 'link')).split('/').at(-1)
      const stranger = await request.newContext({ baseURL: seogo().address })
      await stranger.post('/api/links/use', { data: { token, account: bo } })
      // Before somebody guesses passwords from this network.
      const elsewhere = await browser.newContext({ locale: localeOf[language] })
      const own = await elsewhere.newPage()
      await signIn(own, seogo().address, bo, words)
      await own.goto(`${seogo().address}/security`)
      await own.getByRole('button', { name: words.accountSecurity.deleteAccount }).click()
      await expect(own.getByRole('alertdialog')).toBeVisible()
      await shoot(own, language, 'security-own-delete')
      await elsewhere.close()
      await ask('/api/me/tokens', { label: 'nightly script', scope: 'read', days: 90 })
      const guess = (email: string) =>
        stranger.post(signInEndpoint.path, { data: { email, password: 'wrong horse battery' } })
      for (let probe = 0; probe < 61; probe += 1) await stranger.get(`/api/papers/${crypto.randomUUID()}`)
      for (let account = 0; account < 9; account += 1) await guess(`person-${account}@example.org`)

      await page.goto(`${seogo().address}/security/activity`)
      await expect(page.getByRole('list', { name: words.watch.active })).toBeVisible()
      await shoot(page, language, 'security-activity')
      await page.goto(`${seogo().address}/security`)
      await expect(page.getByText('nightly script').first()).toBeVisible()
      await shoot(page, language, 'security-own')
      await page.goto(`${seogo().address}/security/trail`)
      await expect(page.getByRole('list', { name: words.audit.title })).toBeVisible()
      await shoot(page, language, 'security-trail')
      await page.goto(`${seogo().address}/security/people`)
      await expect(page.getByText(bo.email)).toBeVisible()
      await expect(page.getByText(words.people.score(0)).first()).toBeVisible()
      await shoot(page, language, 'security-people')
      const more = page.getByRole('button', { name: words.people.more(bo.name) })
      await more.click()
      await expect(page.getByRole('menuitem', { name: words.people.delete })).toBeVisible()
      await shoot(page, language, 'security-people-menu')
      await page.getByRole('menuitem', { name: words.people.lock }).click()
      const lock = page.getByRole('dialog', { name: words.people.lockOf(bo.name) })
      await lock.getByLabel(words.people.reason, { exact: true }).fill('2026-11')
      await shoot(page, language, 'security-people-lock')
      await lock.getByRole('button', { name: words.people.lockNow }).click()
      await expect(page.getByText(words.people.lockedWhy('2026-11'))).toBeVisible()
      await shoot(page, language, 'security-people-locked')
      await more.click()
      await page.getByRole('menuitem', { name: words.people.delete }).click()
      await expect(page.getByRole('alertdialog', { name: words.people.deleteOf(bo.name) })).toBeVisible()
      await shoot(page, language, 'security-people-delete')
      await stranger.dispose()
    })
  })
}
