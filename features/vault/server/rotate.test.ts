import { readFileSync, statSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ProviderKeyId, UserId } from '#contract/ids.ts'
import { listAudit } from '#features/audit/contract.ts'
import { deriveKey } from '#platform/crypto/derive-key.ts'
import { keyIdOf, seal } from '#platform/crypto/seal.ts'
import { Secret } from '#platform/crypto/secret.ts'
import type { House } from '#platform/house.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { openQuietTerminal } from '#server/testing/quiet-terminal.ts'
import { saveKey, saveSharedKey } from '../contract.ts'
import { forgetCommand, rotateCommand, statusCommand } from './commands.ts'
import { countByMaster } from './data-key-queries.ts'
import { masterFileOf, masterIdOf, readMasters } from './masters.ts'
import { forgetOldMasters, rotateMaster } from './rotate.ts'
import { sealFirstSealsAnew } from './seal-anew.ts'
import { openKey } from './vault.ts'

const owners = 8
let seogo: TestHouse
let people: Person[]
let shared: ProviderKeyId
const keys: { userId: UserId; id: ProviderKeyId; text: string }[] = []

let made = 0
async function save(person: Person) {
  const text = `sk-of-a-person-${++made}-with-a-long-tail`
  const body = {
    label: `L${made}`,
    provider: 'openai-compatible' as const,
    baseUrl: 'http://127.0.0.1:9/v1',
    model: 'm',
  }
  const { id } = await person.call(saveKey, { body: { ...body, key: text } })
  keys.push({ userId: person.userId, id, text })
  return { body, id }
}

beforeAll(async () => {
  seogo = await openTestHouse()
  people = []
  for (let at = 0; at < owners; at += 1) people.push(await seogo.person(`Person ${at}`))
  for (const person of people) for (let at = 0; at < 2; at += 1) await save(person)
  const [owner] = people
  if (!owner) throw new Error('nobody came')
  const body = {
    label: 'Lab',
    provider: 'openai-compatible' as const,
    baseUrl: 'http://127.0.0.1:9/v1',
    model: 'm',
  }
  shared = (await owner.call(saveSharedKey, { body: { ...body, key: 'sk-of-the-installation' } })).id
}, 120_000)
afterAll(() => seogo.close())

/** The same house as another process has it: nothing of what this one remembers. */
const otherProcess = (): House => ({ ...seogo.house })
const countMasters = () => seogo.house.database.asSystem('test', countByMaster)
const read = (house: House, userId: UserId, id: ProviderKeyId) =>
  house.database.asUser(userId, async (tx) => (await openKey(house, tx, id)).apiKey?.reveal())

async function readAll(house: House): Promise<void> {
  for (const { userId, id, text } of keys) expect(await read(house, userId, id)).toBe(text)
  expect(await read(house, keys[0]?.userId ?? expect.fail('no key'), shared)).toBe('sk-of-the-installation')
}

test('each person has one data key, the installation its own, and the first master is the installation’s secret', async () => {
  expect(await countMasters()).toEqual(new Map([[masterIdOf(seogo.house.secretKey), owners + 1]]))
  await readAll(otherProcess())
})

test('the master is changed while keys are read and saved in several processes, and not one fails to open', async () => {
  let isOver = false
  const counts = { reads: 0, failures: 0 }
  const reader = async (house: House, from: number) => {
    for (let at = from; !isOver; at += 1) {
      const { userId, id, text } = keys[at % keys.length] ?? expect.fail('no key')
      const opened = await read(house, userId, id).catch(() => undefined)
      counts.reads += 1
      if (opened !== text) counts.failures += 1
    }
  }
  const readers = [seogo.house, otherProcess(), otherProcess()].map((house, at) => reader(house, at * 5))
  const newcomer = await seogo.person('Newcomer')
  const saving = save(newcomer)
  const rotation = await rotateMaster(seogo.house, { batch: 2 })
  await saving
  const second = await rotateMaster(otherProcess(), { batch: 1 })
  isOver = true
  await Promise.all(readers)
  expect(counts.failures).toBe(0)
  expect(counts.reads).toBeGreaterThan(owners)
  expect([rotation.isNew, second.isNew]).toEqual([true, true])
  expect(second.masterId).not.toBe(rotation.masterId)
  expect(await countMasters()).toEqual(new Map([[second.masterId, owners + 2]]))
  expect(statSync(masterFileOf(seogo.house)).mode & 0o777).toBe(0o600)
  const acts = (await people[0]?.call(listAudit, { query: { act: 'keys_rotated' } }))?.items
  expect(acts?.[0]?.facts).toEqual({ count: owners + 2 })
})

test('a rotation that dies in the middle leaves every key readable, and goes on where it broke off', async () => {
  const before = readMasters(seogo.house)[0].id
  const dying = rotateMaster(seogo.house, {
    batch: 3,
    onBatch: (done) => {
      if (done >= 3) throw new Error('the power went')
    },
  })
  await expect(dying).rejects.toThrow('the power went')
  const masters = await countMasters()
  expect(masters.get(before)).toBe(owners + 2 - 3)
  await readAll(seogo.house)
  await readAll(otherProcess())
  const resumed = await rotateMaster(otherProcess())
  expect(resumed).toMatchObject({ isNew: false, wrappedCount: owners + 2 - 3, unreadableCount: 0 })
  expect(await countMasters()).toEqual(new Map([[resumed.masterId, owners + 2]]))
})

test('masters that wrap nothing are forgotten, and what is wrapped stays readable', async () => {
  expect(await forgetOldMasters(seogo.house)).toBe(2)
  expect(readFileSync(masterFileOf(seogo.house), 'utf8').trim().split('\n')).toHaveLength(1)
  await readAll(otherProcess())
  expect(await forgetOldMasters(seogo.house)).toBe(0)
})

test('the command line changes the master, names what is where, and refuses where processes may not share the folder', async () => {
  const run = async (command: typeof rotateCommand, house: House = seogo.house) => {
    const { terminal, lines, result } = openQuietTerminal()
    const rest = {
      args: [],
      options: {},
      caller: () => expect.fail('nobody asks'),
      whileWorking: () => expect.fail('no jobs'),
    }
    return { exitCode: await command({ house, terminal, ...rest }), said: lines.join('\n'), result: result() }
  }
  const rotated = await run(rotateCommand)
  expect(rotated).toMatchObject({ exitCode: 0, result: { isNew: true, unreadableCount: 0 } })
  expect(rotated.said).toContain(`KEEP A COPY`)
  expect(rotated.said).not.toContain(readFileSync(masterFileOf(seogo.house), 'utf8').trim().split('\n')[0])
  const status = await run(statusCommand)
  expect(status.result).toMatchObject({
    masters: [{ isCurrent: true, dataKeyCount: owners + 2 }, {}, {}],
    unreadableCount: 0,
  })
  expect(await run(forgetCommand)).toMatchObject({ exitCode: 0, result: { count: 1 } })
  const config = { ...seogo.house.config, SEOGO_DATABASE_URL: Secret.of('postgres://elsewhere/seogo') }
  expect((await run(rotateCommand, { ...seogo.house, config })).exitCode).toBe(1)
})

test('a master that is lost opens nothing, and says so instead of sealing anew', async () => {
  const [ann] = people
  const { id } = keys[0] ?? expect.fail('no key')
  const lost = { ...seogo.house, config: { ...seogo.house.config, SEOGO_DATA_DIR: '/nowhere' } }
  await expect(read(lost, ann?.userId ?? expect.fail('nobody'), id)).rejects.toMatchObject({
    code: 'key_not_found',
  })
  expect(
    (await rotateMaster({ ...lost, config: { ...lost.config, SEOGO_VAULT_KEY: seogo.house.secretKey } }))
      .unreadableCount,
  ).toBe(owners + 2)
  await readAll(seogo.house)
})

test('a key that an earlier version sealed is readable, and goes under its owner’s data key', async () => {
  const [first] = keys
  const { userId, id } = first ?? expect.fail('no key')
  const secret = seogo.house.secretKey
  const sealed_key = seal('sk-of-an-earlier-version', {
    key: deriveKey(secret, 'vault'),
    keyId: masterIdOf(secret),
    context: `provider key ${id} of ${userId} for openai-compatible`,
  })
  await seogo.house.database.asSystem('as an earlier version left it', (tx) =>
    tx.updateTable('provider_keys').set({ sealed_key }).where('id', '=', id).execute(),
  )
  expect(await read(seogo.house, userId, id)).toBe('sk-of-an-earlier-version')
  expect(await sealFirstSealsAnew(seogo.house)).toBe(1)
  expect(await sealFirstSealsAnew(seogo.house)).toBe(0)
  expect(await read(otherProcess(), userId, id)).toBe('sk-of-an-earlier-version')
  const row = await seogo.house.database.asSystem('test', (tx) =>
    tx.selectFrom('provider_keys').select('sealed_key').where('id', '=', id).executeTakeFirstOrThrow(),
  )
  expect(keyIdOf(row.sealed_key ?? Buffer.alloc(0))).toHaveLength(36)
})
