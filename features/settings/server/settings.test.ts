import { afterAll, beforeAll, expect, test } from 'vitest'
import { ownerId } from '#features/accounts/server/accounts.ts'
import { listAudit } from '#features/audit/contract.ts'
import { variables } from '#platform/config/variables.ts'
import { Secret } from '#platform/crypto/secret.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { openQuietTerminal } from '#server/testing/quiet-terminal.ts'
import { getBranding, listSettings, putSetting, resetSetting, type SettingName } from '../contract.ts'
import { setCommand } from './commands.ts'
import { settingNames } from './settings.ts'

let seogo: TestHouse
let owner: Person
/** Another API process on the same database, with settings of its own in memory. */
let other: TestHouse['house']
let otherApi: Awaited<ReturnType<TestHouse['startApi']>>

beforeAll(async () => {
  seogo = await openTestHouse({ SEOGO_TRASH_DAYS: '7' })
  owner = await seogo.person('Olga')
  const { house } = seogo
  other = { ...house, config: { ...house.config } }
  otherApi = await seogo.startApi(other)
})
afterAll(async () => {
  await otherApi.close()
  await seogo.close()
})

const put = (name: SettingName, value: string) =>
  owner.call(putSetting, { params: { name }, body: { value } })
const find = async (name: SettingName) =>
  (await owner.call(listSettings, {})).items.find((item) => item.name === name)

test('every setting of the screen is one of the configuration, and says its default and how it is written', async () => {
  for (const name of settingNames) expect(Object.keys(variables.shape)).toContain(name)
  const { items, environmentOnly } = await owner.call(listSettings, {})
  expect(items.map(({ name }) => name)).toEqual(settingNames)
  const shapes = items.filter(({ shape, isSecret }) => shape.kind === 'text' && !isSecret)
  // What is a text here is one in the configuration: a number or a choice would lose its bounds.
  expect(shapes.map(({ name }) => name).toSorted()).toEqual([
    'SEOGO_MAIL_FROM',
    'SEOGO_NAME',
    'SEOGO_OCR_LANGUAGES',
    'SEOGO_OIDC_SIGN_UP',
    'SEOGO_SOURCES_EMAIL',
    'SEOGO_TIME_ZONE',
  ])
  expect(await find('SEOGO_HISTORY_DAYS')).toMatchObject({ default: '365', source: 'default', value: '365' })
  expect(environmentOnly).toContainEqual({ name: 'SEOGO_SECRET_KEY', value: null })
})

test('a change is in force in every process at once, leaves a trace, and is taken back to the default', async () => {
  expect(await put('SEOGO_NAME', 'Lab library')).toMatchObject({ value: 'Lab library', source: 'screen' })
  expect(await owner.call(getBranding, {})).toEqual({ name: 'Lab library', hue: 263 })
  await expect.poll(() => other.config.SEOGO_NAME).toBe('Lab library')
  const traces = await owner.call(listAudit, { query: { act: 'setting_changed' } })
  expect(traces.items[0]).toMatchObject({
    by: { name: 'Olga' },
    subject: { id: 'SEOGO_NAME' },
    facts: { from: 'Seogo', to: 'Lab library' },
  })
  await owner.call(resetSetting, { params: { name: 'SEOGO_NAME' } })
  expect(await owner.call(getBranding, {})).toEqual({ name: 'Seogo', hue: 263 })
  await expect.poll(() => other.config.SEOGO_NAME).toBe('Seogo')
})

test('a value is held against the configuration’s own schema, and what the environment sets stays', async () => {
  await expect(put('SEOGO_HUE', '999')).rejects.toThrow('422 setting_invalid')
  await expect(put('SEOGO_TIME_ZONE', 'Mars/Olympus')).rejects.toThrow('422 setting_invalid')
  await expect(put('SEOGO_TRASH_DAYS', '90')).rejects.toThrow('409 setting_by_environment')
  expect(await find('SEOGO_TRASH_DAYS')).toMatchObject({ source: 'environment', value: '7' })
  const unknown = await owner.request('PUT', '/api/admin/settings/SEOGO_DATA_DIR', {
    body: { value: '/tmp' },
  })
  expect(unknown.statusCode).toBe(400)
})

test('a secret goes to the vault: it works, and no answer, trace or column has it', async () => {
  const planted = 'smtp://seogo:planted-secret@127.0.0.1:2525'
  expect(await put('SEOGO_SMTP_URL', planted)).toMatchObject({ isSet: true, value: null, saved: null })
  expect(seogo.house.config.SEOGO_SMTP_URL).toBeInstanceOf(Secret)
  expect(seogo.house.config.SEOGO_SMTP_URL?.reveal()).toBe(planted)
  const row = await seogo.house.database.asSystem('test', (tx) =>
    tx.selectFrom('settings').selectAll().where('name', '=', 'SEOGO_SMTP_URL').executeTakeFirstOrThrow(),
  )
  expect(row.value).toBeNull()
  expect(row.sealed?.includes('planted-secret')).toBe(false)
  const shown = JSON.stringify([
    await owner.call(listSettings, {}),
    await owner.call(listAudit, { query: {} }),
  ])
  expect(shown).not.toContain('planted')
})

test('what is built at the start waits for the next one, and says so', async () => {
  expect(await put('SEOGO_READING_CONCURRENCY', '3')).toMatchObject({
    value: '1',
    saved: '3',
    waitsForRestart: true,
  })
  const { house } = seogo
  const later = { ...house, config: { ...other.config } }
  const api = await seogo.startApi(later)
  expect(later.config.SEOGO_READING_CONCURRENCY).toBe(3)
  await api.close()
})

test('the command line changes the same', async () => {
  const { terminal, lines } = openQuietTerminal()
  const args = ['SEOGO_HISTORY_DAYS', '30']
  const context = { house: seogo.house, args, options: {}, terminal, caller: () => ownerId(seogo.house) }
  expect(await setCommand({ ...context, whileWorking: (done) => done() })).toBe(0)
  expect(lines).toEqual(['SEOGO_HISTORY_DAYS = 30  (screen, default 365)'])
  expect(await find('SEOGO_HISTORY_DAYS')).toMatchObject({ value: '30', source: 'screen' })
})
