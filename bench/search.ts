/**
 * Search beside its peers, on the same documents and questions in one run:
 * `npm run bench:search -- [--data <folder>] [--scale <papers>] [--json]`. The folder holds papers-*.jsonl.gz, and may hold
 * queries.jsonl, korean.jsonl and korean-queries.jsonl. Seogo answers over HTTP, under row-level security, with titles, total
 * and everything its list shows; SQLite's FTS5 answers in this process with ids; ILIKE is asked of PostgreSQL itself.
 */
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import type { z } from 'zod'
import { ensureOwner, ownerId, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { readConfig } from '#platform/config/config.ts'
import { openLog } from '#platform/log/log.ts'
import { openHouse } from '#server/boot.ts'
import { signIn, startProcess } from './installation.ts'
import { report } from './measure.ts'
import { agreement } from './search/agreement.ts'
import { grown, readPapers, readQueries } from './search/corpus.ts'
import { openFts5 } from './search/fts5.ts'
import { load } from './search/load.ts'
import { plansOf } from './search/plans.ts'
import { quality } from './search/quality.ts'
import { questionsOf, timeAll } from './search/timing.ts'

const { values } = parseArgs({
  options: {
    data: {
      type: 'string',
      default: process.env.SEOGO_TEST_DATA ?? join(import.meta.dirname, '../../shared/data'),
    },
    scale: { type: 'string' },
    json: { type: 'boolean', default: false },
  },
})

const real = await readPapers(values.data)
if (real.length === 0) throw new Error(`no papers-*.jsonl.gz in ${values.data}`)
const count = values.scale === undefined ? real.length : Number(values.scale)
if (!Number.isInteger(count) || count < 1) throw new Error('--scale takes a number of papers')

const folder = await mkdtemp(join(tmpdir(), 'seogo-bench-'))
const environment = {
  SEOGO_DATA_DIR: folder,
  SEOGO_PORT: '0',
  SEOGO_LOG_LEVEL: 'error',
  SEOGO_SECRET_KEY: 'a secret for benchmarks only, longer than thirty-two',
}
const children: ChildProcess[] = []
const log = openLog({ level: 'error', format: 'json', process: 'bench' })
const opened = await openHouse({ config: readConfig(environment), log, migrating: true, embedded: 'own' })
try {
  await ensureOwner(opened.house)
  const api = await startProcess('server/api.ts', environment)
  children.push(api.child)
  const cookie = await signIn(opened.house, api.address)
  const userId = await ownerId(opened.house)
  const libraryId = await opened.house.database.asUser(userId, (tx) => requireEditableLibrary(tx))
  const { admin } = opened.house.database.address

  const built = await load(admin, { papers: grown(real, count), libraryId, userId }, count)
  const fts5 = openFts5(join(folder, 'fts5.sqlite'), grown(real, count))

  /** What the API answers to a question. */
  const ask = async <Reply extends z.ZodType>(path: string, reply: Reply): Promise<z.output<Reply>> => {
    const answer = await fetch(`${api.address}/api/${path}`, { headers: { cookie } })
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`)
    return reply.parse(await answer.json())
  }
  const client = new pg.Client(admin)
  await client.connect()
  const questions = questionsOf(real)
  const results = {
    papers: count,
    source: values.data,
    built,
    fts5: fts5.built,
    latency: await timeAll({ ask, fts5, client, libraryId, questions }),
    agreement: await agreement(client, { libraryId, userId, questions }),
    quality: await quality({ ask, fts5, client, libraryId, queries: readQueries(values.data) }),
    plans: await plansOf(client, { libraryId, userId }),
  }
  await client.end()
  fts5.close()
  await report(count > 100_000 ? 'search-1m' : 'search', results, { json: values.json })
  if (!values.json) console.log(JSON.stringify(results, undefined, 1))
  if (results.plans.some(({ scansWhole }) => scansWhole)) process.exitCode = 1
} finally {
  for (const child of children) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await opened.close()
  await rm(folder, { recursive: true, force: true })
}
