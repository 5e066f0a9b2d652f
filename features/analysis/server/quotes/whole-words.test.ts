import { describe, expect, test } from 'vitest'
import { verifyQuote } from './verify-quote.ts'

/** What is said of the part of a text between the bars. */
function verdictOn(marked: string): string {
  const [before = '', quote = '', after = ''] = marked.split('|')
  const verdict = verifyQuote(quote.trim(), [{ number: 1, text: before + quote + after }])
  return verdict.verified ? 'verified' : verdict.reason
}

describe('words that stand in the paper are refused when beside them was left out', () => {
  test.each([
    ['a negation before a quotation mark', 'It cannot “|simulate the failure of a node” at all.|'],
    ['a negation before a bracket', 'It does not [|simulate the failure of a node].|'],
    ['a negation and an aside', 'It cannot, in general, |simulate the failure of a node.|'],
    ['a negation and a reference', 'It cannot [12] |simulate the failure of a node.|'],
    ['a negation and a remark', 'It cannot (as of today) |simulate the failure of a node.|'],
    ['a negation over a line end', 'It can-\nnot |simulate the failure of a node.|'],
    [
      'a negation two words before',
      'There was no statistically |significant difference between the groups.|',
    ],
    ['a negated verb', 'We did not observe |improvements in any of the tasks.|'],
    ['a short negation', 'The drug didn’t clearly |improve the state of the patients.|'],
    ['a negated belief', 'There is no good evidence that |the drug improved the state of patients.|'],
    ['a doubt', 'It is therefore unlikely that |the drug improved the state of patients.|'],
    ['a failure', 'The tool fails to |simulate many errors of a node.|'],
    ['a condition before', 'It is so if |the drug improved the state of patients.|'],
    [
      'a condition behind',
      'It is so: |the algorithm always terminates here| only if the graph has no circle.',
    ],
    ['a negation behind', 'In all, |the gain in accuracy over the years does| not persist.'],
    ['what makes a statement false', 'That |the drug improved the state of patients| is not true.'],
    ['a comparison', 'It is at most |twice as fast as the algorithm before.|'],
    ['a sign of comparison before a number', 'It was so with p < |0.05 in all of the groups measured.|'],
    ['a word of a number behind', 'In all |the cost of the machine was about 12| million.'],
  ])('%s', (_, marked) => expect(verdictOn(marked)).toMatch(/^cut_/))

  test('a negation before a page break', () => {
    const pages = [
      { number: 1, text: 'Journal of Tests\na\nb\nc\nThe treated plants were not\n17' },
      { number: 2, text: 'Journal of Tests\ntaller than the plants of the control group.\nd\ne\nf\n18' },
    ]
    expect(verifyQuote('taller than the plants of the control group', pages)).toEqual({
      verified: false,
      reason: 'cut_from_negation',
    })
  })

  test.each([
    ['않다', '제안한 방법에서 |적중률이 통계적으로 유의하게 향상되지| 않았다.'],
    ['못하다', '제안한 방법은 |작은 캐시에서 적중률을 향상시키지| 못한다.'],
    ['아니다', '이 결과는 |적중률이 유의하게 향상된 것이| 아니다.'],
    ['없다', '이 실험으로는 |적중률이 유의하게 향상되었다고| 볼 수 없다.'],
    ['어렵다', '이 실험으로는 |적중률이 유의하게 향상되었다고| 말하기 어렵다.'],
    ['a negated attribute', '거의 사용하지 않는 |캐시는 모든 크기에서 느리게 동작한다.|'],
    ['a negated condition', '캐시를 쓰지 않으면 |모든 크기에서 지연이 크게 늘어난다.|'],
    ['안', '이 정책은 절대로 안 |먼저 들어온 항목을 버리게 된다.|'],
  ])('in Korean: %s', (_, marked) => expect(verdictOn(marked)).toBe('cut_from_negation'))
})

describe('words may stand alone', () => {
  test.each([
    ['when the negation is in another sentence', 'It did not. |The drug improved the state of patients.|'],
    ['when it is in another clause', 'We do not know why, but |the drug improved the state of patients.|'],
    ['when a comma parts it from them', 'Not without reason, as we think, |the drug improved all patients.|'],
    ['when it stands in a heading', '1 No free lunch\n|The drug improved the state of patients.|'],
    ['when a few is some', 'In a few |patients of the group the drug had effects.|'],
    [
      'when the contrast comes after a comma',
      'So |the drug improved the state of patients|, not the placebo.',
    ],
    ['when they hold it', 'It is |not the drug that improved the state of patients.|'],
  ])('%s', (_, marked) => expect(verdictOn(marked)).toBe('verified'))

  test.each([
    ['when the clause ended', '|제안한 방법은 모든 크기에서 적중률이 높고| 지연은 늘어나지 않았다.'],
    ['when the negation is a word of another meaning', '|적중률을 높이려면 캐시를 늘릴| 수밖에 없다.'],
    ['when they hold it', '작은 캐시에서는 |두 정책의 차이가 통계적으로 유의하지 않았다|.'],
    ['when the negation is in another sentence', '차이는 없다. |제안한 방법은 모든 크기에서 더 빠르다.|'],
  ])('in Korean: %s', (_, marked) => expect(verdictOn(marked)).toBe('verified'))
})
