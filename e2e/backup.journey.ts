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

  await page.getByRole('checkbox', { name: backup.enabled }).click()
  await page.getByRole('button', { name: backup.save, exact: true }).click()
  await expect(page.getByText(backup.nextRun('').replace(' .', ''))).toBeVisible()
  await expectNoViolation(page, 'backups')

  expect(errors).toEqual([])

  // The habit came after the backup: back at its moment there is none.
  await open(backup.restore)
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('row', { name: `${backup.things.papers} 2 2` })).toBeVisible()
  await expectNoViolation(page, 'restore')
  await dialog.getByText(backup.onTheCommandLine).click()
  const command = await dialog.getByLabel(backup.restoreCommand, { exact: true }).inputValue()
  const [, id = ''] = / --set (\S+)$/.exec(command) ?? []
  await dialog.getByLabel(backup.typeName(id)).fill(id)
  await dialog.getByRole('button', { name: backup.restoreNow, exact: true }).click()
  await expect(page.getByText(backup.restoreBegun, { exact: true })).toBeVisible()
  await expect(page.getByRole('heading', { name: backup.kept })).toBeVisible({ timeout: 90_000 })
  await expect(page.getByRole('checkbox', { name: backup.enabled })).not.toBeChecked()
  await expectNoViolation(page, 'backups, restored')
  // Whoever asks in the moment in which the databases change places is told to ask again, and nothing else.
  expect(errors.filter((error) => !error.includes('status of 503'))).toEqual([])
})
