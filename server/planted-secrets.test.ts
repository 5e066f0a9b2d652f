import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { EndpointShape } from '#contract/endpoint.ts'
import {
  beginSecondFactor,
  confirmIdentity,
  invite,
  makeToken,
  signIn,
  useLink,
} from '#features/accounts/contract.ts'
import { makeSignInLink } from '#features/accounts/server/accounts.ts'
import { requestAnalysis } from '#features/analysis/contract.ts'
import { makeConnectorToken } from '#features/connector/contract.ts'
import { createLink } from '#features/exports/contract.ts'
import { importText } from '#features/imports/contract.ts'
import { listPapers } from '#features/papers/contract.ts'
import { saveKey } from '#features/vault/contract.ts'
import { openLog } from '#platform/log/log.ts'
import { features } from './features.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import { asBrowser, clientOf, joinPerson, type Person, pathOf } from './testing/person.ts'

// Secrets are planted in every place that takes one, used and mistyped; then everything that was written or answered is
// searched for them, as they are and in the clothes they could wear.

const password = 'correct horse battery'
/** What stands for a provider that takes offence at the key, and says it back. */
const rude = createServer((request, response) => {
  response.writeHead(401, { 'content-type': 'application/json' })
  response.end(JSON.stringify({ error: { message: `no such key: ${request.headers.authorization}` } }))
})

const lines: string[] = []
const planted: Record<string, string> = { 'a password': password }
let seogo: TestHouse
let api: Awaited<ReturnType<TestHouse['startApi']>>
let ann: Person
let olga: Person
let endpoints: readonly EndpointShape[] = []

beforeAll(async () => {
  rude.listen(0, '127.0.0.1')
  await once(rude, 'listening')
  seogo = await openTestHouse({ SEOGO_WATCH: 'on' })
  const write = (line: string) => void lines.push(line)
  const log = openLog({ level: 'debug', format: 'json', process: 'test', destination: { write } })
  const house = { ...seogo.house, log }
  api = await seogo.startApi(house)
  await api.ready()
  olga = await joinPerson({ house, app: api, name: 'Olga', role: 'member' })
  ann = await joinPerson({ house, app: api, name: 'Ann', role: 'member' })
  endpoints = (await Promise.all(features.map((each) => each.routes?.() ?? [])))
    .flat()
    .map(({ endpoint }) => endpoint)
  await plant()
  const worker = await seogo.startWorker({ log })
  await worker.stop(5_000)
  await seogo.workUntilQuiet()
}, 180_000)
afterAll(async () => {
  await api.close()
  await seogo.close()
  rude.close()
})

async function plant() {
  const { port } = rude.address() as AddressInfo
  planted['a provider’s key'] = 'sk-planted-provider-key-1234567890'
  await ann
    .call(saveKey, {
      body: {
        label: 'lab',
        provider: 'openai-compatible',
        baseUrl: `http://127.0.0.1:${port}/v1`,
        model: 'm',
        key: planted['a provider’s key'],
      },
    })
    .catch(() => undefined)
  await ann.call(saveKey, {
    body: {
      label: 'elsewhere',
      provider: 'openai-compatible',
      baseUrl: 'http://127.0.0.1:9/v1',
      model: 'm',
      key: planted['a provider’s key'],
    },
  })
  planted['an access token'] = (await ann.call(makeToken, { body: { label: 'x', scope: 'write' } })).secret
  const { path: connector } = await ann.call(makeConnectorToken, { body: { label: 'browser' } })
  planted['a connector’s token'] = connector.split('/').find((part) => part.length > 30) ?? ''
  await ann.call(importText, { body: { text: '@misc{a, title={One}, abstract={Some words}}' } })
  await seogo.workUntilQuiet()
  const [paper] = (await ann.call(listPapers, { query: {} })).items
  const { id: paperId, libraryId } = paper ?? expect.fail('no paper')
  const { path: live } = await ann.call(createLink, { body: { libraryId, name: 'thesis' } })
  planted['a live address'] = live.split('/')[2] ?? ''
  const invited = await olga.call(invite, { body: { email: 'guest@example.org', role: 'member' } })
  planted['an invitation'] = invited.link.split('/').at(-1) ?? ''
  planted['a sign-in link'] = (await makeSignInLink(seogo.house, 'ann@example.org')).split('/').at(-1) ?? ''
  planted['a session'] = decodeURIComponent(/seogo\.session=([^;]+)/.exec(ann.cookie)?.[1] ?? '')
  await ann.call(confirmIdentity, { body: { password } })
  planted['a TOTP seed'] = (await ann.call(beginSecondFactor, {})).secret

  // Used, mistyped, and put where they do not belong.
  const post = (url: string, payload: object | string, headers = {}) =>
    api.inject({ method: 'POST', url, payload, headers: { ...asBrowser(ann.cookie), ...headers } })
  planted['a mistyped password'] = 'planted wrong password'
  await post(signIn.path, { email: 'ann@example.org', password: planted['a mistyped password'] })
  await post(signIn.path, { email: planted['a mistyped password'], password })
  await post(signIn.path, `{"password": "${password}", broken`, { 'content-type': 'application/json' })
  await post(useLink.path, { token: `${planted['a sign-in link']}x` })
  await post(useLink.path, { token: planted['a sign-in link'] })
  await api.inject({ url: '/api/me', headers: { authorization: `Bearer ${planted['an access token']}` } })
  await api.inject({ url: `${connector}connector/ping` })
  await api.inject({ url: live })
  await api.inject({ url: `/api/papers/${planted['an access token']}` })
  for (const choice of ['openai-compatible', 'local'])
    await post(pathOf(requestAnalysis, { params: { paperId } }), { choices: [choice], language: 'en' })
}

/** A secret as it could stand somewhere: plain, hexadecimal (as `bytea` prints), base64. */
function clothesOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  return [
    secret,
    bytes.toString('hex'),
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ]
}

/** Which of the secrets a text holds. */
const heldBy = (text: string) =>
  Object.entries(planted)
    .filter(([, secret]) => clothesOf(secret).some((worn) => text.includes(worn)))
    .map(([name]) => name)

test('each planted secret is one, so that the searches below mean something', () => {
  expect(Object.keys(planted).length).toBe(10)
  for (const [name, secret] of Object.entries(planted))
    expect([name, secret.length >= 16, heldBy(`x${secret}x`).includes(name)]).toEqual([name, true, true])
})

test('no log line holds one, at the most talkative level', () => {
  expect(lines.length).toBeGreaterThan(20)
  for (const line of lines) expect([line, heldBy(line)]).toEqual([line, []])
})

test('no table holds one in clear, of any schema', async () => {
  const admin = new pg.Client(seogo.house.database.address.admin)
  await admin.connect()
  try {
    const { rows: tables } = await admin.query<{ name: string }>(`
      select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind in ('r', 'p', 'm') and not c.relispartition and n.nspname !~ '^(pg_|information_schema)'`)
    expect(tables.length).toBeGreaterThan(60)
    for (const { name } of tables) {
      const { rows } = await admin.query<{ row: string }>(`select t::text as row from ${name} t`)
      for (const { row } of rows) expect([name, row, heldBy(row)]).toEqual([name, row, []])
    }
  } finally {
    await admin.end()
  }
})

test('no answer of the API, no notification and no audit row holds one', async () => {
  let answered = 0
  for (const endpoint of endpoints.filter(({ method, access }) => method === 'GET' && access !== 'public'))
    for (const person of [ann, olga]) {
      const params = new Proxy({}, { get: () => crypto.randomUUID() })
      const { cookie } = person
      const answer = await clientOf({ app: api, cookie }).request('GET', pathOf(endpoint, { params }))
      if (answer.statusCode === 200) answered += 1
      expect([endpoint.name, heldBy(answer.body)]).toEqual([endpoint.name, []])
    }
  expect(answered).toBeGreaterThan(40)
})
