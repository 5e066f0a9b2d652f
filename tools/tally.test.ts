import { expect, test } from 'vitest'
import { addTallies, lastTally, readPlaywrightReport, readVitestReport, tallyLine } from './tally.ts'

const green = {
  success: true,
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [],
}

test('the counts of Vitest and Playwright add up to one line', () => {
  const journeys = { errors: [], stats: { expected: 4, unexpected: 1, flaky: 0, skipped: 2 } }
  const sum = addTallies(readVitestReport(green), readPlaywrightReport(journeys))
  expect(tallyLine(sum)).toBe('7 passed, 1 failed, 4 skipped')
})

test('the last tally of what was printed counts, and a run without one counts nothing', () => {
  expect(lastTally('1 passed, 0 failed, 0 skipped\nmore\n7 passed, 2 failed, 3 skipped\n')).toEqual({
    passed: 7,
    failed: 2,
    skipped: 3,
  })
  expect(lastTally('tests on Redis: 7 passed, 2 failed, 3 skipped')).toEqual({
    passed: 0,
    failed: 0,
    skipped: 0,
  })
})

test('a file that could not be loaded is a failure though no test of it failed', () => {
  const broken = { ...green, success: false, testResults: [{ status: 'failed', assertionResults: [] }] }
  expect(readVitestReport(broken).failed).toBe(1)
})

test('an error outside every test is a failure', () => {
  expect(readVitestReport({ ...green, success: false }).failed).toBe(1)
  const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }
  expect(readPlaywrightReport({ errors: [{ message: 'no browser' }], stats }).failed).toBe(1)
})
