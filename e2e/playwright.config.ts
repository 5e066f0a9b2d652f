import { availableParallelism } from 'node:os'
import { defineConfig } from '@playwright/test'
import { hasRedisServer } from '../server/testing/own-redis.ts'
import { onRedis } from './on-redis.ts'

/** Journeys in Debian's Chromium; Playwright downloads no browser of its own. */
export default defineConfig({
  testDir: '.',
  testMatch: '*.journey.ts',
  globalSetup: './prepare-library.ts',
  outputDir: '../test-results',
  // A Seogo, a browser and the next Seogo that starts keep two cores busy: two workers on them take no less time than one, and
  // each journey twice as long.
  workers: Math.max(1, Math.floor(availableParallelism() / 2)),
  fullyParallel: false,
  projects: [
    { name: 'embedded' },
    // The whole days, on the other queue and cache as well.
    ...(hasRedisServer() ? [{ name: onRedis, testMatch: '*-day.journey.ts' }] : []),
  ],
  forbidOnly: process.env.CI !== undefined,
  // One chance against a machine that stood still; a journey that needed it is named as flaky at the end.
  retries: process.env.CI === undefined ? 0 : 1,
  // Ends one that hangs; how long one takes says how busy the machine is.
  timeout: 240_000,
  expect: { timeout: 15_000 },
  use: {
    trace: 'off',
    video: 'off',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.SEOGO_TEST_CHROMIUM ?? '/usr/bin/chromium',
      // Root has no sandbox, and containers have a small /dev/shm.
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
})
