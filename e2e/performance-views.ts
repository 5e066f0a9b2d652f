import type { Locator, Page } from '@playwright/test'
import type { Words } from './words.ts'

/** Of each part of the page of performance, what stands there once its figures are read. */
export const filledView = {
  jobs: (page: Page, { performance }: Words): Locator => page.getByRole('table', { name: performance.jobs }),
  database: (page: Page, { performance }: Words): Locator =>
    page.getByRole('heading', { name: performance.serverStatements }),
  cache: (page: Page, { caching }: Words): Locator => page.getByRole('table', { name: caching.processes }),
  use: (page: Page, { performance }: Words): Locator => page.getByRole('table', { name: performance.use }),
} as const
