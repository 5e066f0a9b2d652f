import { afterAll, beforeAll, expect, test } from 'vitest'
import { problemDetails } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { listPapers } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { type Dice, diceOf, junkText } from '#server/testing/junk.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'

/** `npm run fuzz:search` asks more of them. */
const questions = Number(process.env.SEOGO_TEST_QUESTIONS ?? 150)
const seed = Number(process.env.SEOGO_TEST_SEED ?? 20_261_126)

let seogo: TestHouse
let ann: Person
let paperIds = ''

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  const ids = await seogo.house.database.asUser(ann.userId, async (tx) => {
    const added = []
    const libraryId = await requireEditableLibrary(tx)
    for (const [title, year] of [
      ['Graph networks, a survey', 2019],
      ['그래프 신경망의 이해', 2021],
      ['図書館の歴史 😀 שלום', 1999],
    ] as const) {
      const csl = { type: 'article' as const, title, issued: { 'date-parts': [[year]] } }
      added.push((await addPaper(tx, { libraryId, csl, addedBy: ann.userId })).paperId)
    }
    return added
  })
  await ann.request('PUT', `/api/papers/${ids[0]}/tags`, { body: { names: ['nlp', '읽기'] } })
  paperIds = ids.join(',')
})
afterAll(() => seogo.close())

const operators = [
  'author:',
  '저자:',
  'title:',
  'journal:"',
  'tag:nlp,',
  '-tag:',
  'collection:',
  'rating:>=',
  '평점:..',
  'year:2019..',
  'published:9999-99-99',
  'published:<',
  'added:99999d',
  '추가:>2024-02-30',
  'status:unread,',
  'has:',
  '-has:notes',
  'lang:ko',
  'autor:x',
  '::',
  '..',
  '-',
  '--',
  '"',
  '“',
  ' ',
  '\n',
  '|',
  '&',
  '!',
  '<->',
  ':*',
  '(',
  'graph',
  '그래프',
  '2019',
  '10.1234/x',
] as const

/** A question that somebody may send: operators, words, letters and signs of every kind in any order. */
function oddQuestion(dice: Dice): string {
  if (dice.once(60))
    return `${dice.pick(operators)}${dice.pick(['가', 'x', '"a" ', '-tag:x '])}`.repeat(3_000)
  return Array.from({ length: 1 + dice.whole(12) }, () =>
    dice.once(4) ? junkText(dice) : dice.pick(operators),
  ).join(dice.pick(['', ' ']))
}

/** What an address can carry: halves of letters cannot be written in it. */
const asked = (q: string) => encodeURIComponent(q.toWellFormed())

test(`${questions} odd questions (seed ${seed}) are answered, or refused with a reason, and never with a fault`, async () => {
  const dice = diceOf(seed)
  const paths = [
    (q: string) => `/api/papers/count?q=${q}`,
    (q: string) => `/api/search/facets?q=${q}`,
    (q: string) => `/api/search/papers?q=${q}`,
    (q: string) => `/api/search/matches?paperIds=${paperIds}&q=${q}`,
    (q: string) => `/api/search/suggestions?beginning=${q}`,
  ] as const
  let answered = 0
  for (let run = 0; run < questions; run += 1) {
    const question = oddQuestion(dice)
    const q = asked(question)
    for (const path of [
      `/api/papers?sort=${dice.pick(['relevance', 'added', 'title', 'rating'])}&q=${q}`,
      dice.pick(paths)(q),
    ]) {
      const answer = await ann.request('GET', path)
      const told = `${path.slice(0, 24)} ${JSON.stringify(question.slice(0, 300))}: ${answer.body.slice(0, 300)}`
      expect([200, 400, 414, 431], told).toContain(answer.statusCode)
      if (answer.statusCode === 200) answered += 1
      else if (answer.statusCode === 400)
        expect(problemDetails.safeParse(answer.json()).success, told).toBe(true)
    }
  }
  expect(answered).toBeGreaterThan(questions)
  // The house stands, and answers as before.
  const { items } = await ann.call(listPapers, { query: { q: 'graph tag:nlp', sort: 'relevance' } })
  expect(items.map(({ title }) => title)).toEqual(['Graph networks, a survey'])
}, 3_600_000)
