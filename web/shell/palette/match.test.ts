import { expect, test } from 'vitest'
import { matchScore } from './match.ts'

test.each([
  ['설정', '설정 열기'],
  ['설저', '설정 열기'],
  ['설ㅈ', '설정 열기'],
  ['ㅅㅈ', '설정 열기'],
  ['ㅅㅈ ㅇㄱ', '설정 열기'],
  ['ㄳ', '검색'.normalize('NFD')],
  ['열기', '설정 열기'],
  ['열기 설정', '설정 열기'],
  ['tjfwjd', '설정 열기'],
  ['ㅓㅐㅠㄴ', 'Go to Jobs'],
  ['jobs', 'Go to Jobs'],
  ['gtj', 'Go to Jobs'],
  ['DARK', 'Theme: dark'],
])('%s finds %s', (query, text) => {
  expect(matchScore(query, text)).toBeGreaterThan(0)
})

test.each([
  ['ㅅㅈ', '작업 열기'],
  ['설정', '서재 열기'],
  ['jobz', 'Go to Jobs'],
  ['add', '서재 열기'],
  ['obs', 'Library'],
])('%s does not find %s', (query, text) => {
  expect(matchScore(query, text)).toBe(0)
})

test('the closer a text begins with what was typed, the better it answers', () => {
  const ranked = ['Notes of a job', 'A job', 'Job list', 'Just about everything'].toSorted(
    (one, other) => matchScore('job', other) - matchScore('job', one),
  )
  expect(ranked[0]).toBe('Job list')
  expect(matchScore('ㅈㅇ', '작업 열기')).toBeGreaterThan(matchScore('ㅈㅇ', '목록'))
  expect(matchScore('작업', '작업 열기')).toBeGreaterThan(matchScore('작업', '모든 작업'))
})

test('nothing typed is answered by everything', () => {
  expect(matchScore('  ', 'Jobs')).toBe(1)
})
