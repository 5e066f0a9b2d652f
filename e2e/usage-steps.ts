import { join } from 'node:path'
import { expect, type Page } from '@playwright/test'
import { sql } from 'kysely'
import { socketAddress } from '#platform/database/address.ts'
import { openDatabase } from '#platform/database/database.ts'
import { openLog } from '#platform/log/log.ts'
import { joinEmbeddedPostgres } from '#platform/postgres/join.ts'
import type { Words } from './words.ts'

/** Sets what everybody together may have of analyses in a day, on the page for who looks after the house. */
export async function limitAnalyses(page: Page, address: string, words: Words, most: string): Promise<void> {
  const { usage } = words
  await page.goto(`${address}/usage/all`)
  const limits = page.getByRole('region', { name: usage.limits })
  await expect(limits.getByText(usage.noLimits)).toBeVisible()
  await limits.getByRole('combobox', { name: usage.what }).click()
  await page.getByRole('option', { name: usage.meters.analyses }).click()
  await limits.getByRole('combobox', { name: usage.when }).click()
  await page.getByRole('option', { name: usage.inPeriod.day }).click()
  await limits.getByLabel(usage.hard).fill(most)
  await limits.getByRole('button', { name: usage.set }).click()
  await expect(page.getByText(usage.isSet)).toBeVisible()
  await expect(limits.getByRole('list', { name: usage.limits })).toContainText(usage.house)
}

/** Rows as the hourly review writes them, of the one person there is: nobody waits weeks for a rhythm. */
export async function plantFlags(dataDir: string): Promise<void> {
  const database = openDatabase({
    address: socketAddress(await joinEmbeddedPostgres({ folder: join(dataDir, 'postgres') })),
    log: openLog({ level: 'silent', format: 'json', process: 'journey' }),
    poolMax: 2,
  })
  try {
    await database.asSystem('what was unusual, for a journey', (tx) =>
      sql`
      insert into usage_flags (user_id, kind, day, measure, hour, seen, usual, mads, compared_with, network, raised_at)
      select people.id, flag.*, now() from auth.users people, (values
        ('creep', current_date - 2, 'micro_usd', now() - interval '2 days', 9400000, 2100000, 7.1, 'own', null),
        ('network', current_date - 1, 'networks', now() - interval '1 day', 1, 0, 4, 'own', '203.0.113.0/24'),
        ('night', current_date, 'requests', now() - interval '9 hours', 310, 0, 22, 'role', null),
        ('burst', current_date, 'requests', now() - interval '2 hours', 4200, 61, 48, 'own', null))
        as flag (kind, day, measure, hour, seen, usual, mads, compared_with, network)`.execute(tx),
    )
  } finally {
    await database.close()
  }
}

/** Breaks the file store on purpose, sees it, and mends it by hand. */
export async function breakAndMend(page: Page, address: string, words: Words): Promise<void> {
  const { gameDay } = words.health
  await page.goto(`${address}/jobs/health`)
  await page.getByRole('combobox', { name: gameDay.what }).click()
  await page.getByRole('option', { name: gameDay.parts.files }).click()
  await page.getByLabel(gameDay.seconds, { exact: true }).fill('600')
  await page.getByRole('button', { name: gameDay.breakIt }).click()
  const newest = page.getByRole('list', { name: gameDay.title }).getByRole('listitem').first()
  await expect(newest.getByText(gameDay.broken, { exact: true })).toBeVisible()
  await newest.getByRole('button', { name: gameDay.mend }).click()
  await expect(newest.getByText(gameDay.over, { exact: true })).toBeVisible()
}

/** Clears what was unusual last, with a note. */
export async function clearNewestFlag(page: Page, words: Words): Promise<void> {
  const { usage } = words
  const newest = page.getByRole('list', { name: usage.review }).getByRole('listitem').first()
  await newest.getByRole('button', { name: usage.decisions.clear, exact: true }).click()
  const dialog = page.getByRole('alertdialog')
  await dialog.getByLabel(usage.note, { exact: true }).fill('42')
  await dialog.getByRole('button', { name: usage.decisions.clear, exact: true }).click()
  await expect(newest.getByText(usage.flagStates.cleared, { exact: true })).toBeVisible()
}
