import type pg from 'pg'
import { z } from 'zod'
import type { PaperRecord } from '../installation.ts'
import { type Latency, latencyOf, timeEach } from '../measure.ts'
import { randomFrom } from './corpus.ts'
import type { Fts5 } from './fts5.ts'
import type { Ask } from './quality.ts'

/** Questions of each kind, drawn from the papers themselves. */
export type Questions = Readonly<
  Record<
    'one common word' | 'two common words' | 'title words' | 'korean' | 'author and year',
    readonly string[]
  >
>

const questionsOfAKind = 60

/** Questions by the words of the corpus: common ones are of its 200 most frequent words of five letters and more. */
export function questionsOf(real: readonly PaperRecord[]): Questions {
  const random = randomFrom(7)
  const frequency = new Map<string, number>()
  for (const { title } of real) {
    for (const word of title.toLowerCase().match(/[a-z]{5,}/g) ?? [])
      frequency.set(word, (frequency.get(word) ?? 0) + 1)
  }
  const common = [...frequency]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, 200)
    .map(([word]) => word)
  const of = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)]
    if (item === undefined) throw new Error('nothing to ask for')
    return item
  }
  const korean = real
    .flatMap(({ title }) => title.match(/[가-힣]{2,}/g) ?? [])
    .map((word) => word.slice(0, 2))
  const many = (make: () => string) => Array.from({ length: questionsOfAKind }, make)
  const titleWords = () => {
    const words = of(real).title.match(/[\p{L}\p{N}]{3,}/gu) ?? ['robot']
    const from = Math.floor(random() * Math.max(1, words.length - 3))
    return words.slice(from, from + 3).join(' ')
  }
  return {
    'one common word': many(() => of(common)),
    'two common words': many(() => `${of(common)} ${of(common)}`),
    'title words': many(titleWords),
    korean: korean.length === 0 ? [] : many(() => of(korean)),
    'author and year': many(() => {
      const { authors, year } = of(real)
      return `${authors[0]?.split(' ').at(-1) ?? 'Kim'} ${year}`
    }),
  }
}

type Given = {
  readonly ask: Ask
  readonly fts5: Fts5
  readonly client: pg.Client
  readonly libraryId: string
  readonly questions: Questions
}

const page = z.looseObject({ total: z.int() })
const any = z.looseObject({})
// A scan of a million titles takes seconds.
const timesIlike = { times: 4, warmUp: 1 }

const ilike = `select id, title from papers
  where library_id = $1 and trashed_at is null and (title ilike $2 or abstract ilike $2) order by added_at desc limit 20`

/** Asks each question in its turn, again from the first when they are through. */
async function timeThrough(
  questions: readonly string[],
  ask: (question: string) => unknown,
  { times, warmUp } = { times: questions.length, warmUp: 5 },
): Promise<Latency | undefined> {
  if (questions.length === 0) return undefined
  let at = 0
  return timeEach(async () => ask(questions[at++ % questions.length] ?? ''), { times, warmUp })
}

/** Milliseconds of each kind of question, of Seogo and of its peers. */
export async function timeAll({ ask, fts5, client, libraryId, questions }: Given) {
  const results: Record<string, Record<string, Latency | undefined>> = {}
  const list = (query: string) => (q: string) =>
    ask(`papers?limit=20&${query}&q=${encodeURIComponent(q)}`, page)
  for (const [kind, asked] of Object.entries(questions)) {
    results[kind] = {
      seogo: await timeThrough(asked, list('sort=relevance')),
      fts5: await timeThrough(asked, (q) => fts5.page(q, 20)),
      ilike: await timeThrough(
        asked,
        (q) => client.query(ilike, [libraryId, `%${q.split(' ').join('%')}%`]),
        timesIlike,
      ),
    }
  }
  const common = questions['one common word']
  const titles = questions['title words']
  results['page with facets beside it'] = {
    seogo: await timeThrough(titles, (q) =>
      Promise.all([list('sort=relevance')(q), ask(`search/facets?q=${encodeURIComponent(q)}`, any)]),
    ),
    'common word': await timeThrough(common, (q) =>
      Promise.all([list('sort=relevance')(q), ask(`search/facets?q=${encodeURIComponent(q)}`, any)]),
    ),
  }
  results['filtered: year, rating and status'] = {
    seogo: await timeThrough(common, list('sort=relevance&yearFrom=2015&ratingHalvesMin=8&status=read')),
  }
  results['query line: tag, year and words'] = {
    seogo: await timeThrough(
      common.map((word) => `tag:nlp year:2010..2020 ${word}`),
      list('sort=relevance'),
    ),
  }
  results['newest first'] = { seogo: await timeThrough(common, list('sort=added')) }
  results.suggestions = {
    seogo: await timeThrough(
      titles.map((title) => title.slice(0, 5)),
      (beginning) => ask(`search/suggestions?beginning=${encodeURIComponent(beginning)}`, any),
    ),
  }
  results.misspelt = {
    seogo: await timeThrough(
      titles.map((title) => title.replace(/(\w{3})\w/, '$1')),
      list('sort=relevance'),
    ),
  }
  const durations: number[] = []
  const start = performance.now()
  const worker = async (first: number) => {
    for (let run = 0; run < 20; run += 1) {
      const asked = performance.now()
      await list('sort=relevance')(titles[(first * 7 + run) % titles.length] ?? '')
      durations.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: 8 }, (_, first) => worker(first)))
  const perSecond = Math.round(durations.length / ((performance.now() - start) / 1_000))
  return { ...results, 'eight at once': { ...latencyOf(durations), perSecond } }
}
