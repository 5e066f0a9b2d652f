/**
 * How many papers a second each writer writes, in one process without a database, and an export of a whole library through
 * the API of an installation: the first byte, the whole, and the largest memory of the API's process.
 * `node bench/exports.ts [--count 20000] [--library 500]`
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import {
  ensureOwner,
  makeOwnerLink,
  ownerId,
  requireEditableLibrary,
} from '#features/accounts/server/accounts.ts'
import type { ExportedPaper } from '#features/exports/server/formats/exported.ts'
import { writers } from '#features/exports/server/formats/writers.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { readConfig } from '#platform/config/config.ts'
import { openLog } from '#platform/log/log.ts'
import { openHouse } from '#server/boot.ts'
import { report, residentMb, round } from './measure.ts'

const { values } = parseArgs({
  options: { count: { type: 'string', default: '20000' }, library: { type: 'string', default: '500' } },
})
const count = Number(values.count)
const abstract = 'We study “retrieval” in Korean & English: a 5% gain – over the state of the art. '.repeat(
  13,
)

const papers: ExportedPaper[] = Array.from({ length: count }, (_, index) => ({
  id: String(index),
  key: `kimRetrieval${index}`,
  csl: {
    type: 'paper-conference',
    title: `Retrieval of BERT-like papers, part ${index}`,
    author: [
      { family: 'Özgür', given: 'Ayşe' },
      { family: 'Beethoven', given: 'Ludwig', 'non-dropping-particle': 'van' },
      { literal: '김철수' },
    ],
    issued: { 'date-parts': [[2020, 5]] },
    'container-title': 'Proceedings of the Conference on Retrieval',
    page: '1123-1145',
    DOI: `10.1000/${index}`,
    abstract,
  },
  tags: ['retrieval', '검색'],
  addedAt: new Date(0),
}))

const result: Record<string, number> = {}
for (const [format, writer] of Object.entries(writers)) {
  const startedAt = performance.now()
  let size = 0
  for (const paper of papers) size += writer.paper(paper, { ascii: false, bom: false }).length
  if (size === 0) throw new Error(`${format} wrote nothing`)
  result[`${format}PapersPerSecond`] = Math.round((1000 * count) / (performance.now() - startedAt))
}

type Downloaded = { firstByteMs: number; wholeMs: number; sizeBytes: number; peakApiMb: number }

async function download(address: string, cookie: string, pid: number): Promise<Downloaded> {
  let peakApiMb = residentMb(pid) ?? 0
  const timer = setInterval(() => {
    peakApiMb = Math.max(peakApiMb, residentMb(pid) ?? 0)
  }, 20)
  const startedAt = performance.now()
  const answer = await fetch(address, { headers: { cookie } })
  if (!answer.ok || answer.body === null) throw new Error(`${address} answered ${answer.status}`)
  let firstByteMs = 0
  let sizeBytes = 0
  for await (const chunk of answer.body) {
    if (sizeBytes === 0) firstByteMs = round(performance.now() - startedAt)
    sizeBytes += chunk.length
  }
  clearInterval(timer)
  return { firstByteMs, wholeMs: round(performance.now() - startedAt), sizeBytes, peakApiMb }
}

async function throughApi(libraryCount: number): Promise<Record<string, unknown>> {
  const folder = await mkdtemp(join(tmpdir(), 'seogo-bench-'))
  const environment = {
    SEOGO_DATA_DIR: folder,
    SEOGO_PORT: '0',
    SEOGO_LOG_LEVEL: 'error',
    SEOGO_SECRET_KEY: 'a secret for benchmarks only, longer than thirty-two',
  }
  const log = openLog({ level: 'error', format: 'json', process: 'bench' })
  const opened = await openHouse({ config: readConfig(environment), log, migrating: true, embedded: 'own' })
  await ensureOwner(opened.house)
  const child = fork(join(import.meta.dirname, '../server/api.ts'), [], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  try {
    const [message] = await once(child, 'message')
    const { address } = z.looseObject({ address: z.string() }).parse(message)
    const token = (await makeOwnerLink(opened.house))?.split('/').at(-1)
    const account = { name: 'Bench', email: 'bench@example.org', password: 'a long enough passphrase' }
    const answer = await fetch(`${address}/api/links/use`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: address },
      body: JSON.stringify({ token, account }),
    })
    const cookie = answer.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    const userId = await ownerId(opened.house)
    for (let from = 0; from < libraryCount; from += 200) {
      await opened.house.database.asUser(userId, async (tx) => {
        const libraryId = await requireEditableLibrary(tx)
        for (const { csl } of papers.slice(from, Math.min(from + 200, libraryCount)))
          await addPaper(tx, { libraryId, csl, addedBy: userId })
      })
    }
    const of = (format: string) =>
      download(`${address}/api/exports/papers?format=${format}`, cookie, child.pid ?? 0)
    const atRestApiMb = residentMb(child.pid ?? 0)
    // The first export pins every key.
    return {
      library: libraryCount,
      atRestApiMb,
      first: await of('bibtex'),
      again: await of('bibtex'),
      zip: await of('markdown-files'),
    }
  } finally {
    child.kill('SIGTERM')
    await once(child, 'exit')
    await opened.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const library = await throughApi(Math.min(Number(values.library), count))
await report('exports', { papers: count, ...result, ...library }, { json: true })
