import { expect, type Page, test } from '@playwright/test'
import { savePreferences } from '#features/accounts/contract.ts'
import { sendTest } from '#features/notifications/contract.ts'
import { expectNoViolation } from './expect-no-violation.ts'
import { ann, makeAccount, seogoOfThisFile, signIn } from './steps.ts'
import { localeOf, wordsIn } from './words.ts'

const seogo = seogoOfThisFile()
const { en, ko } = wordsIn

const bell = (page: Page, words: typeof en, unread: number) =>
  page.getByRole('button', { name: words.notifications.bell(unread), exact: true })
const closing = (page: Page, words: typeof en) =>
  page.getByRole('button', { name: words.notifications.announcements.dismiss })

test('the bell counts in every tab, what is read in one is read in the other, and a banner counts down', async ({
  browser,
}) => {
  const context = await browser.newContext({ locale: localeOf.en, baseURL: seogo().address })
  const one = await context.newPage()
  await makeAccount(one, seogo().ownerLink, ann, en)
  const other = await context.newPage()
  await other.goto('/notifications')
  await expect(other.getByText(en.notifications.none)).toBeVisible()
  // A tab that hears has said so.
  for (const page of [one, other]) await expect(page.getByText(en.shell.live.open)).toBeVisible()

  await test.step('told once, counted in both; read in one, read in the other', async () => {
    const answer = await one.request.post(sendTest.path, { data: { channel: 'app' } })
    expect(answer.status()).toBe(202)
    for (const page of [one, other]) await expect(bell(page, en, 1)).toBeVisible()
    await expect(other.getByText(en.notificationSentences.types.test(null))).toBeVisible()
    await expectNoViolation(other, 'the notifications')
    await bell(one, en, 1).click()
    await one.getByRole('button', { name: en.notifications.markAllRead }).click()
    for (const page of [one, other]) await expect(bell(page, en, 0)).toBeVisible()
    await one.keyboard.press('Escape')
  })

  await test.step('what is pushed is shown by the service worker', async () => {
    await context.grantPermissions(['notifications'])
    const devtools = await context.newCDPSession(one)
    const registered = new Promise<string>((resolve) =>
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations: [first] }) => {
        if (first) resolve(first.registrationId)
      }),
    )
    await devtools.send('ServiceWorker.enable')
    await one.evaluate(async () => {
      await navigator.serviceWorker.register('/service-worker.js')
      await navigator.serviceWorker.ready
    })
    const message = {
      id: '1',
      title: '「등불」의 분석이 끝났습니다',
      body: '응답 2개',
      lang: 'ko',
      path: '/notifications',
    }
    await devtools.send('ServiceWorker.deliverPushMessage', {
      origin: seogo().address,
      registrationId: await registered,
      data: JSON.stringify(message),
    })
    const shown = () =>
      one.evaluate(async () =>
        (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body }) => ({
          title,
          body,
        })),
      )
    await expect.poll(shown).toEqual([{ title: message.title, body: message.body }])
    await devtools.detach()
  })

  await test.step('the owner announces a maintenance, and it stands over every page with the time that is left', async () => {
    const words = en.notifications.announcements
    await one.goto('/settings')
    await one.getByRole('button', { name: words.write }).click()
    await one.getByLabel(words.titleIn.en, { exact: true }).fill('Maintenance tonight')
    await one.getByLabel(words.titleIn.ko, { exact: true }).fill('오늘 밤 점검')
    const begins = await one.evaluate(() => {
      const local = new Date(Date.now() - new Date().getTimezoneOffset() * 60_000 + 40 * 60_000)
      return local.toISOString().slice(0, 16)
    })
    await one.getByLabel(words.beginsAt, { exact: true }).fill(begins)
    await expectNoViolation(one, 'the settings of notifications')
    await one.getByRole('button', { name: words.send, exact: true }).click()
    await expect(one.getByText(new RegExp(`^${words.told(1)}`))).toBeVisible()
    for (const page of [one, other]) {
      await expect(closing(page, en)).toBeVisible()
      await expect(page.getByText(/Begins in (\d+) minutes/)).toBeVisible()
      await expect(bell(page, en, 1)).toBeVisible()
    }
  })

  await test.step('in Korean it is said in Korean, and closed there it is closed here', async () => {
    // A person's language follows them to every browser.
    const chosen = await one.request.patch(savePreferences.path, { data: { language: 'ko' } })
    expect(chosen.status()).toBe(200)
    const korean = await browser.newContext({ locale: localeOf.ko, baseURL: seogo().address })
    const page = await korean.newPage()
    await signIn(page, seogo().address, ann, ko)
    await page.goto('/notifications')
    await expect(closing(page, ko)).toBeVisible()
    await expect(page.getByRole('main').getByText('오늘 밤 점검')).toBeVisible()
    await expectNoViolation(page, 'the notifications in Korean')
    await closing(page, ko).click()
    await expect(closing(page, ko)).toBeHidden()
    for (const open of [one, other]) {
      for (const words of [en, ko]) await expect(closing(open, words)).toBeHidden()
    }
    await korean.close()
  })
  await context.close()
})
