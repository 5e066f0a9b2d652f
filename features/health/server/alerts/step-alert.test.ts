import { expect, test } from 'vitest'
import { type Rule, type Standing, stepAlert } from './step-alert.ts'

const rule: Rule = { enabled: true, raiseAt: 90, clearAt: 80, forSeconds: 60 }

/** What is told when a value is looked at every 20 seconds. */
function tell(values: readonly (number | null)[], by: Rule = rule) {
  let standing: Standing = { phase: 'quiet', since: new Date(0) }
  return values.map((value, round) => {
    const { turned, ...next } = stepAlert(by, standing, value, new Date(round * 20_000))
    standing = next
    return turned ?? next.phase
  })
}

test('an alert is raised after its time, kept while it is so, and resolved after its time', () => {
  expect(tell([50, 95, 95, 95, 95, 95, 70, 70, 70, 70, 50])).toEqual([
    'quiet',
    'rising',
    'rising',
    'rising',
    'raised',
    'raised',
    'falling',
    'falling',
    'falling',
    'resolved',
    'quiet',
  ])
})

test('a value that swings around its threshold is told once, and one that falls back in time not at all', () => {
  const swinging = tell([95, 95, 95, 95, 85, 95, 85, 95, 79, 85, 95])
  expect(swinging.filter((told) => told === 'raised')).toHaveLength(7)
  expect(swinging).not.toContain('resolved')
  expect(tell([95, 95, 50, 95, 95, 50])).not.toContain('raised')
})

test('what nobody can measure changes nothing, and the time goes on', () => {
  expect(tell([95, null, null, 95])).toEqual(['rising', 'rising', 'rising', 'raised'])
  expect(tell([95, 95, 95, 95, null, null, null]).slice(4)).toEqual(['raised', 'raised', 'raised'])
})

test('without a time it is told at once, and a rule that is turned off ends what it raised', () => {
  expect(tell([95, 70, 95], { ...rule, forSeconds: 0 })).toEqual(['raised', 'resolved', 'raised'])
  const raised: Standing = { phase: 'raised', since: new Date(0) }
  const off = stepAlert({ ...rule, enabled: false }, raised, 95, new Date(1))
  expect(off).toEqual({ phase: 'quiet', since: new Date(1), turned: 'resolved' })
})
