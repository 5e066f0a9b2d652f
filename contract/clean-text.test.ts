import { describe, expect, test } from 'vitest'
import { cleanText, composeAcross, countUnreadable } from './clean-text.ts'

describe('cleaning text', () => {
  test('takes out what PostgreSQL refuses: NUL and lone surrogates', () => {
    expect(cleanText('a\u0000b\ud800c\udc00d')).toBe('abcd')
  })

  test('keeps whole surrogate pairs', () => {
    expect(cleanText('𝒜 and 😀')).toBe('𝒜 and 😀')
  })

  test('opens Latin ligatures and full-width letters', () => {
    expect(cleanText('e\ufb03cient \ufb01nd，ＤＯＩ')).toBe('efficient find,DOI')
  })

  test('leaves a superscript a superscript, so that ten squared does not become 102', () => {
    expect(cleanText('10² ① ½')).toBe('10² ① ½')
  })

  test('composes Hangul and accents', () => {
    expect(cleanText('한국'.normalize('NFD'))).toBe('한국')
    expect(cleanText('Pregui\u0063\u0327a')).toBe('Preguiça')
  })

  test.each([
    ['L\u00a8of', 'Löf'],
    ['Mart\u00b4\u0131n', 'Martín'],
    ['Ru\u02c7zi\u02c7cka', 'Ružička'],
    ['Pregui\u0063\u00b8a', 'Preguiça'],
    ['Universit`a', 'Università'],
  ])('joins the accent an old font draws apart: %s', (drawn, read) => {
    expect(cleanText(drawn)).toBe(read)
  })

  test.each(['f\u00b4 and g\u00b4', '\u02c6x', 'the `a` key', '`a quote'])('leaves %s alone', (text) => {
    expect(cleanText(text)).toBe(text)
  })

  test('keeps the tilde of an address a tilde', () => {
    expect(cleanText('http://vismod.www.media.mit.edu/\u02dcnicholas/')).toBe(
      'http://vismod.www.media.mit.edu/~nicholas/',
    )
  })

  test('makes every kind of space one space and drops invisible marks', () => {
    expect(cleanText('a\u00a0b\u3000c\td\u200b\ufeffe')).toBe('a b c de')
  })

  test('shows a soft hyphen, since somebody sees it on the page', () => {
    expect(cleanText('pro\u00ad')).toBe('pro-')
  })
})

test('a letter whose parts stand in two pieces becomes one', () => {
  expect(composeAcross('L\u00a8', 'of')).toBe('Löf')
  expect(composeAcross('\u1112', '\u1161\u11ab')).toBe('한')
  expect(composeAcross('rock', 'fish')).toBeUndefined()
})

test('characters nobody can read are counted', () => {
  expect(countUnreadable('ab \u0001\u0002\ufffd\ue000')).toEqual({ characters: 6, unreadable: 4 })
  expect(countUnreadable('plain text')).toEqual({ characters: 9, unreadable: 0 })
})
