import type { Locator, Page } from '@playwright/test'
import type { Words } from './words.ts'

/** The parts of the page of performance beside the requests it opens with, in their order. */
export const performanceViews = ['jobs', 'database', 'cache', 'use'] as const
type Shown = (page: Page, words: Words) => Locator

/** Of each part of the page of performance, what stands there once its figures are read. */
export const filledView: Readonly<Record<(typeof performanceViews)[number], Shown>> = {
  jobs: (page, { performance }) => page.getByRole('table', { name: performance.jobs }),
  database: (page, { performance }) => page.getByRole('heading', { name: performance.serverStatements }),
  cache: (page, { caching }) => page.getByRole('table', { name: caching.processes }),
  use: (page, { performance }) => page.getByRole('table', { name: performance.use }),
}
