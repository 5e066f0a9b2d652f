import { expect, test } from '@playwright/test'
import { expectNoViolation } from './expect-no-violation.ts'
import { twoPapers } from './sample-files.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile, signIn } from './steps.ts'
import { wordsIn } from './words.ts'

const words = wordsIn.en

test.use({ locale: 'en-GB' })
const seogo = seogoOfThisFile()

test('a paper is kept on the device, read without a network, and gone after signing out; what is shared arrives', async ({
  page,
  context,
}) => {
  const [, paper] = await twoPapers()
  const privateCaches = () =>
    page.evaluate(async () => (await caches.keys()).filter((name) => /^seogo-(kept|paper|shared)/.test(name)))

  await test.step('what is fetched comes compressed', async () => {
    const screens = await page.request.get(seogo().address)
    const scripts = [...(await screens.text()).matchAll(/src="(\/assets\/[^"]+)"/g)]
    const entry = scripts.at(-1)?.[1] ?? 'no entry'
    expect(screens.headers()['content-encoding']).toMatch(/^(br|gzip)$/)
    expect((await page.request.get(seogo().address + entry)).headers()['content-encoding']).toMatch(
      /^(br|gzip)$/,
    )
  })

  await test.step('the paper is kept with its text, and listed with the room it takes', async () => {
    await makeAccount(page, seogo().ownerLink, ann, words)
    await dropFiles(page, [paper.path])
    await expect(page.getByText(words.imports.summary(1, 0, 0))).toBeVisible()
    await page.getByRole('link', { name: paper.title }).first().click({ timeout: 60_000 })
    await expect(page.getByRole('heading', { level: 1, name: paper.title })).toBeVisible()
    await page.getByRole('button', { name: words.kept.keep }).click()
    await expect(page.getByRole('button', { name: words.kept.letGo })).toBeVisible({ timeout: 30_000 })
    await expect(page.getByText(/can be read without a network$/)).toBeVisible()
  })

  await test.step('it stays as it was when the network goes while it is brought up to date', async () => {
    await page.addInitScript(() => {
      const reach = window.fetch
      window.fetch = (address, init) => {
        if (sessionStorage.getItem('cut') !== 'next' || !String(address).endsWith('/analyses'))
          return reach(address, init)
        sessionStorage.setItem('cut', 'done')
        return Promise.reject(new TypeError('Failed to fetch'))
      }
    })
    await page.evaluate(() => sessionStorage.setItem('cut', 'next'))
    await page.goto(`${seogo().address}/kept`)
    await expect.poll(() => page.evaluate(() => sessionStorage.getItem('cut'))).toBe('done')
    await expect(page.getByRole('list', { name: words.kept.list })).toContainText(paper.title)
    await expectNoViolation(page, 'what the device keeps')
  })

  await test.step('without a network Seogo opens, and the paper with its pages', async () => {
    await context.setOffline(true)
    await page.goto(seogo().address)
    await page.getByRole('link', { name: words.shell.keptHere(1) }).click()
    await page.getByRole('list', { name: words.kept.list }).getByRole('link', { name: paper.title }).click()
    await expect(page.getByRole('heading', { level: 1, name: paper.title })).toBeVisible()
    await expect(page.locator('[data-page] canvas').first()).toBeVisible()
    await expect(page.getByText(words.analysis.none)).toBeVisible()
    await context.setOffline(false)
  })

  await test.step('a session that ended locks what is kept, until the same person is back', async () => {
    const isLocked = () =>
      page.evaluate(async () => {
        const index: unknown = await (await caches.match('/kept.json'))?.json()
        return typeof index === 'object' && index !== null && Reflect.get(index, 'isLocked')
      })
    await context.clearCookies()
    await page.goto(seogo().address)
    await expect(page.getByRole('heading', { name: words.accounts.signInTitle })).toBeVisible()
    await expect.poll(isLocked).toBe(true)
    await context.setOffline(true)
    await page.goto(`${seogo().address}/kept`)
    await expect(page.getByText(words.problems.offline.title)).toBeVisible()
    await context.setOffline(false)
    await signIn(page, seogo().address, ann, words)
    await expect.poll(isLocked).toBe(false)
  })

  await test.step('an address that another app shares stands in the dialog that adds papers', async () => {
    await page.goto(seogo().address)
    await expect(paperRows(page, words)).toHaveCount(1)
    await page.evaluate(() => {
      const form = document.createElement('form')
      Object.assign(form, { method: 'POST', action: '/share', enctype: 'multipart/form-data' })
      const field = document.createElement('input')
      Object.assign(field, { name: 'text', value: 'https://doi.org/10.1145/361573.361582' })
      form.append(field)
      document.body.append(form)
      form.submit()
    })
    const add = page.getByRole('dialog', { name: words.imports.addTitle, exact: true })
    await expect(add.getByLabel(words.imports.paste, { exact: true })).toHaveValue(
      'https://doi.org/10.1145/361573.361582',
    )
    await page.keyboard.press('Escape')
    await expect(add).toHaveCount(0)
  })

  await test.step('signing out leaves nothing of the person behind', async () => {
    expect(await privateCaches()).not.toEqual([])
    await page.getByRole('button', { name: new RegExp(`^${words.shell.account}`) }).click()
    await page.getByRole('menuitem', { name: words.shell.signOut }).click()
    await expect(page.getByRole('heading', { name: words.accounts.signInTitle })).toBeVisible()
    expect(await privateCaches()).toEqual([])
    await context.setOffline(true)
    await page.goto(seogo().address)
    await expect(page.getByText(words.problems.offline.title)).toBeVisible()
    await context.setOffline(false)
  })
})
