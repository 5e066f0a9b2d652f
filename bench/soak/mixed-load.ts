import { setTimeout as sleep } from 'node:timers/promises'
import { requestAnalysis } from '#features/analysis/contract.ts'
import { listBackups, makeBackupNow, verifyBackup } from '#features/backup/contract.ts'
import { exportPapers } from '#features/exports/contract.ts'
import { importFiles, importText } from '#features/imports/contract.ts'
import { getPaper, listPapers } from '#features/papers/contract.ts'
import { searchByMeaning } from '#features/search/contract.ts'
import { followLive, type LiveClient } from '#server/testing/live-client.ts'
import { asBrowser } from '#server/testing/person.ts'
import { type People, startAsking } from '../asking.ts'
import type { SoakedHouse } from './installation.ts'
import { entriesOf, formOf, openFiles, setUpProviders, signingIn, wordOf } from './people.ts'

type Load = {
  /** Of files to import; made ones when absent. */
  readonly data: string | undefined
  /** From one backup to the next. */
  readonly backupMs: number
  /** How long an answer may take before it counts as none. */
  readonly mostMs: number
}

const socketsOpen = 10
const mostBackupMs = 300_000

/** How often each thing was done. */
type Done = Record<string, number>

/** Makes a backup, waits for it, reads every byte of it again. */
async function backUp({ ask, fail }: People, done: Done): Promise<void> {
  const isQuiet = async () => {
    const { isGood, text } = await ask(listBackups.path)
    const list = isGood ? listBackups.reply.parse(JSON.parse(text)) : undefined
    return list?.underWay.length === 0 ? list : undefined
  }
  const untilQuiet = async () => {
    for (const until = Date.now() + mostBackupMs; Date.now() < until; await sleep(500)) {
      const list = await isQuiet()
      if (list) return list
    }
    throw new Error('a backup did not end in time')
  }
  const { isGood } = await ask(makeBackupNow.path, { body: { kind: 'incremental', drill: false } })
  if (!isGood) return
  const newest = (await untilQuiet()).items[0]
  if (!newest) return fail('there is no backup after one was made')
  await ask(verifyBackup.path.replace(':backupId', newest.id), { method: 'POST' })
  const after = (await untilQuiet()).items.find(({ id }) => id === newest.id)
  if (!after?.verifiedAt || after.damages.length > 0) fail(`backup ${newest.id} is not whole`)
  else done['backups verified'] = (done['backups verified'] ?? 0) + 1
}

/** Sockets that come and go; so many are open at any time. */
function keepSockets({ address, cookie }: SoakedHouse, { over, fail }: People, done: Done) {
  const open: LiveClient[] = []
  over(500, async () => {
    if (open.length >= socketsOpen) open.shift()?.close()
    const client = followLive({ address: () => address, headers: asBrowser(cookie) })
    await client.open().then(
      () => open.push(client),
      (error: Error) => fail(`a socket: ${error.message}`),
    )
    done.sockets = (done.sockets ?? 0) + 1
  })
  return { count: () => open.length, close: () => open.forEach((client) => void client.close()) }
}

/** People of all kinds at work, at a rate that does not fill the machine, until told to stop. */
export async function startMixedLoad(house: SoakedHouse, { data, backupMs, mostMs }: Load) {
  const people = startAsking({ address: () => house.address, cookie: house.cookie, mostMs })
  const providers = await setUpProviders(house)
  const { ask, over } = people
  const done: Done = {}
  const fileOf = openFiles(data)
  let [known, read]: [readonly string[], readonly string[]] = [[], []]
  const act = (name: string, pauseMs: number, work: (count: number) => Promise<{ isGood: boolean }>) =>
    over(pauseMs, async (count) => {
      if ((await work(count)).isGood) done[name] = (done[name] ?? 0) + 1
    })
  const oneOf = (ids: readonly string[], count: number) => ids[(count * 7) % Math.max(1, ids.length)]
  const nothing = { isGood: false }

  act('lists', 400, async (count) => {
    const answer = await ask(`${listPapers.path}?limit=${count % 2 === 0 ? 50 : 200}`)
    if (answer.isGood) {
      const { items } = listPapers.reply.parse(JSON.parse(answer.text))
      known = items.map(({ id }) => id)
      read = items.filter(({ fileState }) => fileState === 'read').map(({ id }) => id)
    }
    return answer
  })
  act('searches', 400, (count) => {
    const path = count % 4 === 0 ? searchByMeaning.path : listPapers.path
    return ask(`${path}?limit=20&q=${wordOf(count)}+${wordOf(count + (count % 5))}`)
  })
  act('papers opened', 300, async (count) => {
    const id = oneOf(known, count)
    if (id === undefined) return nothing
    const paper = getPaper.path.replace(':paperId', id)
    const answers = await Promise.all(
      [paper, `${paper}/analyses`, `${paper}/highlights`, `${paper}/related`, '/api/tags'].map((path) =>
        ask(path),
      ),
    )
    return { isGood: answers.every(({ isGood }) => isGood) }
  })
  act('entries imported', 3_000, (count) => ask(importText.path, { body: { text: entriesOf(count) } }))
  act('files imported', 15_000, (count) => ask(importFiles.path, { body: formOf(fileOf(count)) }))
  act('analyses', 12_000, async (count) => {
    const id = oneOf(read, count)
    if (id === undefined) return nothing
    const body = { choices: providers.choices, language: count % 2 === 0 ? 'en' : 'ko', fresh: true }
    return ask(requestAnalysis.path.replace(':paperId', id), { body })
  })
  act('exports', 12_000, (count) =>
    ask(`${exportPapers.path}?format=${['bibtex', 'ris', 'csl-json', 'csv'][count % 4]}`),
  )
  act('sign-ins', 15_000, async () => {
    const reply = await fetch(`${house.address}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: house.address },
      body: JSON.stringify(signingIn),
    })
    if (!reply.ok) people.fail(`signing in: ${reply.status} ${await reply.text()}`)
    const cookie = reply.headers
      .getSetCookie()
      .map((line) => line.split(';')[0])
      .join('; ')
    await ask('/api/me', { cookie })
    await ask('/api/session', { method: 'DELETE', cookie })
    // Who has signed out is nobody: refused, and rightly.
    return ask('/api/me', { cookie, expected: [401] })
  })
  over(backupMs, () => backUp(people, done))
  const sockets = keepSockets(house, people, done)
  return {
    people,
    done,
    answered: providers.answered,
    sockets: sockets.count,
    async stop() {
      await people.stop()
      sockets.close()
    },
    /** After the work that was asked for has ended. */
    close: providers.close,
  }
}
