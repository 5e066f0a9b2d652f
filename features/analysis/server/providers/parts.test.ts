import { expect, test } from 'vitest'
import type { Findings } from '../../contract.ts'
import { mergeFindings } from './merge-findings.ts'
import { estimateTokens, partTokensOf, toParts } from './parts.ts'

const page = (number: number, words: number, word = 'word') => ({ number, text: `${word} `.repeat(words) })
const book = Array.from({ length: 300 }, (_, index) => page(index + 1, 400))

test('a paper that fits is one part', () => {
  expect(toParts(book.slice(0, 3), 10_000)).toEqual([book.slice(0, 3)])
})

test('a book is cut between pages into parts of about the same length, and no page is left out or twice', () => {
  const parts = toParts(book, 30_000)
  expect(parts.flat()).toEqual(book)
  const sizes = parts.map((part) => part.reduce((sum, { text }) => sum + estimateTokens(text), 0))
  expect(Math.max(...sizes)).toBeLessThanOrEqual(30_000)
  expect(Math.min(...sizes)).toBeGreaterThan(15_000)
})

test('a page longer than a part is cut between words, each piece under its number', () => {
  const long = page(7, 9_000)
  const parts = toParts([long], 2_000)
  expect(
    parts
      .flat()
      .map(({ text }) => text)
      .join(''),
  ).toBe(long.text)
  for (const { number, text } of parts.flat()) {
    expect(number).toBe(7)
    expect(estimateTokens(text)).toBeLessThanOrEqual(2_000)
    expect(text.trim()).toMatch(/^word.*word$/)
  }
})

test('no cut leaves half a character', () => {
  const parts = toParts([{ number: 1, text: '𝑥𝑦𝑧'.repeat(50) }], 7)
  expect(parts.flat().every(({ text }) => text.isWellFormed())).toBe(true)
})

test('Korean counts a token for each syllable, English one for three letters', () => {
  expect(estimateTokens('논문을 읽는다')).toBe(7)
  expect(estimateTokens('reading')).toBe(3)
})

test('a part fits the model beside its answer, and stays below the length that costs more', () => {
  expect(partTokensOf('anthropic', 'claude-haiku-5-5', 20_000)).toBe(96_000)
  expect(partTokensOf('openai', 'gpt-6-luna', 20_000)).toBe(150_000)
  expect(partTokensOf('openai-compatible', 'qwen3:14b', 8_000)).toBe(30_000)
})

test('an answer put together of parts has its say of each, in reading order, and within what is shown', () => {
  const claimOf = (part: number, place: number) => {
    const text = `claim ${place} of part ${part}`
    return { text, quote: text, page: part * 10 + place }
  }
  const partOf = (part: number): Findings => ({
    summary: Array.from({ length: 5 }, (_, place) => claimOf(part, place)),
    researchQuestion: part === 2 ? claimOf(2, 0) : null,
    methods: [claimOf(0, 0)],
    data: [],
    findings: [],
    limitations: [],
    contributions: [],
    keyTerms: ['everywhere', `only in ${part}`],
    suggestedTags: ['Everywhere'],
  })
  const merged = mergeFindings([partOf(1), partOf(2), partOf(3), partOf(4)])
  expect(merged.summary.map(({ page: at }) => at)).toEqual([10, 11, 12, 20, 21, 22, 30, 31, 32, 40, 41, 42])
  expect(merged.researchQuestion?.text).toBe('claim 0 of part 2')
  expect(merged.methods).toHaveLength(1)
  expect(merged.keyTerms[0]).toBe('everywhere')
})
