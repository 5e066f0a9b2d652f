/**
 * A BibTeX import through a real installation with its own processes, beside the bare parser in the same run, and the list
 * of another person while it runs: `npm run bench:import -- [--entries 10000] [--data ../shared/data] [--json]`. The entries are
 * those of sample-500.bib, told apart by number, when the data is there; else generated ones.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import {
  createPerson,
  ensureOwner,
  makeOwnerLink,
  makeSignInLink,
} from '#features/accounts/server/accounts.ts'
import { readBibliography } from '#features/imports/server/formats/read-bibliography.ts'
import { readConfig } from '#platform/config/config.ts'
import { openLog } from '#platform/log/log.ts'
import { openHouse } from '#server/boot.ts'
import { asBrowser } from '#server/testing/person.ts'
import { latencyOf, report, round, timeEach } from './measure.ts'

const { values } = parseArgs({
  options: {
    entries: { type: 'string', default: '10000' },
    data: { type: 'string', default: join(import.meta.dirname, '../../shared/data') },
    json: { type: 'boolean', default: false },
  },
})
const wanted = Number(values.entries)
const root = join(import.meta.dirname, '..')
const sample = join(resolve(values.data), 'sample-500.bib')

/** Entries of the sample over and over, each round with its own key and title, and no DOI twice. */
function fromSample(): string[] {
  const entries = readFileSync(sample, 'utf8')
    .split(/\n(?=@)/)
    .filter((entry) => /^@\w+\{/.test(entry.trim()))
  return Array.from({ length: wanted }, (_, number) => {
    const entry = entries[number % entries.length] ?? ''
    const turn = Math.floor(number / entries.length)
    if (turn === 0) return entry
    return entry
      .replace(/^(\s*@\w+\{)/, `$1r${turn}-`)
      .replace(/(\btitle\s*=\s*\{)/i, `$1Round ${turn}: `)
      .replace(/^\s*doi\s*=.*$/im, '')
  })
}

function generated(): string[] {
  return Array.from(
    { length: wanted },
    (_, n) =>
      `@article{k${n}, title = {Entry number ${n}}, author = {Kim, M. and Lee, S.}, year = ${1990 + (n % 30)},
  journal = {Journal ${n % 40}}, abstract = {${`Sentence ${n} of some words. `.repeat(30)}}, keywords = {storage, part ${n % 50}}}`,
  )
}

const hasSample = existsSync(sample)
const text = (hasSample ? fromSample() : generated()).join('\n')

const started = performance.now()
const parsed = await readBibliography(Buffer.from(text), 'bench.bib')
const parserSeconds = (performance.now() - started) / 1_000

const folder = await mkdtemp(join(tmpdir(), 'seogo-bench-'))
const environment = {
  SEOGO_DATA_DIR: folder,
  SEOGO_PORT: '0',
  SEOGO_LOG_LEVEL: 'error',
  SEOGO_SECRET_KEY: 'a secret for benchmarks only, longer than thirty-two',
}
const children: ChildProcess[] = []

async function startProcess(script: string): Promise<string> {
  const child = fork(join(root, script), [], {
    env: environment,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  children.push(child)
  const [message] = await once(child, 'message')
  return z.object({ ready: z.literal(true), address: z.string().optional() }).parse(message).address ?? ''
}

async function followLink(address: string, path: string, account?: object): Promise<string> {
  const answer = await fetch(`${address}/api/links/use`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ token: path.split('/').at(-1), ...(account ? { account } : {}) }),
  })
  if (!answer.ok) throw new Error(`signing in answered ${answer.status}: ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

const reportShape = z.looseObject({
  id: z.string(),
  state: z.enum(['running', 'finished', 'failed']),
  addedCount: z.int(),
  mergedCount: z.int(),
  refusedCount: z.int(),
})

/** Sends a bibliography and waits until it is read. @returns its report and how long it took */
async function importText(address: string, cookie: string, bibliography: string) {
  const body = new FormData()
  body.append('files', new Blob([bibliography]), 'bench.bib')
  const start = performance.now()
  const sent = await fetch(`${address}/api/imports`, {
    method: 'POST',
    headers: { ...asBrowser(cookie), origin: address },
    body,
  })
  let state = reportShape.parse(await sent.json())
  while (state.state === 'running') {
    await sleep(100)
    const answer = await fetch(`${address}/api/imports/${state.id}`, { headers: { cookie } })
    state = reportShape.parse(await answer.json())
  }
  return { ...state, seconds: (performance.now() - start) / 1_000 }
}

const log = openLog({ level: 'error', format: 'json', process: 'bench' })
const opened = await openHouse({
  config: readConfig(environment),
  log,
  migrating: true,
  embedded: 'own',
})
try {
  await ensureOwner(opened.house)
  const address = await startProcess('server/api.ts')
  await startProcess('server/worker.ts')
  const account = { name: 'Bench', email: 'bench@example.org', password: 'a long enough passphrase' }
  const importer = await followLink(address, (await makeOwnerLink(opened.house)) ?? '', account)
  const email = 'other@example.org'
  await createPerson(opened.house, {
    name: 'Other',
    email,
    password: 'another long passphrase',
    role: 'member',
  })
  const other = await followLink(address, await makeSignInLink(opened.house, email))
  // Something to list, and everything loaded once.
  await importText(address, other, fixedList(200))
  const list = async () => {
    const answer = await fetch(`${address}/api/papers`, { headers: { cookie: other } })
    if (!answer.ok) throw new Error(`the list answered ${answer.status}`)
    await answer.arrayBuffer()
  }
  const idle = await timeEach(list, { times: 100, warmUp: 20 })
  const durations: number[] = []
  const whole = { isDone: false }
  const listing = (async () => {
    while (!whole.isDone) {
      const start = performance.now()
      await list()
      durations.push(performance.now() - start)
      await sleep(20)
    }
  })()
  const imported = await importText(address, importer, text)
  whole.isDone = true
  await listing
  const again = await importText(address, importer, text)
  await report(
    'import',
    {
      source: hasSample ? 'sample-500.bib, told apart by number' : 'generated',
      entries: parsed.entries.length,
      parser: { seconds: round(parserSeconds), perSecond: round(parsed.entries.length / parserSeconds) },
      pipeline: {
        state: imported.state,
        added: imported.addedCount,
        merged: imported.mergedCount,
        refused: imported.refusedCount,
        seconds: round(imported.seconds),
        perSecond: round(parsed.entries.length / imported.seconds),
      },
      secondTime: {
        added: again.addedCount,
        merged: again.mergedCount,
        seconds: round(again.seconds),
        perSecond: round(parsed.entries.length / again.seconds),
      },
      listOfAnother: { idle, whileImporting: latencyOf(durations) },
    },
    { json: true },
  )
} finally {
  for (const child of children) {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await opened.close()
  await rm(folder, { recursive: true, force: true })
}

function fixedList(count: number): string {
  return Array.from({ length: count }, (_, n) => `@book{o${n}, title = {Other ${n}}, year = 2000}`).join('\n')
}
