import { expect, test } from 'vitest'
import { Problem } from '#contract/problems.ts'
import { backoffMs, JobFailure, judge } from './failure.ts'
import { storable } from './storable.ts'

test('waits double with every failure, keep half as jitter and stop growing at a quarter of an hour', () => {
  expect([1, 2, 3, 4].map((failures) => backoffMs(1_000, failures, () => 0))).toEqual([
    500, 1_000, 2_000, 4_000,
  ])
  expect([1, 2, 3, 4].map((failures) => backoffMs(1_000, failures, () => 1))).toEqual([
    1_000, 2_000, 4_000, 8_000,
  ])
  expect(backoffMs(1_000, 500, () => 1)).toBe(15 * 60_000)
})

test('an unexpected error is tried again until the attempts are used up', () => {
  expect(judge(new Error('x'), 2, { attempts: 3 })).toMatchObject({ code: 'unexpected', final: false })
  expect(judge(new Error('x'), 3, { attempts: 3 })).toMatchObject({ code: 'unexpected', final: true })
})

test('a class may allow fewer attempts than the job', () => {
  const malformed = new JobFailure('malformed_answer', 'no JSON', { retry: true, attemptsAtMost: 2 })
  expect(judge(malformed, 1, { attempts: 5 }).final).toBe(false)
  expect(judge(malformed, 2, { attempts: 5 }).final).toBe(true)
})

test('a wait that is nobody’s fault is never final and takes as long as it was told', () => {
  const limited = new JobFailure('rate_limited', 'later', {
    retry: true,
    retryAfterMs: 7_000,
    countsAttempt: false,
  })
  expect(judge(limited, 5, { attempts: 5 })).toMatchObject({
    final: false,
    countsAttempt: false,
    waitMs: 7_000,
  })
})

test('no provider sets a pace that hurts: not at once for ever, and not in a thousand years', () => {
  const told = (retryAfterMs: number) =>
    judge(new JobFailure('rate_limited', 'later', { retry: true, retryAfterMs, countsAttempt: false }), 1, {
      attempts: 5,
    }).waitMs
  expect(told(0)).toBe(1_000)
  expect(told(Number.POSITIVE_INFINITY)).toBe(24 * 3_600_000)
})

test('a refusal is final unless a retry helps', () => {
  expect(judge(new Problem('paper_not_found'), 1, { attempts: 5 }).final).toBe(true)
  expect(judge(new Problem('unavailable'), 1, { attempts: 5 }).final).toBe(false)
})

test('what PostgreSQL cannot store is replaced in texts and keys, and whole pairs stay', () => {
  expect(storable({ 'a\u0000': ['x\uD800y', '😀', 3, null] })).toEqual({
    'a\uFFFD': ['x\uFFFDy', '😀', 3, null],
  })
})

test('who always asks to wait is not asked for ever, and the job says so', () => {
  const limited = new JobFailure('rate_limited', 'later', {
    retry: true,
    countsAttempt: false,
    pausesLane: true,
  })
  const after = (heldBackMs: number) => judge(limited, 1, { attempts: 5, heldBackMs, patienceMs: 3_600_000 })
  expect(after(0)).toMatchObject({ final: false, countsAttempt: false })
  expect(after(600_000)).toMatchObject({ final: false, laneWaitMs: 60_000 })
  expect(after(3_600_000)).toMatchObject({
    final: true,
    code: 'rate_limited',
    message: 'later (given up: it would have waited longer than 60 minutes)',
  })
})
