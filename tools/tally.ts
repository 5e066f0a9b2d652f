import { z } from 'zod'

export interface Tally {
  passed: number
  failed: number
  skipped: number
}

export const nothing: Tally = { passed: 0, failed: 0, skipped: 0 }

export function addTallies(a: Tally, b: Tally): Tally {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }
}

/** The line a run ends with, alone: `12 passed, 0 failed, 1 skipped`. */
export function tallyLine({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/** The counts of the last such line in what a run printed; nothing when there is none. */
export function lastTally(printed: string): Tally {
  const [, passed, failed, skipped] =
    [...printed.matchAll(/^(\d+) passed, (\d+) failed, (\d+) skipped$/gm)].at(-1) ?? []
  return passed === undefined
    ? nothing
    : { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) }
}

const vitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
})

/**
 * The counts of Vitest's JSON report. A file that could not be loaded has no test that failed, and an error outside
 * a test belongs to none: both count as one failure, so that red is never `0 failed`.
 */
export function readVitestReport(json: unknown): Tally {
  const report = vitestReport.parse(json)
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  )
  const failed = report.numFailedTests + brokenFiles.length
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && !report.success ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

const playwrightReport = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
})

/** The counts of Playwright's JSON report; an error outside a journey counts as one failure. */
export function readPlaywrightReport(json: unknown): Tally {
  const { errors, stats } = playwrightReport.parse(json)
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected > 0 || errors.length === 0 ? stats.unexpected : 1,
    skipped: stats.skipped,
  }
}
