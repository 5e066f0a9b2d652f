import { expect, test } from 'vitest'
import { afterAnswer, afterFailure, afterNothing, type Breaker, untried } from './breaker.ts'

const start = Date.parse('2026-11-26T00:00:00Z')
const at = (seconds: number) => new Date(start + seconds * 1_000)
const rule = { failuresMax: 3, pauseMs: 20_000 }
const fail = (breaker: Breaker, seconds: number) =>
  afterFailure(breaker, { kind: 'overloaded', now: at(seconds), rule })
const failing = (times: readonly number[]) => times.reduce(fail, untried(at(0)))

test('so many failures in a row open it, and any answer in between begins the row anew', () => {
  expect(failing([1, 2])).toMatchObject({ state: 'closed', failures: 2, nextProbeAt: null })
  expect(failing([1, 2, 3])).toMatchObject({ state: 'open', since: at(3), nextProbeAt: at(23) })
  expect(fail(afterAnswer(failing([1, 2]), at(3)), 4)).toMatchObject({ state: 'closed', failures: 1 })
})

test('failures that are far apart are no row', () => {
  expect(failing([1, 2, 1_000])).toMatchObject({ state: 'closed', failures: 1 })
})

test('what was out already when it opened changes neither since when nor until when', () => {
  expect(failing([1, 2, 3, 9])).toMatchObject({ state: 'open', since: at(3), nextProbeAt: at(23) })
})

test('each question that was let through in vain is waited after twice as long, five minutes at most', () => {
  let breaker = failing([1, 2, 3])
  const pauses: number[] = []
  for (let probe = 1; probe <= 6; probe += 1) {
    breaker = fail({ ...breaker, state: 'half_open' }, 1_000 * probe)
    pauses.push(((breaker.nextProbeAt?.getTime() ?? 0) - at(1_000 * probe).getTime()) / 1_000)
  }
  expect(pauses).toEqual([40, 80, 160, 300, 300, 300])
  expect(breaker.since).toEqual(at(3))
  const closed = afterAnswer(breaker, at(9_000))
  expect(closed).toMatchObject({
    state: 'closed',
    since: at(9_000),
    failures: 0,
    openings: 0,
    nextProbeAt: null,
  })
})

test('a question that was let through and called off lets the next one through at once', () => {
  const halfOpen: Breaker = { ...failing([1, 2, 3]), state: 'half_open' }
  expect(afterNothing(halfOpen, at(30))).toMatchObject({ state: 'open', since: at(3), nextProbeAt: at(30) })
  expect(afterNothing(failing([1, 2, 3]), at(30))).toMatchObject({ nextProbeAt: at(23) })
})
