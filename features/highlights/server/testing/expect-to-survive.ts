import { expect } from 'vitest'
import { findPassage, groundOf } from '../anchor/anchor.ts'
import { compact } from '../anchor/compact-text.ts'
import { contextOf, readableQuote } from '../anchor/readable-quote.ts'
import { diceOf, extractOtherwise } from './extract-otherwise.ts'

export type Page = { readonly number: number; readonly text: string }

/** A quote as it is stored when somebody marks this stretch of a page. */
export function marked(pages: readonly Page[], number: number, start: number, end: number) {
  const text = pages.map((page) => page.text).join('\n')
  const before = pages.slice(
    0,
    pages.findIndex((page) => page.number === number),
  )
  const offset = before.reduce((sum, page) => sum + page.text.length + 1, 0)
  const exact = readableQuote(text.slice(offset + start, offset + end), text)
  return { exact, ...contextOf(text, offset + start, offset + end) }
}

/** Random passages of pages, and where they stand in another extraction. */
export function expectToSurvive(pages: readonly Page[], { seed, count }: { seed: number; count: number }) {
  const dice = diceOf(seed)
  const others = pages.map(({ number, text }) => ({ number, ...extractOtherwise(text, dice) }))
  const ground = groundOf(others)
  const filled = pages.filter(({ text }) => compact(text).length > 300)
  let placed = 0
  for (let round = 0; round < count && filled.length > 0; round++) {
    const { number, text } = filled[Math.floor(dice() * filled.length)] ?? { number: 1, text: '' }
    const words = [...text.matchAll(/[^\s]+/gu)]
    const from = Math.floor(dice() * words.length)
    const first = words[from]
    const last = words[Math.min(words.length - 1, from + Math.floor(dice() ** 2 * 60))]
    if (first === undefined || last === undefined) continue
    const [start, end] = [first.index, last.index + last[0].length]
    const quote = marked(pages, number, start, end)
    // Signs alone are no words.
    if (compact(quote.exact).length < 3) continue
    const found = findPassage(ground, quote, { page: number, offset: start })
    const [span] = found?.spans ?? []
    const other = others.find((each) => each.number === span?.page)
    const expected = others.find((each) => each.number === number)
    const lastSpan = found?.spans.at(-1)
    const words2 = found?.spans
      .map((each) => others.find((page) => page.number === each.page)?.text.slice(each.start, each.end))
      .join('\n')
    expect([seed, number, start, span?.page, compact(words2 ?? '')]).toEqual([
      seed,
      number,
      start,
      number,
      compact(quote.exact),
    ])
    // The same occurrence, not only the same words: signs that folding leaves out may stand before it.
    const gap = (expected?.placeOf(start) ?? 0) - (span?.start ?? -1)
    expect([
      seed,
      number,
      start,
      quote.exact,
      Math.abs(gap) <= 6,
      lastSpan?.page,
      other === expected,
    ]).toEqual([seed, number, start, quote.exact, true, number, true])
    placed++
  }
  return placed
}
