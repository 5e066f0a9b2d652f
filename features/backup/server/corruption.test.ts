import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { copyFile, mkdtemp, open, readdir, rename, rm, stat, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Problem } from '#contract/problems.ts'
import { importFiles } from '#features/imports/contract.ts'
import { Secret } from '#platform/crypto/secret.ts'
import { listDatabases } from '#platform/database/sets/databases.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { openShelf } from './backup.ts'
import type { Manifest } from './format/manifest.ts'
import { makeSet } from './make-set.ts'
import { restoreRows } from './restore-set.ts'
import { getSet } from './sets.ts'
import type { Shelf } from './shelf.ts'
import { verifySet } from './verify-set.ts'

const example = readFileSync(join(import.meta.dirname, '../../../examples/first-paper.pdf'))
const key = Secret.of('a key of backups for tests only, longer than thirty-two')
const otherKey = Secret.of('another key of backups for tests only, as long as that')

let seogo: TestHouse
let folder: string
type Made = { shelf: Shelf; set: Manifest; paths: string[] }
const made = new Map<string, Made>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seogo-corrupt-'))
  seogo = await openTestHouse()
  const ann = await seogo.person('Ann')
  await ann.upload(importFiles, [{ fileName: 'first-paper.pdf', bytes: example }])
  await seogo.workUntilQuiet()
  for (const sealing of ['plain', 'sealed']) {
    const place = join(folder, sealing)
    const { config, database, files, clock } = seogo.house
    const shelf = openShelf(config, { place, key: sealing === 'sealed' ? key : undefined })
    const set = await makeSet({
      address: database.address,
      files,
      shelf,
      fileColumns: ['files.sha256', 'files.thumbnail_sha256'],
      kind: 'full',
      appVersion: '0',
      secretKeyId: 'none',
      now: () => clock.now(),
    })
    const entries = await readdir(place, { recursive: true, withFileTypes: true })
    const paths = entries.filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name))
    made.set(sealing, { shelf, set, paths })
  }
})
afterAll(async () => {
  await seogo.close()
  await rm(folder, { recursive: true, force: true })
})

/**
 * The names of what is found to be damaged, each once: a part that two tables share is told for both of them. `manifest` when
 * the set cannot even be read.
 */
async function findDamage({ shelf, set }: Made): Promise<string[]> {
  try {
    const damages = await verifySet(shelf, await getSet(shelf, set.id))
    return [...new Set(damages.map(({ part }) => part))]
  } catch (error) {
    if (error instanceof Problem) return ['manifest']
    throw error
  }
}

const nameOf = (path: string) => (path.endsWith('.set') ? 'manifest' : basename(path))

async function flipBit(path: string): Promise<() => Promise<void>> {
  const [at, bit] = [randomInt((await stat(path)).size), 1 << randomInt(8)]
  const flip = async () => {
    const file = await open(path, 'r+')
    try {
      const byte = Buffer.alloc(1)
      await file.read(byte, 0, 1, at)
      byte.writeUInt8(byte.readUInt8(0) ^ bit)
      await file.write(byte, 0, 1, at)
    } finally {
      await file.close()
    }
  }
  await flip()
  return flip
}

describe.each(['plain', 'sealed'])('a %s set', (sealing) => {
  const it = () => made.get(sealing) ?? expect.fail('it was not made')

  test('is whole as it was made', async () => {
    expect(await findDamage(it())).toEqual([])
  })

  // Files of one group are damaged at the same time: each has to be named, and no other.
  const groups = () => {
    const { paths, set } = it()
    const lists = new Set(set.files.list.parts.map(({ sha256 }) => sha256))
    const of = (isOne: (path: string) => boolean) => paths.filter(isOne)
    return {
      parts: of((path) => !path.endsWith('.set') && !lists.has(basename(path))),
      list: of((path) => lists.has(basename(path))),
      manifest: of((path) => path.endsWith('.set')),
    }
  }

  test('of 100 random single-bit flips and more each is found, and the part is named', async () => {
    const { parts, list, manifest } = groups()
    const rounds = [parts, parts, parts, parts, ...Array.from({ length: 20 }, () => [list, manifest]).flat()]
    expect(rounds.flat().length).toBeGreaterThanOrEqual(100)
    for (const round of rounds) {
      const back = await Promise.all(round.map(flipBit))
      expect((await findDamage(it())).sort()).toEqual(round.map(nameOf).sort())
      for (const undo of back) await undo()
    }
    expect(await findDamage(it())).toEqual([])
  })

  test('what is cut short, missing or another part under its name is found and named', async () => {
    const { parts, list, manifest } = groups()
    const harms: ((path: string, at: number, all: readonly string[]) => Promise<void>)[] = [
      async (path) => truncate(path, randomInt((await stat(path)).size)),
      (path) => rm(path),
      (path, at, all) => copyFile(`${all.at(at - 1) ?? ''}.spare`, path),
    ]
    for (const [harm, round] of [
      ...harms.map((each) => [each, parts] as const),
      [harms[0], list] as const,
      [harms[1], list] as const,
      [harms[0], manifest] as const,
    ]) {
      for (const path of round) await copyFile(path, `${path}.spare`)
      for (const [at, path] of round.entries()) await harm?.(path, at, round)
      expect((await findDamage(it())).sort()).toEqual(round.map(nameOf).sort())
      for (const path of round) await rename(`${path}.spare`, path)
    }
  })
})

test('nothing is restored from one with a damaged part', async () => {
  const { shelf, set, paths } = made.get('sealed') ?? expect.fail()
  const { address } = seogo.house.database
  const part = set.tables.find(({ name }) => name === 'papers')?.parts[0]?.sha256 ?? ''
  const back = await flipBit(paths.find((path) => path.endsWith(part)) ?? '')
  const restoring = restoreRows({ address, shelf, set, database: `${address.database}_wrong` })
  await expect(restoring).rejects.toMatchObject({
    code: 'backup_damaged',
    details: { where: 'public.papers', part },
  })
  await back()
  expect(await listDatabases(address, `${address.database}_`)).toEqual([])
})

test('a sealed set opens with its own key only, and shows nothing of what is in it', async () => {
  const { set, paths } = made.get('sealed') ?? expect.fail()
  const place = join(folder, 'sealed')
  const { config } = seogo.house
  const openedWith = (secret?: Secret) => getSet(openShelf(config, { place, key: secret }), set.id)
  await expect(openedWith(otherKey)).rejects.toMatchObject({ code: 'backup_key_wrong' })
  await expect(openedWith()).rejects.toMatchObject({ code: 'backup_key_needed' })
  for (const path of paths) expect(readFileSync(path).includes('%PDF'), path).toBe(false)
})

test('a set that is put under the name of another one is no set', async () => {
  const { shelf, set } = made.get('plain') ?? expect.fail()
  const bytes = (await shelf.documents.read(`${set.id}.set`)) ?? expect.fail()
  await shelf.documents.write('29991231T000000-ffffff.set', bytes)
  await expect(getSet(shelf, '29991231T000000-ffffff')).rejects.toMatchObject({ code: 'backup_damaged' })
})
