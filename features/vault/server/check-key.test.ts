import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { providerKeyId } from '#contract/ids.ts'
import { type FakeProvider, type FakeWireName, startFakeProvider } from '#server/testing/fake-providers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import {
  changeModel,
  changeSharedKey,
  listKeys,
  removeKey,
  removeSharedKey,
  saveKey,
  saveSharedKey,
} from '../contract.ts'
import { openKey } from './vault.ts'

const keyText = 'sk-live-0a1b2c3d4e5f-WXYZ'
let house: TestHouse
let admin: Person
let ann: Person
let names = 0

beforeAll(async () => {
  house = await openTestHouse()
  admin = await house.person('Ada', 'admin')
  ann = await house.person('Ann')
})
afterAll(() => house.close())

const newKey = (provider: FakeWireName, baseUrl: string, key = keyText) => ({
  label: `Fake ${++names}`,
  provider,
  baseUrl,
  model: 'some-model',
  key,
})

describe.each(['openai', 'anthropic', 'xai', 'gemini', 'openai-compatible'] as const)(
  'a key of %s',
  (wire) => {
    let provider: FakeProvider
    beforeEach(async () => {
      provider = await startFakeProvider({ wire, key: keyText })
    })
    afterEach(() => provider.close())

    test('is shown to the provider when it is saved, and costs nothing', async () => {
      const saved = await ann.call(saveKey, { body: newKey(wire, provider.url) })
      expect(saved).toMatchObject({ provider: wire, keyEnding: 'WXYZ', checkedAt: expect.any(String) })
      expect([provider.calls, provider.answered]).toEqual([0, 0])
    })

    test('that the provider refuses is not saved', async () => {
      const before = (await ann.call(listKeys, {})).items
      const body = newKey(wire, provider.url, 'sk-of-somebody-else')
      await expect(ann.call(saveKey, { body })).rejects.toThrow('422 provider_key_refused')
      expect((await ann.call(listKeys, {})).items).toEqual(before)
    })
  },
)

test('a key nobody could be asked about is saved, and said to be unchecked', async () => {
  const saved = await ann.call(saveKey, { body: newKey('anthropic', 'http://127.0.0.1:9/v1') })
  expect(saved.checkedAt).toBeNull()
})

test('a provider of one’s own kind needs a key, a compatible one its address', async () => {
  const { key: _, ...withoutKey } = newKey('openai', 'http://127.0.0.1:9/v1')
  await expect(ann.call(saveKey, { body: withoutKey })).rejects.toThrow('400 bad_request')
  const { baseUrl: __, ...withoutAddress } = newKey('openai-compatible', '')
  await expect(ann.call(saveKey, { body: withoutAddress })).rejects.toThrow('400 bad_request')
})

test('another model is chosen for a provider, by its owner alone', async () => {
  const { id } = await ann.call(saveKey, { body: newKey('gemini', 'http://127.0.0.1:9/v1beta') })
  const params = { keyId: id }
  const changed = await ann.call(changeModel, { params, body: { model: 'gemini-4-carbon' } })
  expect(changed).toMatchObject({ id, model: 'gemini-4-carbon', keyEnding: 'WXYZ' })
  await expect(admin.call(changeModel, { params, body: { model: 'x' } })).rejects.toThrow('404 key_not_found')
})

describe('a provider of the installation', () => {
  const ownKey = () => newKey('openai', 'http://127.0.0.1:9/v1')
  const share = () => admin.call(saveSharedKey, { body: newKey('openai', 'http://127.0.0.1:9/v1') })

  test('is seen and opened by everybody, its key by nobody', async () => {
    const shared = await share()
    expect(shared.shared).toBe(true)
    const list = await ann.request('GET', listKeys.path)
    expect(list.json()).toMatchObject({ items: expect.arrayContaining([shared]) })
    expect(list.body).not.toContain(keyText.slice(0, 12))
    const opened = await house.house.database.asUser(ann.userId, (tx) =>
      openKey(house.house, tx, providerKeyId.parse(shared.id)),
    )
    expect(opened.apiKey?.reveal()).toBe(keyText)
  })

  test('is changed and forgotten by administrators only', async () => {
    const { id, label } = await share()
    const params = { keyId: id }
    await expect(ann.call(removeKey, { params })).rejects.toThrow('404 key_not_found')
    await expect(ann.call(changeModel, { params, body: { model: 'x' } })).rejects.toThrow('404 key_not_found')
    await expect(ann.call(removeSharedKey, { params })).rejects.toThrow('403 not_permitted')
    const again = { ...newKey('openai', 'http://127.0.0.1:9/v1'), label: label.toUpperCase() }
    await expect(admin.call(saveSharedKey, { body: again })).rejects.toThrow('409 provider_label_taken')
    await ann.call(saveKey, { body: again })
    await admin.call(removeSharedKey, { params })
    expect((await ann.call(listKeys, {})).items.map((key) => key.id)).not.toContain(id)
  })

  test('has its model and its stand-in chosen for everybody, among those of everybody only', async () => {
    const [shared, other, own] = [await share(), await share(), await admin.call(saveKey, { body: ownKey() })]
    const change = (who: Person, standInId: string | null, keyId: string = shared.id) =>
      who.call(changeSharedKey, { params: { keyId }, body: { model: 'gpt-other', standInId } })
    await expect(change(ann, other.id)).rejects.toThrow('403 not_permitted')
    for (const wrong of [own.id, shared.id, crypto.randomUUID()])
      await expect(change(admin, wrong), wrong).rejects.toThrow('404 key_not_found')
    await expect(change(admin, null, own.id)).rejects.toThrow('404 key_not_found')
    const changed = await change(admin, other.id)
    expect(changed).toMatchObject({ ...shared, model: 'gpt-other', standInId: other.id })
    expect((await ann.call(listKeys, {})).items).toContainEqual(changed)
    expect(await change(admin, null)).toMatchObject({ standInId: null })
  })

  test('is not to be taken for one’s own: only the system may write what belongs to nobody', async () => {
    const { id } = await share()
    const written = await house.house.database.asUser(ann.userId, (tx) =>
      tx.updateTable('provider_keys').set({ base_url: 'http://evil.example' }).where('id', '=', id).execute(),
    )
    expect(written[0]?.numUpdatedRows).toBe(0n)
    const own = newKey('openai', 'http://127.0.0.1:9/v1')
    const planted = {
      label: own.label,
      provider: own.provider,
      base_url: own.baseUrl,
      model: 'm',
      user_id: null,
    }
    await expect(
      house.house.database.asUser(ann.userId, (tx) =>
        tx.insertInto('provider_keys').values(planted).execute(),
      ),
    ).rejects.toThrow('row-level security')
  })

  test('cannot be removed as another’s personal one', async () => {
    const { id } = await ann.call(saveKey, { body: newKey('openai', 'http://127.0.0.1:9/v1') })
    await expect(admin.call(removeSharedKey, { params: { keyId: id } })).rejects.toThrow('404 key_not_found')
  })
})
