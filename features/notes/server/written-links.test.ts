import { expect, test } from 'vitest'
import { excerptOf, titleOf, writtenLinks } from './written-links.ts'

const id = '01890a5d-ac96-774b-bcce-b302099a8057'

test.each([
  [
    '[[kim2020]] and [[A Title|shown]] and [x](paper:01890A5D-ac96-774b-bcce-b302099a8057)',
    ['kim2020', 'A Title', `paper:${id}`],
  ],
  ['[[ 한국어 논문 ]] twice [[한국어 논문]]', ['한국어 논문']],
  ['`[[code]]` ~~~ [[not closed [[a\nb]] [[]] [[|x]]', []],
  ['```ts\n[[in a fence]]\n```\n[[after]]', ['after']],
  ['~~~\n[[a fence that never ends]]', []],
  ['[web](https://example.org) [bad](paper:1234)', []],
])('%j names %j', (body, named) => {
  expect(writtenLinks(body)).toEqual(named)
})

test('the title is the first line that says something, the excerpt what follows', () => {
  const body = '\n---\n## **On** [[kim2020|Kim]] and [it](paper:x)\n\n- [ ] read `again`\n> quoted'
  expect([titleOf(body), excerptOf(body)]).toEqual(['On Kim and it', 'read again quoted'])
  expect(titleOf('')).toBe('')
  expect([...titleOf('가'.repeat(500))].length).toBe(200)
})

test('a body made to be slow is read at once', () => {
  for (const body of [
    '[['.repeat(50_000),
    '`'.repeat(100_000),
    '```\n'.repeat(40_000),
    '](paper:'.repeat(20_000),
  ])
    expect(writtenLinks(body)).toEqual([])
})
