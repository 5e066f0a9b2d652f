import { expect, test } from 'vitest'
import { type Claim, getRun, requestAnalysis } from '#features/analysis/contract.ts'
import { importFiles } from '#features/imports/contract.ts'
import { makePdf, textAt } from '#features/papers/server/pdf/testing/make-pdf.ts'
import { saveKey } from '#features/vault/contract.ts'
import { replies, startFakeProvider } from './testing/fake-providers.ts'
import { openTestHouse } from './testing/open-house.ts'

const leading = 18
const topPt = 700
// As Korean papers are set: lines end anywhere, also inside a word, and spaces are where the author put them.
const lines = [
  '읽기 목록을 위한 느긋한 교체 정책',
  '요 약',
  '읽기 목록은 사람이 읽는 속도보다 빠르게 늘어난다. 본 연구의 목적은 최근에',
  '연 논문의 캐시가 언제 잊어야 하는지를 밝히는 것이다. 공공 도서관의 18개',
  '월 요청 기록을 대상으로 실험한 결과 적중률이 61.2%에서 74.8%로 향상되',
  '었다. 오십 개보다 작은 캐시에서는 두 정책의 차이가 통계적으로 유의하지 않았다.',
]
const content = lines
  .map((line, at) => textAt({ x: 60, y: topPt - at * leading, size: 12, font: 'korean' }, line))
  .join('')

/** A quote, and on which lines of the page it stands; none when it does not. */
const quotes: Readonly<Record<string, readonly [quote: string, lines: readonly number[]]>> = {
  'as it is printed': ['읽기 목록은 사람이 읽는 속도보다 빠르게 늘어난다.', [2]],
  'over lines that break words': [
    '공공 도서관의 18개월 요청 기록을 대상으로 실험한 결과 적중률이 61.2%에서 74.8%로 향상되었다.',
    [3, 4, 5],
  ],
  'without its spaces': ['본연구의목적은 최근에연 논문의 캐시가언제 잊어야하는지를 밝히는것이다', [2, 3]],
  'begun after a word, with its particle': [
    '기록을 대상으로 실험한 결과 적중률이 61.2%에서 74.8%로 향상되었다',
    [4, 5],
  ],
  // What a particle says can be the opposite: without it no word is whole.
  'without its last particle': ['본 연구의 목적은 최근에 연 논문의 캐시가 언제 잊어야 하는지', []],
  'with another particle': ['읽기 목록이 사람이 읽는 속도보다 빠르게 늘어난다.', []],
  'with another number': ['실험한 결과 적중률이 61.2%에서 84.8%로 향상되었다.', []],
  'with another word': ['읽기 목록은 사람이 읽는 속도보다 느리게 늘어난다.', []],
  'with its negation cut off': ['오십 개보다 작은 캐시에서는 두 정책의 차이가 통계적으로 유의하지', []],
  'of no paper': ['제안하는 방법은 모든 자료에서 기존 방법보다 좋은 성능을 보였다.', []],
}

test('claims about a Korean PDF are verified to the line with and without spaces, and inventions and other particles refused', async () => {
  const house = await openTestHouse()
  const provider = await startFakeProvider()
  const ann = await house.person('Ann')
  const pdf = makePdf({ pages: [{ content }] })
  const report = await ann.upload(importFiles, [{ fileName: 'korean.pdf', bytes: pdf }])
  await house.workUntilQuiet()
  const paperId = report.entries[0]?.paperId ?? expect.fail('the paper was not taken')
  const summary: Claim[] = Object.entries(quotes).map(([text, [quote]]) => ({ text, quote, page: null }))
  provider.otherwise(replies.answer({ summary }))
  const body = { label: 'Fake', provider: 'openai-compatible' as const, baseUrl: provider.url, model: 'm' }
  const { id } = await ann.call(saveKey, { body })
  const asked = { params: { paperId }, body: { choices: [id], language: 'ko' as const, fresh: true } }
  const run = await ann.call(requestAnalysis, asked)
  await house.workUntilQuiet()
  const [answer] = (await ann.call(getRun, { params: { runId: run.id } })).answers
  const found = (answer?.findings?.summary ?? []).map(({ text, rectangles }) => [
    text,
    rectangles.map(({ y }) => Math.round((topPt - y) / leading)),
  ])
  expect(Object.fromEntries(found)).toEqual(
    Object.fromEntries(Object.entries(quotes).map(([text, [, at]]) => [text, at])),
  )
  await provider.close()
  await house.close()
})
