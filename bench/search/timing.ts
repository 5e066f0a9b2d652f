import type pg from 'pg'
import { z } from 'zod'
import type { PaperRecord } from '../installation.ts'
import { type Latency, latencyOf, round } from '../measure.ts'
import { randomFrom } from './corpus.ts'
import type { Fts5 } from './fts5.ts'
import type { Ask } from './quality.ts'
import { workBetween, workSoFar } from './work.ts'

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
  readonly apiPid: number
  /** Where FTS5 answers over HTTP. */
  readonly fts5Address: string
}

const page = z.looseObject({ total: z.int() })
const any = z.looseObject({})
// A scan of a million abstracts takes seconds.
const mostIlike = { times: 3, seconds: 10 }

const ilike = `select id, title from papers
  where library_id = $1 and trashed_at is null and (title ilike $2 or abstract ilike $2) order by added_at desc limit 20`

type Asker = (question: string) => unknown

/** Of Seogo also what it costs: milliseconds of processor time a question, of the database and of the API. */
type Timed = Record<string, Latency & { databaseCpuMs?: number; apiCpuMs?: number }>

const warmUp = 5

/** Asks each question in its turn of all in turn, so that what else the machine does meets all of them alike. */
async function timeBeside(
  { client, apiPid }: Given,
  questions: readonly string[],
  askers: Readonly<Record<string, Asker>>,
): Promise<Timed> {
  const durations = new Map(Object.keys(askers).map((name) => [name, [] as number[]]))
  if (questions.length === 0) return {}
  for (const question of questions.slice(0, warmUp))
    for (const ask of Object.values(askers)) await ask(question)
  const before = await workSoFar(client, apiPid)
  for (const question of questions) {
    for (const [name, ask] of Object.entries(askers)) {
      const start = performance.now()
      await ask(question)
      durations.get(name)?.push(performance.now() - start)
    }
  }
  const { databaseMs, apiMs } = workBetween(before, await workSoFar(client, apiPid))
  const results: Timed = {}
  for (const [name, each] of durations) results[name] = latencyOf(each)
  const { seogo } = results
  if (seogo) {
    seogo.databaseCpuMs = round(databaseMs / questions.length)
    seogo.apiCpuMs = round(apiMs / questions.length)
  }
  return results
}

async function timeIlike({ client, libraryId }: Given, questions: readonly string[]): Promise<Latency> {
  const durations: number[] = []
  const begun = performance.now()
  for (const question of questions.slice(0, mostIlike.times)) {
    const start = performance.now()
    await client.query(ilike, [libraryId, `%${question.split(' ').join('%')}%`])
    durations.push(performance.now() - start)
    if (performance.now() - begun > mostIlike.seconds * 1_000) break
  }
  return latencyOf(durations)
}

/** Eight clients at once, each asking one question after the other. */
async function timeEight(questions: readonly string[], ask: Asker) {
  const durations: number[] = []
  const start = performance.now()
  const worker = async (first: number) => {
    for (let run = 0; run < 20; run += 1) {
      const asked = performance.now()
      await ask(questions[(first * 7 + run) % questions.length] ?? '')
      durations.push(performance.now() - asked)
    }
  }
  await Promise.all(Array.from({ length: 8 }, (_, first) => worker(first)))
  const perSecond = Math.round(durations.length / ((performance.now() - start) / 1_000))
  return { ...latencyOf(durations), perSecond }
}

/** Milliseconds of each kind of question, of Seogo and of its peers. */
export async function timeAll(given: Given) {
  const { ask, fts5, questions } = given
  const list = (query: string) => (q: string) =>
    ask(`papers?limit=20&${query}&q=${encodeURIComponent(q)}`, page)
  const ranked = list('sort=relevance')
  const withFacets = (q: string) =>
    Promise.all([ranked(q), ask(`search/facets?q=${encodeURIComponent(q)}`, any)])
  const suggest = (beginning: string) =>
    ask(`search/suggestions?beginning=${encodeURIComponent(beginning)}`, any)
  const overHttp = async (q: string) =>
    (await fetch(`${given.fts5Address}/?q=${encodeURIComponent(q)}`)).json()
  const results: Record<string, Timed> = {}
  for (const [kind, asked] of Object.entries(questions)) {
    if (asked.length === 0) continue
    results[kind] = {
      ...(await timeBeside(given, asked, {
        seogo: ranked,
        'fts5 in this process': (q) => fts5.page(q, 20),
        'fts5 over HTTP': overHttp,
      })),
      ilike: await timeIlike(given, asked),
    }
  }
  const common = questions['one common word']
  const titles = questions['title words']
  const only = (asked: readonly string[], seogo: Asker) => timeBeside(given, asked, { seogo })
  return {
    ...results,
    'facets beside the page: common word': await only(common, withFacets),
    'facets beside the page: title words': await only(titles, withFacets),
    'filtered: year, rating and status': await only(
      common,
      list('sort=relevance&yearFrom=2015&ratingHalvesMin=8&status=read'),
    ),
    'query line: tag, year and words': await only(
      common.map((word) => `tag:nlp year:2010..2020 ${word}`),
      ranked,
    ),
    'author: beside words': await only(
      common.map((word) => `author:kim ${word}`),
      ranked,
    ),
    'author: and journal: alone': await only(
      questions['author and year'].map((asked, at) =>
        at % 2 === 0 ? `author:${asked.split(' ')[0]}` : `journal:${common[at % common.length]}`,
      ),
      list('sort=added'),
    ),
    'newest first': await only(common, list('sort=added')),
    suggestions: await only(
      titles.map((title) => title.slice(0, 5)),
      suggest,
    ),
    misspelt: await only(
      titles.map((title) => title.replace(/(\w{3})\w/, '$1')),
      ranked,
    ),
    'eight at once': await timeEight(titles, ranked),
  }
}
