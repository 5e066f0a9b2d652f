import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// Starts one PostgreSQL for the run; every test file copies its template.
const globalSetup = 'server/testing/global-setup.ts'

export default defineConfig({
  test: {
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', 'e2e/**', 'data/**', 'web/dist/**'],
    globalSetup: existsSync(join(import.meta.dirname, globalSetup)) ? [globalSetup] : [],
    pool: 'forks',
    // One more than the processors of a small machine: a test waits for the database a third of its time.
    maxWorkers: 3,
    // A process reads the house once, not for every file: no module keeps what is not keyed by its house.
    isolate: false,
    testTimeout: 180_000,
    hookTimeout: 120_000,
    // One chance against a machine that stood still; the report says which test needed it (retry x1).
    retry: process.env.CI === undefined ? 0 : 1,
  },
})
