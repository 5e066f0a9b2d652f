import { describe, expect, test } from 'vitest'
import { foldText } from './fold-text.ts'

const stream = (text: string) => foldText(text).stream
const same = (left: string, right: string) => expect(stream(left)).toBe(stream(right))
const differ = (left: string, right: string) => expect(stream(left)).not.toBe(stream(right))

describe('two honest copies fold to the same stream', () => {
  test.each([
    ['ligatures', 'eﬃcient ﬁnite ﬂow', 'efficient finite flow'],
    ['a word broken at a line end', 'the transfor-\nmation of', 'the transformation of'],
    ['a compound broken at its own hyphen', 'state-of-the-\nart', 'state-of-the-art'],
    ['line breaks and runs of spaces', 'one  two\nthree', 'one two three'],
    ['kinds of quotation marks', '“it’s” ‘so’', "\"it's\" 'so'"],
    ['kinds of dashes', 'pages 10–20 — all', 'pages 10-20 - all'],
    ['Cauchy and Schwarz', 'Cauchy–Schwarz', 'Cauchy-Schwarz'],
    ['letter case', 'We Find', 'we find'],
    ['composed and decomposed accents', 'Erd\u0151s', 'Erdo\u030bs'],
    ['loose accents of old fonts', 'Altınb¨uken', 'Altınbüken'],
    ['composed and decomposed Hangul', '서고는 책을', '서고는 책을'.normalize('NFD')],
    ['spacing of Hangul', '할 수 있다', '할수있다'],
    ['Hangul beside Latin', 'BERT 모델', 'BERT모델'],
    ['full-width forms', 'ＡＢＣ１２', 'ABC12'],
    ['mathematical letters', '𝑥 = 𝟓', 'x = 5'],
    ['spaces around punctuation', 'a = b , c', 'a=b,c'],
    ['soft hyphens and zero-width spaces', 'trans\u00adform\u200bation', 'transformation'],
  ])('%s', (_, left, right) => same(left, right))
})

describe('what carries meaning stays', () => {
  test.each([
    ['a space between words', 'no table result', 'notable result'],
    ['a space between numbers', '10 20', '1020'],
    ['a range', '10-20', '1020'],
    ['a sign', '-5 degrees', '5 degrees'],
    ['a minus between letters', 'x − y', 'xy'],
    ['a dash with spaces', 'x - y', 'xy'],
    ['a decimal point', '2.5', '25'],
    ['a superscript', '10²', '102'],
    ['a superscript minus', '10⁻³', '10-3'],
    ['a fraction', '1½', '11/2'],
    ['a circled number', '① first', '1 first'],
    ['a percent sign', '12%', '12'],
    ['a comparison', 'p < 0.05', 'p > 0.05'],
    ['a Hangul syllable', '있다', '없다'],
    ['Japanese voicing', 'か', 'が'],
  ])('%s', (_, left, right) => differ(left, right))
})

test('every unit of the stream leads back to its character', () => {
  const source = 'The e\ufb03cient trans-\nform — 각도, 𝟓 Erdo\u030bs'
  const { stream, starts, ends } = foldText(source)
  expect(starts).toHaveLength(stream.length)
  for (let unit = 0; unit < stream.length; unit++) {
    const from = starts[unit] ?? -1
    const to = ends[unit] ?? -1
    expect(to).toBeGreaterThan(from)
    expect(foldText(source.slice(from, to)).stream || ' ').toContain(stream[unit])
  }
})
