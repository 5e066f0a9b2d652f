import type pg from 'pg'
import { z } from 'zod'
import { type ProviderKeyId, providerKeyId, type UserId } from '#contract/ids.ts'
import { chooseMeaning, getMeaning } from '#features/meaning/contract.ts'
import { searchByMeaning } from '#features/search/contract.ts'
import { saveProvider } from '#features/vault/server/vault.ts'
import type { House } from '#platform/house.ts'
import { meaningGroups, startFakeEmbeddings, vectorOf } from '#server/testing/fake-embeddings.ts'
import type { PaperRecord } from '../installation.ts'
import { latencyOf, round } from '../measure.ts'
import type { Ask } from './quality.ts'
import type { Questions } from './timing.ts'
import { workBetween, workSoFar } from './work.ts'

/** As many numbers as common local models give. */
const dimensions = 768
const questionsOfAKind = 30
const compared = 20
const lookEveryMs = 1_000

type Given = {
  readonly house: House
  readonly userId: UserId
  readonly ask: Ask
  /** Sends a change to the API as the person. */
  readonly send: (method: string, path: string, body: object) => Promise<void>
  readonly client: pg.Client
  readonly questions: Questions
  readonly papers: readonly PaperRecord[]
  readonly apiPid: number
}

const found = z.looseObject({ items: z.array(z.looseObject({ id: z.string(), title: z.string() })) })

/**
 * The search by meaning beside that by words, on the same questions, with vectors of a stand-in on loopback: how long it takes to
 * make them, to ask for the first time (the stand-in is asked) and again, how often the nearest are those of an exact scan, and
 * how many planted paraphrases are found. The stand-in plays a model; how well a real one understands is not measured here.
 */
export async function byMeaning(given: Given) {
  const source = await startFakeEmbeddings({ dimensions })
  try {
    const built = await build(given, source.url)
    const { client, ask, apiPid } = given
    const questions = Object.entries(given.questions).flatMap(([kind, each]) =>
      each.slice(0, questionsOfAKind).map((question) => ({ kind, question })),
    )
    const [words, first, again]: [number[], number[], number[]] = [[], [], []]
    const timed = async (into: number[], path: string) => {
      const start = performance.now()
      await ask(path, z.looseObject({}))
      into.push(performance.now() - start)
    }
    const before = await workSoFar(client, apiPid)
    for (const { question } of questions) {
      const q = encodeURIComponent(question)
      await timed(words, `papers?q=${q}&sort=relevance&limit=50`)
      await timed(first, `search/papers?q=${q}&limit=50`)
    }
    const between = await workSoFar(client, apiPid)
    for (const { question } of questions)
      await timed(again, `search/papers?q=${encodeURIComponent(question)}&limit=50`)
    const work = workBetween(between, await workSoFar(client, apiPid))
    return {
      dimensions,
      built,
      latency: {
        words: latencyOf(words),
        'words and meaning, asked first': latencyOf(first),
        'words and meaning, asked again': latencyOf(again),
      },
      databaseCpuMs: round(work.databaseMs / questions.length),
      apiCpuMs: round(work.apiMs / questions.length),
      startedWork: round(workBetween(before, between).databaseMs),
      nearestOfExactScan: await agreementOf(given, questions),
      paraphrases: await paraphrases(given),
    }
  } finally {
    await source.close()
  }
}

async function build({ house, userId, ask, send, client }: Given, url: string) {
  const saved = await saveProvider(
    house,
    { by: userId, shared: false },
    { label: 'stand-in', provider: 'openai-compatible', baseUrl: url, model: 'none' },
  )
  const keyId: ProviderKeyId = providerKeyId.parse(saved.id)
  const start = performance.now()
  const wanted = chooseMeaning.body.parse({ keyId, model: 'fake-embed', readsTexts: false })
  await send('PUT', 'search/embeddings', wanted)
  let state = await ask('search/embeddings', getMeaning.reply)
  while (state.state === 'building') {
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs))
    state = await ask('search/embeddings', getMeaning.reply)
  }
  if (state.state !== 'ready') throw new Error(`the vectors are ${state.state}: ${state.problem?.code}`)
  const seconds = round((performance.now() - start) / 1_000)
  await client.query('vacuum analyze passages, passage_vectors')
  const { rows } = await client.query<{ signs: string; vectors: string; indexes: string }>(`
    select pg_table_size('passages') as signs, pg_table_size('passage_vectors') as vectors,
           pg_indexes_size('passages') + pg_indexes_size('passage_vectors') as indexes`)
  const sizes = rows[0]
  return {
    seconds,
    passages: state.passages,
    saidBytes: state.sizeBytes,
    signsBytes: Number(sizes?.signs),
    vectorsBytes: Number(sizes?.vectors),
    indexesBytes: Number(sizes?.indexes),
  }
}

type Asked = { readonly kind: string; readonly question: string }

/** How many of the nearest twenty are those of a scan of all vectors. */
async function agreementOf({ client, ask }: Given, questions: readonly Asked[]) {
  const { rows } = await client.query<{ paper: string; vector: Buffer }>(
    `select s.paper_id as paper, v.vector from passages s
       join passage_vectors v on v.library_id = s.library_id and v.passage_id = s.id`,
  )
  const vectors = rows.map(({ paper, vector }) => ({
    paper,
    numbers: new Float32Array(new Float16Array(Uint8Array.from(vector).buffer)),
  }))
  let same = 0
  let of = 0
  for (const { question } of questions.filter((_, at) => at % 3 === 0)) {
    const wanted = Float32Array.from(vectorOf(question, dimensions))
    const best = new Map<string, number>()
    for (const { paper, numbers } of vectors) {
      let sum = 0
      for (let at = 0; at < dimensions; at++) sum += (wanted[at] ?? 0) * (numbers[at] ?? 0)
      best.set(paper, Math.max(sum, best.get(paper) ?? Number.NEGATIVE_INFINITY))
    }
    const exact = [...best].toSorted(([, one], [, other]) => other - one).slice(0, compared)
    const { ranks } = await ask(
      `search/papers?q=${encodeURIComponent(question)}&limit=200`,
      searchByMeaning.reply,
    )
    const near = new Set<string>(
      ranks
        .filter(({ byMeaning }) => byMeaning !== null && byMeaning <= compared)
        .map((rank) => rank.paperId),
    )
    same += exact.filter(([paper]) => near.has(paper)).length
    of += exact.length
  }
  return { share: Math.round((same / of) * 1_000) / 1_000, of }
}

/** Titles in which a word was replaced by another of the same planted meaning, half of them of the other language. */
async function paraphrases({ papers, ask }: Given) {
  const asked = papers.flatMap(({ title }) => {
    const words: readonly string[] = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
    const group = meaningGroups.find((each) => words.some((word) => each.includes(word)))
    if (group === undefined || words.length < 4) return []
    const other = group.find((word) => !words.includes(word) && /[가-힣]/.test(word))
    const question = words.map((word) => (group.includes(word) ? (other ?? word) : word)).join(' ')
    return [{ title, question }]
  })
  const chosen = asked.filter((_, at) => at % Math.ceil(asked.length / 100) === 0)
  const places = { words: 0, meaning: 0 }
  for (const { title, question } of chosen) {
    const q = encodeURIComponent(question.slice(0, 900))
    const has = ({ items }: z.output<typeof found>) => items.some((item) => item.title === title)
    if (has(await ask(`papers?q=${q}&sort=relevance&limit=10`, found))) places.words += 1
    if (has(await ask(`search/papers?q=${q}&limit=10`, found))) places.meaning += 1
  }
  const share = (count: number) => Math.round((count / chosen.length) * 1_000) / 1_000
  return { n: chosen.length, wordsAt10: share(places.words), withMeaningAt10: share(places.meaning) }
}
