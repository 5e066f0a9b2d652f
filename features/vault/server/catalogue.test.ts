import { describe, expect, test } from 'vitest'
import { catalogue, costOf, findModel, providerId } from '../contract/catalogue.ts'

const at = new Date('2026-11-25T12:00:00Z')
const tokens = { inputTokens: 30_000, outputTokens: 3_000 }

describe('the cost of a request', () => {
  test.each([
    ['openai', 'gpt-6.1-sol', 90_000],
    ['anthropic', 'claude-sonnet-5-5', 90_000],
    ['xai', 'grok-4.5', 78_000],
    ['gemini', 'gemini-3.8-flash', 33_750],
  ] as const)('of %s %s is its tokens at list price, in micro-dollars', (provider, model, cost) => {
    expect(costOf({ provider, model, at }, tokens)).toBe(cost)
  })

  test('of a model nobody knows is not known, and nothing for the local reader', () => {
    expect(costOf({ provider: 'openai', model: 'gpt-99', at }, tokens)).toBeNull()
    expect(costOf({ provider: 'openai-compatible', model: 'gpt-6-luna', at }, tokens)).toBeNull()
    expect(costOf({ provider: 'anthropic', model: null, at }, tokens)).toBeNull()
    expect(costOf({ provider: 'local', model: null, at }, tokens)).toBe(0)
  })

  test('of a dated version is that of its model', () => {
    for (const model of ['gpt-6-luna-2026-09-22', 'gpt-6-luna-20260922'])
      expect(costOf({ provider: 'openai', model, at }, tokens)).toBe(4_500)
    expect(findModel('openai', 'gpt-6-luna-fast')).toBeUndefined()
  })

  test('above the length a provider names, is at the long rate as a whole', () => {
    const long = (inputTokens: number) =>
      costOf({ provider: 'anthropic', model: 'claude-haiku-5-5', at }, { inputTokens, outputTokens: 1_000 })
    expect(long(100_000)).toBe(10_500)
    expect(long(100_001)).toBe(52_501)
  })

  test('follows the day on which a price changes', () => {
    const on = (day: string) =>
      costOf({ provider: 'gemini', model: 'gemini-4-argon', at: new Date(`${day}T23:59:59Z`) }, tokens)
    expect([on('2026-09-29'), on('2026-11-30'), on('2026-12-01')]).toEqual([null, 90_000, 180_000])
  })

  test('is rounded up: a started micro-dollar is paid', () => {
    const one = { inputTokens: 1, outputTokens: 0 }
    expect(costOf({ provider: 'openai', model: 'gpt-6-luna', at }, one)).toBe(1)
  })
})

test('every price says where it is from and when it was read, newest first', () => {
  for (const provider of providerId.options) {
    const { models, pricesUrl, pricesReadOn } = catalogue[provider]
    if (models.length > 0) expect([pricesUrl, pricesReadOn]).toEqual([expect.any(String), expect.any(String)])
    for (const { prices } of models) {
      const days = prices.map(({ from }) => from)
      expect(days).toEqual([...days].sort().reverse())
    }
  }
})
