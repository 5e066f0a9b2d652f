import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { providerKeyId } from '#contract/ids.ts'
import { isCredentialAddress } from '#platform/http-client/address-guard.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { listKeys, removeKey, saveKey } from '../contract.ts'
import { openKey } from './vault.ts'

const keyText = 'sk-proj-9f8e7d6c5b4a-ABCD'
let house: TestHouse
let ann: Person
let ben: Person

beforeAll(async () => {
  house = await openTestHouse()
  ann = await house.person('Ann')
  ben = await house.person('Ben')
})
afterAll(() => house.close())

const openAs = (person: Person, id: string) =>
  house.house.database.asUser(person.userId, (tx) => openKey(house.house, tx, providerKeyId.parse(id)))

let label = 0
const provider = (change: object = {}) => ({
  label: `Provider ${++label}`,
  provider: 'openai-compatible' as const,
  baseUrl: 'http://127.0.0.1:11434/v1',
  model: 'llama',
  ...change,
})

describe('a provider that was set up', () => {
  test('is listed with the end of its key, and opened with the whole of it', async () => {
    const saved = await ann.call(saveKey, { body: provider({ key: keyText }) })
    expect(saved.keyEnding).toBe('ABCD')
    expect((await ann.call(listKeys, {})).items).toContainEqual(saved)
    const opened = await openAs(ann, saved.id)
    expect(opened).toMatchObject({ label: saved.label, model: 'llama', baseUrl: 'http://127.0.0.1:11434/v1' })
    expect(opened.apiKey?.reveal()).toBe(keyText)
  })

  test('needs no key', async () => {
    const saved = await ann.call(saveKey, { body: provider() })
    expect(saved.keyEnding).toBeNull()
    expect((await openAs(ann, saved.id)).apiKey).toBeUndefined()
  })

  test('is forgotten with its key', async () => {
    const saved = await ann.call(saveKey, { body: provider({ key: keyText }) })
    await ann.call(removeKey, { params: { keyId: saved.id } })
    await expect(openAs(ann, saved.id)).rejects.toMatchObject({ code: 'key_not_found' })
    await expect(ann.call(removeKey, { params: { keyId: saved.id } })).rejects.toThrow('404 key_not_found')
  })

  test('has a name of its own', async () => {
    const saved = await ann.call(saveKey, { body: provider() })
    const again = provider({ label: saved.label.toUpperCase() })
    await expect(ann.call(saveKey, { body: again })).rejects.toThrow('409 provider_label_taken')
    await ben.call(saveKey, { body: again })
  })

  test('belongs to one person: nobody else sees, opens or removes it', async () => {
    const saved = await ann.call(saveKey, { body: provider({ key: keyText }) })
    expect((await ben.call(listKeys, {})).items.map(({ id }) => id)).not.toContain(saved.id)
    await expect(ben.call(removeKey, { params: { keyId: saved.id } })).rejects.toThrow('404 key_not_found')
    await expect(openAs(ben, saved.id)).rejects.toMatchObject({ code: 'key_not_found' })
    expect((await openAs(ann, saved.id)).apiKey?.reveal()).toBe(keyText)
  })
})

describe('a key', () => {
  test('stands nowhere in a reply, nor anywhere in the database', async () => {
    const reply = await ann.request('POST', saveKey.path, { body: provider({ key: keyText }) })
    const list = await ann.request('GET', listKeys.path)
    expect(reply.statusCode).toBe(201)
    const rows = await house.house.database.asSystem('look for a key in the clear', (tx) =>
      tx.selectFrom('provider_keys').selectAll().execute(),
    )
    expect(rows.length).toBeGreaterThan(0)
    const bytes = rows.map(({ sealed_key }) => sealed_key?.toString('latin1') ?? '').join('\n')
    expect(`${reply.body}${list.body}${JSON.stringify(rows)}${bytes}`).not.toContain(keyText.slice(0, 12))
  })

  test('moved to another row does not open there', async () => {
    const [from, to] = [
      await ann.call(saveKey, { body: provider({ key: keyText }) }),
      await ben.call(saveKey, { body: provider({ key: 'sk-other-key-of-ben' }) }),
    ]
    await house.house.database.asSystem('move a sealed key', async (tx) => {
      const { sealed_key } = await tx
        .selectFrom('provider_keys')
        .select('sealed_key')
        .where('id', '=', from.id)
        .executeTakeFirstOrThrow()
      await tx.updateTable('provider_keys').set({ sealed_key }).where('id', '=', to.id).execute()
    })
    await expect(openAs(ben, to.id)).rejects.toMatchObject({ code: 'key_not_found' })
  })

  test('too short to show four letters of it shows none', async () => {
    const saved = await ann.call(saveKey, { body: provider({ key: 'short' }) })
    expect(saved.keyEnding).toBe('')
  })
})

describe('an address', () => {
  test.each([
    'http://169.254.169.254/latest/meta-data',
    'http://[fe80::1]/v1',
    'http://0.0.0.0:8000/v1',
    'http://user:password@models.example.org/v1',
  ])('%s is refused', async (baseUrl) => {
    await expect(ann.call(saveKey, { body: provider({ baseUrl }) })).rejects.toThrow(
      '422 provider_address_refused',
    )
  })

  test('of the metadata service is known in every spelling, one’s own network is allowed', () => {
    for (const address of [
      '169.254.169.254',
      '::ffff:169.254.169.254',
      '::ffff:a9fe:a9fe',
      'fd00:ec2::254',
      '::',
    ])
      expect(isCredentialAddress(address), address).toBe(true)
    for (const address of ['127.0.0.1', '::1', '10.0.0.5', '192.168.1.20', '2606:4700::1111'])
      expect(isCredentialAddress(address), address).toBe(false)
  })
})
