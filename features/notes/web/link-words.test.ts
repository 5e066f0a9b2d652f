import { expect, test } from 'vitest'
import { linkable, openLinkAt, withLink } from './link-words.ts'

test.each([
  ['See [[kim', 'kim'],
  ['See [[', ''],
  ['See [[한국어 정', '한국어 정'],
  ['See [[kim]] and', undefined],
  ['See [[kim|', undefined],
  ['See [kim', undefined],
  ['See [[kim\n', undefined],
])('before the caret %j a link to %j is being written', (text, words) => {
  expect(openLinkAt(text, text.length)?.words).toBe(words)
})

test('a picked title takes the place of what was written, and closes the brackets once', () => {
  const text = 'See [[ki]] later'
  const link = openLinkAt(text, 8) ?? expect.fail('a link is open')
  expect(withLink(text, link, 8, '[[A Title]]')).toEqual({ text: 'See [[A Title]] later', caret: 15 })
  expect(linkable('A [very]  long|title\nof two lines')).toBe('A very long title of two lines')
})
