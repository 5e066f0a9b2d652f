import { expect, type Page } from '@playwright/test'
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
