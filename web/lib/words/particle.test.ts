import { expect, test } from 'vitest'
import { withParticle } from './particle.ts'

test.each([
  ['논문', '은/는', '논문은'],
  ['저자', '은/는', '저자는'],
  ['서고', '이/가', '서고가'],
  ['분석', '을/를', '분석을'],
  ['파일', '으로/로', '파일로'],
  ['목록', '으로/로', '목록으로'],
  ['폴더', '으로/로', '폴더로'],
  ['3', '이/가', '3이'],
  ['12', '은/는', '12는'],
  ['「논문」', '은/는', '「논문」은'],
] as const)('%s with %s is %s', (text, particle, expected) => {
  expect(withParticle(text, particle)).toBe(expected)
})

test('a Latin word keeps both forms, since its sound cannot be known', () => {
  expect(withParticle('paper.pdf', '을/를')).toBe('paper.pdf을(를)')
})

test('a decomposed syllable (as macOS names files) is read like a composed one', () => {
  expect(withParticle('논문'.normalize('NFD'), '은/는')).toMatch(/은$/)
})

test('letters that look like object keys are no digits', () => {
  expect(withParticle('constructor', '은/는')).toBe('constructor은(는)')
})
