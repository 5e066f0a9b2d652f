import { expect, test } from '@playwright/test'
import { expectNoViolation } from './expect-no-violation.ts'
import { twoPapers } from './sample-files.ts'
import { ann, dropFiles, makeAccount, paperRows, seogoOfThisFile, watchForErrors } from './steps.ts'
import { wordsIn } from './words.ts'

const seogo = seogoOfThisFile()

test('a backup is made and watched until it is proven, verified, pinned, and made a habit', async ({
  page,
}) => {
  const words = wordsIn.en
  const { backup } = words
  const errors = watchForErrors(page)
  await makeAccount(page, seogo().ownerLink, ann, words)
  const papers = await twoPapers()
  await dropFiles(
    page,
    papers.map(({ path }) => path),
  )
  await expect(paperRows(page, words)).toHaveCount(2)

  await page.getByRole('link', { name: words.shell.places.jobs }).first().click()
  await page.getByRole('link', { name: words.jobs.backups, exact: true }).click()
  await expect(page.getByRole('heading', { name: backup.none })).toBeVisible()
  await expectNoViolation(page, 'backups, none')

  await page.getByRole('button', { name: backup.make, exact: true }).click()
  await expect(page.getByRole('progressbar')).toBeVisible()
  const row = page.getByRole('listitem').filter({ hasText: backup.states.proven })
  await expect(row).toHaveCount(1, { timeout: 90_000 })
  await expect(page.getByRole('progressbar')).toHaveCount(0)

  const open = async (entry: string) => {
    await row.getByRole('button').click()
    await page.getByRole('menuitem', { name: entry, exact: true }).click()
  }
  await open(backup.pin)
  await expect(row.getByText(backup.pinned, { exact: true })).toBeVisible()
  await open(backup.restore)
  await expect(page.getByLabel(backup.restoreCommand, { exact: true })).toHaveValue(
    /seogo -- restore '.*backups' --set /,
  )
  await expectNoViolation(page, 'restore')
  await page.keyboard.press('Escape')

  await page.getByRole('checkbox', { name: backup.enabled }).click()
  await page.getByRole('button', { name: backup.save, exact: true }).click()
  await expect(page.getByText(backup.nextRun('').replace(' .', ''))).toBeVisible()
  await expectNoViolation(page, 'backups')
  expect(errors).toEqual([])
})
