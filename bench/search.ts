/**
 * Search beside its peers, on the same documents and questions in one run:
 * `npm run bench:search -- [--data <folder>] [--scale <papers>] [--libraries <n>] [--imported <n>] [--keep <folder>] [--semantic]
 * [--json]`. The
 * papers are spread over so many libraries, of which one is asked; while it is, an import runs at last, unless 0 are imported. A
 * database that is kept is measured again by the next run of the same numbers, and made to its end by it when a run was ended before. `--semantic` also makes vectors by a stand-in on
 * loopback and measures the search by meaning; in the folder that is kept they are made once more each time. The data folder holds papers-*.jsonl.gz, and may hold
 * queries.jsonl, korean.jsonl and korean-queries.jsonl. Seogo answers over HTTP, under row-level security, with titles, total
 * and everything its list shows; SQLite's FTS5 answers in this process with ids,
 * and over HTTP with rows, for everybody alike; ILIKE is asked of PostgreSQL itself.
 */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import type { z } from 'zod'
import { ensureOwner, ownerId, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { readConfig } from '#platform/config/config.ts'
import { openLog } from '#platform/log/log.ts'
import { openHouse } from '#server/boot.ts'
import { asBrowser } from '#server/testing/person.ts'
import { signIn, startProcess } from './installation.ts'
import { report } from './measure.ts'
import { agreement } from './search/agreement.ts'
import { everyNth, grown, readPapers, readQueries } from './search/corpus.ts'
import { fillFts5, openFts5 } from './search/fts5.ts'
import { openFolder } from './search/kept.ts'
import { load } from './search/load.ts'
import { byMeaning } from './search/meaning.ts'
import { plansOf } from './search/plans.ts'
import { quality } from './search/quality.ts'
import { questionsOf, timeAll } from './search/timing.ts'
import { underLoad } from './search/under-load.ts'

const { values } = parseArgs({
  options: {
    data: {
      type: 'string',
      default: process.env.SEOGO_TEST_DATA ?? join(import.meta.dirname, '../../shared/data'),
    },
    scale: { type: 'string' },
    libraries: { type: 'string', default: '1' },
    imported: { type: 'string', default: '10000' },
    keep: { type: 'string' },
    semantic: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
})

/** Figures of another scale stand beside those of the real papers. */
function nameOf(papers: number): string {
  if (libraries > 1) return `search-${libraries}-libraries`
  return papers > 100_000 ? `search-${Math.round(papers / 1_000)}k` : 'search'
}

const real = await readPapers(values.data)
if (real.length === 0) throw new Error(`no papers-*.jsonl.gz in ${values.data}`)
const count = values.scale === undefined ? real.length : Number(values.scale)
if (!Number.isInteger(count) || count < 1) throw new Error('--scale takes a number of papers')

const libraries = Number(values.libraries)
if (!Number.isInteger(libraries) || libraries < 1) throw new Error('--libraries takes a number')
/** Papers that are imported while somebody searches. */
const imported = Number(values.imported)

const folder = await openFolder(values.keep, { papers: count, libraries })
const environment = {
  SEOGO_DATA_DIR: folder.path,
  SEOGO_PORT: '0',
  SEOGO_LOG_LEVEL: 'error',
  // One person asks more often here than any does.
  SEOGO_RATE_PERSON: '0',
  SEOGO_SECRET_KEY: 'a secret for benchmarks only, longer than thirty-two',
}
const children: ChildProcess[] = []
const log = openLog({ level: 'error', format: 'json', process: 'bench' })
const opened = await openHouse({ config: readConfig(environment), log, migrating: true, embedded: 'own' })

async function end(): Promise<void> {
  for (const child of children.splice(0)) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await opened.close()
  await folder.close()
}
// A database that is being made is gone on with by the next run.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => void end().finally(() => process.exit(1)))

try {
  await ensureOwner(opened.house)
  const api = await startProcess('server/api.ts', environment)
  children.push(api.child)
  const cookie = await signIn(opened.house, api.address)
  const userId = await ownerId(opened.house)
  const libraryId = await opened.house.database.asUser(userId, (tx) => requireEditableLibrary(tx))
  const { admin } = opened.house.database.address

  const { made, progress } = folder
  const built =
    made?.built ??
    (await load(admin, { papers: grown(real, count), libraryId, userId, libraries, progress }, count))
  const fts5File = join(folder.path, 'fts5.sqlite')
  if (made === undefined)
    await progress.step('fts5', () => fillFts5(fts5File, everyNth(grown(real, count), libraries)))
  const fts5 = openFts5(fts5File)
  const peer = made?.fts5 ?? { seconds: progress.seconds.fts5 ?? 0, megabytes: fts5.megabytes }
  await folder.finish({ papers: count, libraries, built, fts5: peer })

  const served = await startProcess('bench/fts5-server.ts', environment, [join(folder.path, 'fts5.sqlite')])
  children.push(served.child)

  /** What the API answers to a question. */
  const ask = async <Reply extends z.ZodType>(path: string, reply: Reply): Promise<z.output<Reply>> => {
    const answer = await fetch(`${api.address}/api/${path}`, { headers: { cookie } })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return reply.parse(await answer.json())
  }
  const client = new pg.Client(admin)
  await client.connect()
  const questions = questionsOf(real)
  /** The worker learns words by itself: it starts when all figures but those of an import are taken. */
  const importing = async (given: Parameters<typeof underLoad>[0]) => {
    children.push((await startProcess('server/worker.ts', environment)).child)
    return underLoad(given)
  }
  const results = {
    papers: count,
    libraries,
    source: basename(values.data),
    built,
    fts5: peer,
    latency: await timeAll({
      ask,
      fts5,
      client,
      libraryId,
      questions,
      apiPid: api.child.pid ?? 0,
      fts5Address: served.address,
    }),
    agreement: await agreement(client, { libraryId, userId, questions }),
    // The papers that are known to answer are all in one library, and alone with their words, only when no others were made.
    quality:
      libraries > 1 || count > real.length
        ? undefined
        : await quality({ ask, fts5, client, libraryId, queries: readQueries(values.data) }),
    plans: await plansOf(client, { libraryId, userId }),
    underLoad:
      imported > 0
        ? await importing({ address: api.address, cookie, questions, papers: real, imported })
        : undefined,
  }
  if (values.semantic && imported === 0)
    children.push((await startProcess('server/worker.ts', environment)).child)
  const send = async (method: string, path: string, body: object) => {
    const headers = { ...asBrowser(cookie), origin: api.address, 'content-type': 'application/json' }
    const answer = await fetch(`${api.address}/api/${path}`, { method, headers, body: JSON.stringify(body) })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
  }
  const apiPid = api.child.pid ?? 0
  const meaning = values.semantic
    ? await byMeaning({
        house: opened.house,
        userId,
        ask,
        send,
        client,
        questions,
        papers: real.slice(0, count),
        apiPid,
      })
    : undefined
  await client.end()
  fts5.close()
  await report(nameOf(count), { ...results, meaning }, { json: values.json })
  if (!values.json) console.log(JSON.stringify({ ...results, meaning }, undefined, 1))
  if (results.plans.some(({ scansWhole }) => scansWhole)) process.exitCode = 1
} finally {
  await end()
}
