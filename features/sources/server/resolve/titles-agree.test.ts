import { describe, expect, test } from 'vitest'
import { printsTitle, titlesAgree } from './titles-agree.ts'

describe('two titles are one', () => {
  test.each([
    ['Attention Is All You Need', 'Attention is all you need.'],
    ['The Level Ancestor Problem simplified', 'The level ancestor problem simpliﬁed'],
    ['Deep residual learning for image recognition', 'Deep Residual Learning for Image Recogniton'],
    ['Lanterns in quiet warehouses: a field study', 'Lanterns in Quiet Warehouses'],
    ['한국어 논문의 검색을 위한 색인', '한국어 논문의 검색을 위한 색인'.normalize('NFD')],
  ])('%s', (one, other) => expect(titlesAgree(one, other)).toBe(true))
})

describe('two titles are two', () => {
  test.each([
    ['Introduction', 'Introduction to algorithms'],
    ['On computable numbers, part II', 'On computable numbers, part III'],
    ['Survey of lanterns 2019', 'Survey of lanterns 2020'],
    ['Deep residual learning for image recognition', 'Deep metric learning for image retrieval'],
    ['', 'Anything'],
  ])('%s / %s', (one, other) => expect(titlesAgree(one, other)).toBe(false))
})

test('a title broken over lines is printed, a short one proves nothing', () => {
  expect(
    printsTitle(
      'Deep Residual Learn-\ning for Image\nRecognition\nKaiming He',
      'Deep residual learning for image recognition',
    ),
  ).toBe(true)
  expect(printsTitle('A book on Lanterns and stars', 'Lanterns')).toBe(false)
})
