import { describe, expect, test } from 'vitest'
import { rectanglesOf } from '#contract/text-rectangles.ts'
import { layOutPage } from './page-text.ts'
import { fontLook, type TextItem } from './text-geometry.ts'

const frame = { left: 0, bottom: 0, userUnit: 1 }
const look = fontLook({ ascent: 0.8, descent: -0.2 })

/** An item at a place, half its size wide for every character. */
function item(str: string, x: number, y: number, more: Partial<TextItem> & { size?: number } = {}): TextItem {
  const { size = 10, ...rest } = more
  const width = str.length * size * 0.5
  return {
    str,
    width,
    height: size,
    transform: [size, 0, 0, size, x, y],
    fontName: 'f',
    hasEOL: false,
    ...rest,
  }
}

const endOfLine = (x: number, y: number) => item('', x, y, { hasEOL: true })
const layOut = (...items: TextItem[]) => layOutPage(items, frame, () => look)

describe('the text of a page', () => {
  test('has a line for every line, in the order of the file', () => {
    const page = layOut(
      item('left one', 10, 700),
      endOfLine(10, 690),
      item('left two', 10, 690),
      endOfLine(300, 700),
      item('right', 300, 700),
    )
    expect(page.text).toBe('left one\nleft two\nright')
  })

  test('keeps the hyphen at the end of a line', () => {
    const page = layOut(item('still fail pe-', 10, 700, { hasEOL: true }), item('riodically', 10, 690))
    expect(page.text).toBe('still fail pe-\nriodically')
  })

  test('keeps a footnote mark with its word, though the file ends the line before it', () => {
    const page = layOut(
      item('Shapiro', 10, 700, { hasEOL: true }),
      item('†', 45.5, 704, { size: 6, hasEOL: true }),
      item('and', 51, 700),
    )
    expect(page.text).toBe('Shapiro† and')
  })

  test('begins a line where the text jumps, though the file reports no end of line', () => {
    const page = layOut(
      item('is sponsored by USENIX.', 300, 150),
      item('Simple Testing', 50, 500, { size: 24 }),
    )
    expect(page.text).toBe('is sponsored by USENIX.\nSimple Testing')
  })

  test('puts a space where the page shows one, and one only', () => {
    const page = layOut(
      item('two ', 10, 700),
      item(' ', 30, 700),
      item('words', 35, 700),
      item('apart', 75, 700),
      item('tog', 200, 700),
    )
    expect(page.text).toBe('two words apart tog')
    const touching = layOut(item('toge', 10, 700), item('ther', 30, 700))
    expect(touching.text).toBe('together')
  })

  test('makes one letter of an accent and a letter in two pieces, and the box covers both', () => {
    const page = layOut(item('Per Martin-L', 10, 700), item('¨', 70, 700), item('of', 70, 700))
    expect(page.text).toBe('Per Martin-Löf')
    expect(rectanglesOf(page, 0, page.text.length)).toEqual([{ x: 10, y: 698, width: 70, height: 10 }])
  })

  test('is in NFC even when the file gives Hangul letter by letter', () => {
    const page = layOut(item('\u1112', 10, 700), item('\u1161', 15, 700), item('\u11ab', 20, 700))
    expect(page.text).toBe('한')
  })

  test('has a box for every run, and the runs spell the text', () => {
    const page = layOut(
      item('Abstract', 50, 700, { hasEOL: true }),
      item('We show ', 50, 680),
      item('that', 95, 680),
    )
    expect(page.boxes.map(([start, end]) => page.text.slice(start, end))).toEqual([
      'Abstract',
      'We show',
      'that',
    ])
    expect(page.boxes[0]).toEqual([0, 8, 50, 698, 40, 10])
  })

  test('says how turned text runs', () => {
    const stamp = item('arXiv:1510.00116', 20, 100, { size: 20, transform: [0, 20, -20, 0, 20, 100] })
    const page = layOut(stamp)
    expect(page.boxes).toEqual([[0, 16, 4, 100, 20, 160, 1]])
    expect(page.lines[0]?.upright).toBe(false)
  })

  test('has a place for text whose font gives widths that are no numbers', () => {
    const page = layOut(
      item('odd', 10, 700, { width: Number.NaN }),
      item('far', 1e300, 700, { hasEOL: true }),
    )
    expect(page.boxes.flat().every(Number.isFinite)).toBe(true)
    expect(page.text).toContain('odd')
  })

  test('counts from the corner of the page and in points, whatever the file counts in', () => {
    const page = layOutPage([item('a', 110, 220)], { left: 100, bottom: 200, userUnit: 2 }, () => look)
    expect(page.boxes[0]).toEqual([0, 1, 20, 36, 10, 20])
  })
})

describe('rectangles of a stretch of text', () => {
  const page = layOut(item('one two three', 100, 700, { hasEOL: true }), item('four five', 100, 688))

  test('cover a part of a run by its share of characters', () => {
    expect(rectanglesOf(page, 4, 7)).toEqual([{ x: 120, y: 698, width: 15, height: 10 }])
  })

  test('are one for every line', () => {
    expect(rectanglesOf(page, 8, 18)).toEqual([
      { x: 140, y: 698, width: 25, height: 10 },
      { x: 100, y: 686, width: 20, height: 10 },
    ])
  })

  test('join the words of a line and keep columns apart', () => {
    const words = layOut(item('left', 10, 700), item('word', 34, 700), item('right', 300, 700))
    expect(rectanglesOf(words, 0, words.text.length).map(({ x, width }) => [x, width])).toEqual([
      [10, 44],
      [300, 25],
    ])
  })

  test.each([
    [1, { x: 0, y: 25, width: 10, height: 25 }],
    [3, { x: 0, y: 50, width: 10, height: 25 }],
  ] as const)('follow text that runs up or down (%s)', (turns, rect) => {
    expect(rectanglesOf({ boxes: [[0, 4, 0, 0, 10, 100, turns]] }, 1, 2)).toEqual([rect])
  })

  test('are none outside of any run', () => {
    expect(rectanglesOf(page, 13, 14)).toEqual([])
    expect(rectanglesOf(page, 100, 200)).toEqual([])
  })
})

test('a font of which nothing is said is as high as its family usually is', () => {
  expect(fontLook({ fontFamily: 'serif', ascent: Number.NaN, descent: Number.NaN })).toMatchObject({
    ascent: 0.683,
    descent: -0.217,
  })
  expect(fontLook({ fontFamily: 'monospace', ascent: 0 })).toMatchObject({ ascent: 0.629, descent: -0.157 })
  expect(fontLook({ fontFamily: 'sans-serif', ascent: 0.9, descent: -0.25 })).toMatchObject({
    ascent: 0.9,
    descent: -0.25,
  })
})
