/**
 * A library of 20,000 papers through the HTTP API of a real installation with its own processes:
 * `node bench/library.ts [--papers <papers.jsonl.gz>] [--count 20000] [--json]`. Without a file: the shared test data when
 * present, else generated titles.
 */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { createGunzip } from 'node:zlib'
import { z } from 'zod'
import type { PaperId, UserId } from '#contract/ids.ts'
import { ensureOwner, ownerId, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { readConfig } from '#platform/config/config.ts'
import type { House } from '#platform/house.ts'
import { openLog } from '#platform/log/log.ts'
import { openHouse } from '#server/boot.ts'
import { type PaperRecord, paperRecord, signIn, startProcess, toCsl } from './installation.ts'
import { type Latency, latencyOf, report, residentMb, round, timeEach } from './measure.ts'

const { values } = parseArgs({
  options: {
    papers: { type: 'string' },
    count: { type: 'string', default: '20000' },
    json: { type: 'boolean', default: false },
  },
})
const root = join(import.meta.dirname, '..')
const shared = join(root, '../shared/data/papers-20k.jsonl.gz')
const source = values.papers ?? (existsSync(shared) ? shared : undefined)
const count = Number(values.count)

async function* records(): AsyncGenerator<PaperRecord> {
  if (source === undefined) return yield* generated()
  const lines = createInterface({ input: createReadStream(source).pipe(createGunzip()) })
  for await (const line of lines) yield paperRecord.parse(JSON.parse(line))
}

const words =
  'deep neural sparse graph learning search robust index trigram korean library adaptive kernel bayesian policy reward memory transformer vision speech causal private federated convex online'.split(
    ' ',
  )

function* generated(): Generator<PaperRecord> {
  for (let number = 0; ; number += 1) {
    const word = (step: number) => words[(number * step + (number >> step)) % words.length] ?? ''
    const title = `${word(3)} ${word(5)} ${word(7)} for ${word(2)} ${word(4)} ${number}`
    const authors = [`A. Author${number % 900}`, `B. Writer${number % 700}`]
    yield {
      id: '',
      title,
      authors,
      abstract: `${title}. `.repeat(8),
      year: 1990 + (number % 35),
      venue: `Venue ${number % 40}`,
    }
  }
}

const papersPerTransaction = 200

/** Puts the papers in through the door every import uses. @returns the ids and how long it took */
async function fill(house: House, userId: UserId) {
  const ids: PaperId[] = []
  const start = performance.now()
  let batch: PaperRecord[] = []
  const flush = async () => {
    await house.database.asUser(userId, async (tx) => {
      const libraryId = await requireEditableLibrary(tx)
      for (const record of batch) {
        ids.push((await addPaper(tx, { libraryId, csl: toCsl(record), addedBy: userId })).paperId)
      }
    })
    batch = []
  }
  let taken = 0
  for await (const record of records()) {
    stopped.signal.throwIfAborted()
    if (taken >= count) break
    taken += 1
    batch.push(record)
    if (batch.length === papersPerTransaction) await flush()
  }
  if (batch.length > 0) await flush()
  return { ids, seconds: (performance.now() - start) / 1000 }
}

/** Every third paper judged, every tenth under one tag. @returns the tag's id */
async function judge(house: House, userId: UserId, ids: PaperId[]): Promise<string> {
  return house.database.asUser(userId, async (tx) => {
    const library_id = await requireEditableLibrary(tx)
    const tag = await tx
      .insertInto('tags')
      .values({ library_id, name: 'to read' })
      .returning('id')
      .executeTakeFirstOrThrow()
    for (let from = 0; from < ids.length; from += 3_000) {
      const some = ids.slice(from, from + 3_000)
      const judged = some.filter((_, at) => at % 3 === 0)
      const tagged = some.filter((_, at) => at % 10 === 0)
      await tx
        .insertInto('judgements')
        .values(
          judged.map((paper_id, at) => ({
            library_id,
            paper_id,
            user_id: userId,
            rating_halves: 1 + (at % 10),
            status: 'read',
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await tx
        .insertInto('paper_tags')
        .values(tagged.map((paper_id) => ({ library_id, paper_id, tag_id: tag.id })))
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
    return tag.id
  })
}

// Stopped from outside, the installation is closed as at the end; the report is left out.
const stopped = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort())

type Listing = Latency & { parallel8: Latency; total: number }

async function timeList(
  list: (query: string) => Promise<{ total: number }>,
  query: string,
): Promise<Listing> {
  stopped.signal.throwIfAborted()
  const { total } = await list(query)
  const alone = await timeEach(() => list(query), { times: 200, warmUp: 20 })
  const durations: number[] = []
  const worker = async () => {
    for (let run = 0; run < 50; run += 1) {
      const start = performance.now()
      await list(query)
      durations.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: 8 }, worker))
  return { ...alone, parallel8: latencyOf(durations), total }
}

const folder = await mkdtemp(join(tmpdir(), 'seogo-bench-'))
const environment = {
  SEOGO_DATA_DIR: folder,
  SEOGO_PORT: '0',
  SEOGO_LOG_LEVEL: 'error',
  // One person asks more often here than any does.
  SEOGO_RATE_PERSON: '0',
  SEOGO_SECRET_KEY: 'a secret for benchmarks only, longer than thirty-two',
}
const children: ChildProcess[] = []
const log = openLog({ level: 'error', format: 'json', process: 'bench' })
const opened = await openHouse({ config: readConfig(environment), log, migrating: true, embedded: 'own' })
try {
  await ensureOwner(opened.house)
  const api = await startProcess('server/api.ts', environment)
  children.push(api.child)
  const worker = await startProcess('server/worker.ts', environment)
  children.push(worker.child)
  const cookie = await signIn(opened.house, api.address)
  const userId = await ownerId(opened.house)
  const atRest = { apiMb: residentMb(api.child.pid ?? 0), workerMb: residentMb(worker.child.pid ?? 0) }
  const filled = await fill(opened.house, userId)
  const tagId = await judge(opened.house, userId, filled.ids)

  const list = async (query: string): Promise<{ total: number; next: string | null }> => {
    const answer = await fetch(`${api.address}/api/papers?${query}`, { headers: { cookie } })
    if (!answer.ok) throw new Error(`${query} answered ${answer.status}: ${await answer.text()}`)
    return z.looseObject({ total: z.int(), next: z.string().nullable() }).parse(await answer.json())
  }
  const deep = (await list('limit=100')).next ?? ''
  const queries: Record<string, string> = {
    plain: '',
    'next page': `cursor=${encodeURIComponent(deep)}`,
    'by title': 'sort=title&direction=asc',
    'by year': 'sort=year',
    'by rating': 'sort=rating',
    unread: 'status=unread',
    'rated 4 stars and more': 'ratingHalvesMin=8',
    'of a tag': `tagsAny=${tagId}`,
    'one word': 'q=learning&sort=relevance',
    'three words': 'q=deep%20neural%20networks&sort=relevance',
    'words, by year': 'q=learning&sort=year',
    'no match': 'q=zzzzqqq',
  }
  const listings: Record<string, Listing> = {}
  for (const [name, query] of Object.entries(queries)) listings[name] = await timeList(list, query)
  await report(
    'library',
    {
      papers: filled.ids.length,
      source: source === undefined ? 'generated' : 'shared test data',
      addedPerSecond: round(filled.ids.length / filled.seconds),
      atRest,
      afterwards: { apiMb: residentMb(api.child.pid ?? 0), workerMb: residentMb(worker.child.pid ?? 0) },
      listings,
    },
    { json: values.json },
  )
} finally {
  for (const child of children) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await opened.close()
  await rm(folder, { recursive: true, force: true })
}
