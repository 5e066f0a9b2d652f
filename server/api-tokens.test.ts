import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  changePerson,
  createLibrary,
  getMe,
  listPeople,
  listTokens,
  makeToken,
  revokeToken,
  savePreferences,
} from '#features/accounts/contract.ts'
import { listPapers } from '#features/papers/contract.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import type { Person } from './testing/person.ts'

let seogo: TestHouse
let owner: Person
let ann: Person

beforeAll(async () => {
  seogo = await openTestHouse()
  owner = await seogo.person('Olga')
  ann = await seogo.person('Ann')
})
afterAll(() => seogo.close())

type Asked = { readonly method: string; readonly path: string }
/** Asks as a program does: a token, no cookie, no CSRF token. @returns status and code */
async function ask(secret: string, { method, path }: Asked, payload?: object, headers = {}) {
  const answer = await seogo.app.inject({
    method: method as 'GET',
    url: path,
    headers: { authorization: `Bearer ${secret}`, ...headers },
    ...(payload && { payload }),
  })
  return answer.statusCode < 400 ? answer.statusCode : `${answer.statusCode} ${answer.json().code}`
}

const tokenOf = (person: Person, scope: 'read' | 'write' | 'admin', days = 30) =>
  person.call(makeToken, { body: { label: `a script that may ${scope}`, scope, days } })

test('a token does what its scope reaches, and never touches the account itself', async () => {
  const [read, write] = [(await tokenOf(ann, 'read')).secret, (await tokenOf(ann, 'write')).secret]
  const admin = (await tokenOf(owner, 'admin')).secret
  expect(await ask(read, listPapers)).toBe(200)
  expect(await ask(read, createLibrary, { name: 'By a script' })).toBe('403 token_scope')
  expect(await ask(write, createLibrary, { name: 'By a script' })).toBe(201)
  expect(await ask((await tokenOf(owner, 'write')).secret, listPeople)).toBe('403 token_scope')
  expect(await ask(admin, listPeople)).toBe(200)
  for (const secret of [write, admin]) {
    expect(await ask(secret, savePreferences, { theme: 'dark' })).toBe('403 token_scope')
    expect(await ask(secret, makeToken, { label: 'more', scope: 'read' })).toBe('403 token_scope')
  }
  // What asks a person for their password is nothing for a program, whatever its scope.
  const people = { method: 'PATCH', path: `/api/people/${ann.userId}` }
  expect(await ask(admin, people, { isActive: false })).toBe('403 token_scope')
  const provider = {
    label: 'Theirs',
    provider: 'openai-compatible',
    baseUrl: 'http://127.0.0.1:9/v1',
    model: 'm',
  }
  expect(await ask(admin, { method: 'POST', path: '/api/shared-keys' }, provider)).toBe('403 token_scope')
  await expect(tokenOf(ann, 'admin')).rejects.toThrow('403 not_permitted')
})

test('a token is shown once, kept as a hash, and its last use is seen', async () => {
  const { token, secret } = await tokenOf(ann, 'read')
  await ask(secret, getMe)
  const listed = (await ann.call(listTokens, {})).items.find(({ id }) => id === token.id)
  expect(listed).toMatchObject({ lastAddress: '127.0.0.1', lastUsedAt: expect.any(String) })
  expect(JSON.stringify(await ann.call(listTokens, {}))).not.toContain(secret)
  expect((await owner.call(listTokens, {})).items.map(({ id }) => id)).not.toContain(token.id)
})

test('a token that is revoked, over, made up, or of somebody let in no more opens nothing', async () => {
  const revoked = await tokenOf(ann, 'read')
  expect(await ask(revoked.secret, getMe)).toBe(200)
  await ann.call(revokeToken, { params: { apiTokenId: revoked.token.id } })
  expect(await ask(revoked.secret, getMe)).toBe('401 not_signed_in')
  const ben = await seogo.person('Ben')
  const bens = await tokenOf(ben, 'write')
  expect(await ask(bens.secret, getMe)).toBe(200)
  await owner.call(changePerson, { params: { userId: ben.userId }, body: { isActive: false } })
  expect(await ask(bens.secret, getMe)).toBe('401 not_signed_in')
  expect(await ask('seogo_made-up', getMe)).toBe('401 not_signed_in')
  const short = await tokenOf(ann, 'read', 1)
  seogo.clock.move({ days: 2 })
  expect(await ask(short.secret, getMe)).toBe('401 not_signed_in')
})

test('a wrong token is not helped by a right cookie beside it', async () => {
  expect(await ask('seogo_made-up', getMe, undefined, { cookie: ann.cookie })).toBe('401 not_signed_in')
})
