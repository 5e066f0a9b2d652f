import { expect, test } from '@playwright/test'
import {
  addDevice,
  addWebhook,
  announceToPeople,
  saveSettings,
  sendTest,
} from '#features/notifications/contract.ts'
import { createTag, followTag } from '#features/reading/contract.ts'
import { browserOfRfc8291 } from '#server/testing/push-receiver.ts'
import { shoot } from './shoot.ts'
import { ann, makeAccount, seogoOfThisFile } from './steps.ts'
import { type Language, localeOf, type Words, wordsIn } from './words.ts'

for (const language of ['en', 'ko'] satisfies Language[]) {
  test.describe(language, () => {
    test.use({ locale: localeOf[language] })
    // Nobody listens there: what a delivery looks like while it cannot get through.
    const seogo = seogoOfThisFile(async () => ({ SEOGO_SMTP_URL: 'smtp://127.0.0.1:9' }))
    const words: Words = wordsIn[language]

    test(`notifications in ${language}`, async ({ page }) => {
      await makeAccount(page, seogo().ownerLink, ann, words)
      const ask = async (method: 'post' | 'patch' | 'put', path: string, data: object) => {
        const answer = await page.request[method](`${seogo().address}${path}`, { data })
        expect(answer.status()).toBeLessThan(300)
        return answer
      }
      await ask('post', addWebhook.path, { label: 'Group room', url: 'http://127.0.0.1:9/hook' })
      const { subscription } = browserOfRfc8291
      await ask('post', addDevice.path, { label: 'Chrome on Android', subscription })
      const tag = { en: 'retrieval', ko: '정보 검색' }[language]
      for (const name of ['method/transformer', tag]) {
        const { id } = await (await ask('post', createTag.path, { name })).json()
        await ask('put', followTag.path.replace(':tagId', id), { follows: true })
      }
      const quiet = { from: '22:00', until: '07:00' }
      await ask('patch', saveSettings.path, { digest: 'daily', quiet })
      for (const channel of ['app', 'webhook', 'email', 'app']) await ask('post', sendTest.path, { channel })

      const begins = new Date(Date.now() + 40 * 60_000).toISOString()
      await ask('post', announceToPeople.path, {
        words: {
          en: { title: 'Maintenance tonight', body: 'Seogo is away for a quarter of an hour.' },
          ko: { title: '오늘 밤 점검', body: '15분 동안 서고를 쓸 수 없습니다.' },
        },
        audience: { kind: 'everybody' },
        beginsAt: begins,
      })
      await page.goto(`${seogo().address}/notifications`)
      await expect(
        page.getByRole('button', { name: words.notifications.announcements.dismiss }),
      ).toBeVisible()
      await expect(page.getByRole('heading', { name: words.notifications.title })).toBeVisible()
      await expect(page.getByText(words.notificationSentences.types.test(null)).first()).toBeVisible()
      await shoot(page, language, 'notifications')
      await page.getByRole('button', { name: words.notifications.bell(5) }).click()
      await expect(page.getByRole('link', { name: words.notifications.all })).toBeVisible()
      await shoot(page, language, 'notification-bell')
      await page.keyboard.press('Escape')
      await page.goto(`${seogo().address}/settings`)
      const webhooks = page.getByText(words.notifications.settings.webhooksHelp)
      await expect(webhooks).toBeVisible()
      const table = page.getByRole('table')
      const followed = page.getByText(tag)
      await expect(followed).toBeVisible()
      await shoot(page, language, 'notification-settings', () => table.scrollIntoViewIfNeeded())
      await shoot(page, language, 'notification-channels', () => webhooks.scrollIntoViewIfNeeded())
      await shoot(page, language, 'followed-tags', () => followed.scrollIntoViewIfNeeded())
      await page.getByRole('button', { name: words.notifications.announcements.write }).click()
      const send = page.getByRole('button', { name: words.notifications.announcements.send, exact: true })
      await expect(send).toBeVisible()
      await shoot(page, language, 'announcement', () => send.scrollIntoViewIfNeeded())
    })
  })
}
