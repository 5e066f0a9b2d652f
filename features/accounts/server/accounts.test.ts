import { afterAll, beforeAll, expect, test } from 'vitest'
import { libraryId } from '#contract/ids.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { clientOf, type Person, Refused } from '#server/testing/person.ts'
import * as contract from '../contract.ts'
import {
  addMember,
  createPerson,
  createSharedLibrary,
  ensureOwner,
  findPersonByEmail,
  librariesOf,
  makeInvitation,
  makeOwnerLink,
  makeSignInLink,
  ownerId,
  requireEditableLibrary,
} from './accounts.ts'
import { forgetSessions } from './session-cache.ts'

let seogo: TestHouse
let owner: Person
beforeAll(async () => {
  seogo = await openTestHouse()
  owner = await seogo.person('Olga')
})
afterAll(async () => {
  await seogo.close()
})

const password = 'correct horse battery'
const stranger = () => clientOf({ app: seogo.app, cookie: '' })
const withCookie = (cookie: string) => clientOf({ app: seogo.app, cookie })
const tokenOf = (path: string) => path.split('/').at(-1) ?? ''

/** Signs in and gives the cookie a browser would keep. */
async function signIn(email: string, typed = password): Promise<string> {
  const answer = await stranger().request('POST', '/api/session', { body: { email, password: typed } })
  if (answer.statusCode !== 200) throw new Refused(answer.json())
  return answer.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
}
const refusal = (status: number, code: string) => ({ problem: { status, code } })

test('ten processes that open a new house at once agree on one owner with one library', async () => {
  const fresh = await openTestHouse()
  try {
    const owners = await Promise.all(Array.from({ length: 10 }, () => ensureOwner(fresh.house)))
    expect(new Set(owners.map(({ userId }) => userId)).size).toBe(1)
    const [first] = owners
    if (!first) throw new Error('there is an owner')
    expect(first.claimed).toBe(false)
    expect(await ownerId(fresh.house)).toBe(first.userId)
    expect(await librariesOf(fresh.house, first.userId)).toHaveLength(1)
    const link = await makeOwnerLink(fresh.house)
    expect(link).toMatch(/^\/link\/[\w-]{43}$/)
  } finally {
    await fresh.close()
  }
})

test('the first person owns the house, and no link claims it again', async () => {
  expect(await owner.call(contract.getMe, {})).toMatchObject({
    email: 'olga@example.org',
    role: 'owner',
    preferences: { language: null, theme: 'system', density: 'comfortable', timeZone: null },
    libraries: [{ kind: 'personal', membership: 'owner' }],
  })
  expect(await makeOwnerLink(seogo.house)).toBeUndefined()
})

test('a used, an expired and an invented link are all answered 410', async () => {
  const used = tokenOf(await makeInvitation(seogo.house, { email: 'ulla@example.org', role: 'member' }))
  const account = { name: 'Ulla', email: 'ulla@example.org', password }
  await stranger().call(contract.useLink, { body: { token: used, account } })
  const expired = tokenOf(await makeInvitation(seogo.house, { email: 'late@example.org', role: 'member' }))
  seogo.clock.move({ days: 8 })
  for (const token of [used, expired, 'x'.repeat(43)]) {
    const late = { ...account, email: 'late@example.org' }
    await expect(stranger().call(contract.useLink, { body: { token, account: late } })).rejects.toMatchObject(
      refusal(410, 'link_invalid'),
    )
    await expect(stranger().call(contract.readLink, { body: { token } })).rejects.toMatchObject(
      refusal(410, 'link_invalid'),
    )
  }
  seogo.clock.move({ days: -8 })
})

test('who was invited by the owner reads the link, joins with a library of their own and is signed in', async () => {
  const made = await owner.call(contract.invite, { body: { email: 'Rita@Example.org', role: 'reader' } })
  expect(made.email).toBe('rita@example.org')
  const token = tokenOf(new URL(made.link).pathname)
  expect(await stranger().call(contract.readLink, { body: { token } })).toMatchObject({
    purpose: 'invitation',
    email: 'rita@example.org',
    role: 'reader',
    expiresAt: made.expiresAt,
  })
  const joined = await stranger().request('POST', '/api/links/use', {
    body: { token, account: { name: ' Rita ', email: 'rita@example.org', password } },
  })
  expect(joined.json()).toMatchObject({ name: 'Rita', role: 'reader', libraries: [{ membership: 'owner' }] })
  const rita = withCookie(await signIn('rita@example.org'))
  await expect(rita.call(contract.listPeople, { query: {} })).rejects.toMatchObject(
    refusal(403, 'not_permitted'),
  )
  await expect(
    rita.call(contract.invite, { body: { email: 'x@example.org', role: 'admin' } }),
  ).rejects.toMatchObject(refusal(403, 'not_permitted'))
  const { items } = await owner.call(contract.listPeople, { query: {} })
  expect(items.map(({ email }) => email)).toContain('rita@example.org')
})

test('people come page by page, each once, narrowed by a part of a name, a role and a state', async () => {
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await owner.call(contract.listPeople, { query: { limit: 1, cursor } })
    expect(page.items).toHaveLength(1)
    seen.push(...page.items.map(({ email }) => email))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  const whole = await owner.call(contract.listPeople, { query: {} })
  expect(seen).toEqual(whole.items.map(({ email }) => email))
  expect(whole).toMatchObject({ next: null, total: seen.length })
  const of = async (query: { q?: string; role?: 'reader' | 'owner'; state?: 'active' | 'locked' }) =>
    (await owner.call(contract.listPeople, { query })).items.map(({ email }) => email)
  expect(await of({ q: 'RIT' })).toEqual(['rita@example.org'])
  expect(await of({ q: '_ita' })).toEqual([])
  expect(await of({ role: 'reader' })).toEqual(['rita@example.org'])
  expect(await of({ role: 'reader', state: 'locked' })).toEqual([])
  await expect(owner.call(contract.listPeople, { query: { cursor: 'none' } })).rejects.toMatchObject(
    refusal(400, 'bad_request'),
  )
})

test('an invitation link names the address the inviting browser uses', async () => {
  const answer = await owner.request('POST', '/api/invitations', {
    headers: { host: 'papers.lab.example', origin: 'http://papers.lab.example' },
    body: { email: 'where@example.org', role: 'member' },
  })
  expect(answer.statusCode).toBe(201)
  expect(contract.invite.reply.parse(answer.json()).link).toMatch(
    /^http:\/\/papers\.lab\.example\/link\/[\w-]{43}$/,
  )
})

test('a wrong password and an unknown address are answered alike', async () => {
  const ask = (email: string) =>
    stranger().request('POST', '/api/session', { body: { email, password: 'not the password' } })
  const [known, unknown] = [await ask(owner.email), await ask('nobody@example.org')]
  expect(known.statusCode).toBe(401)
  expect(unknown.statusCode).toBe(401)
  const plain = (body: string) => ({ ...JSON.parse(body), requestId: '' })
  expect(plain(unknown.body)).toEqual(plain(known.body))
  expect([known.cookies, unknown.cookies]).toEqual([[], []])
})

test('too many wrong passwords are answered 429 with the time to wait', async () => {
  for (let failure = 0; failure < 10; failure += 1) {
    await expect(signIn('guessed@example.org', 'wrong')).rejects.toMatchObject(
      refusal(401, 'wrong_credentials'),
    )
  }
  const answer = await stranger().request('POST', '/api/session', {
    body: { email: 'guessed@example.org', password: 'wrong' },
  })
  expect(answer.statusCode).toBe(429)
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(800)
})

test('signing out ends this session at once and leaves the person’s other ones', async () => {
  const [phone, desk] = [withCookie(await signIn(owner.email)), withCookie(await signIn(owner.email))]
  await phone.call(contract.getMe, {})
  const answer = await phone.request('DELETE', '/api/session')
  expect(answer.statusCode).toBe(200)
  expect(answer.cookies).toContainEqual(
    expect.objectContaining({ name: 'seogo.session', value: '', maxAge: 0 }),
  )
  await expect(phone.call(contract.getMe, {})).rejects.toMatchObject(refusal(401, 'not_signed_in'))
  expect((await desk.call(contract.getMe, {})).email).toBe(owner.email)
})

test('without a session every endpoint that is not public is answered 401', async () => {
  await expect(stranger().call(contract.getMe, {})).rejects.toMatchObject(refusal(401, 'not_signed_in'))
  await expect(
    withCookie('seogo.session=forged.signature').call(contract.listPeople, { query: {} }),
  ).rejects.toMatchObject(refusal(401, 'not_signed_in'))
})

test.each([
  { origin: 'https://evil.example' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { origin: 'null' },
])('a change started by another site (%j) is refused, cookie or not', async (headers) => {
  const answer = await owner.request('PATCH', '/api/me/preferences', { headers, body: { theme: 'dark' } })
  expect(answer.statusCode).toBe(403)
  expect(answer.json()).toMatchObject({ code: 'cross_site_request' })
  const signingIn = await stranger().request('POST', '/api/session', {
    headers,
    body: { email: owner.email, password },
  })
  expect(signingIn.statusCode).toBe(403)
})

test('preferences change one at a time and stay', async () => {
  expect(await owner.call(contract.savePreferences, { body: { language: 'ko' } })).toEqual({
    language: 'ko',
    theme: 'system',
    density: 'comfortable',
    timeZone: null,
  })
  expect(await owner.call(contract.savePreferences, { body: { theme: 'dark' } })).toEqual({
    language: 'ko',
    theme: 'dark',
    density: 'comfortable',
    timeZone: null,
  })
  await owner.call(contract.savePreferences, { body: { density: 'compact' } })
  await owner.call(contract.savePreferences, { body: { language: null } })
  expect((await owner.call(contract.getMe, {})).preferences).toEqual({
    language: null,
    theme: 'dark',
    density: 'compact',
    timeZone: null,
  })
  await expect(
    owner.request('PATCH', '/api/me/preferences', { body: { theme: 'pink' } }),
  ).resolves.toMatchObject({
    statusCode: 400,
  })
})

test('opening a screen writes a session in use on', async () => {
  const cookie = await signIn(owner.email)
  const fresh = await withCookie(cookie).request('GET', '/api/me')
  expect(fresh.headers['set-cookie']).toBeUndefined()
  // As if two days had passed since the cookie was given.
  const pool = seogo.house.database.pool('seogo_auth', { max: 1 })
  await pool.query("update auth.sessions set expires_at = expires_at - interval '2 days'")
  // What was read of a session is believed for some seconds.
  await forgetSessions(seogo.house, owner.userId)
  const later = await withCookie(cookie).request('GET', '/api/me')
  expect(String(later.headers['set-cookie'])).toMatch(/^seogo\.session=.*Max-Age=1209600/)
  expect((await withCookie(cookie).request('GET', '/api/me')).headers['set-cookie']).toBeUndefined()
})

test('a person the command line adds comes in by a sign-in link, once', async () => {
  const userId = await createPerson(seogo.house, { name: 'Carl', email: 'Carl@Example.org', role: 'admin' })
  expect(await findPersonByEmail(seogo.house, 'CARL@example.org')).toMatchObject({
    id: userId,
    role: 'admin',
  })
  await expect(
    createPerson(seogo.house, { name: 'Carl', email: 'carl@example.org', role: 'member' }),
  ).rejects.toMatchObject({ code: 'email_taken' })
  const token = tokenOf(await makeSignInLink(seogo.house, 'carl@example.org'))
  expect((await stranger().call(contract.useLink, { body: { token } })).id).toBe(userId)
  await expect(stranger().call(contract.useLink, { body: { token } })).rejects.toMatchObject(
    refusal(410, 'link_invalid'),
  )
  await expect(makeSignInLink(seogo.house, 'nobody@example.org')).rejects.toMatchObject({
    code: 'person_not_found',
  })
})

test('papers go into one’s own library, into a shared one as editor, and nowhere else', async () => {
  const [ann, ben, eve] = [await seogo.person('Ann'), await seogo.person('Ben'), await seogo.person('Eve')]
  const shared = await createSharedLibrary(seogo.house, { name: 'The lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId: shared, userId: ben.userId, membership: 'reader' })
  const where = (person: Person, id?: typeof shared) =>
    seogo.house.database.asUser(person.userId, (tx) => requireEditableLibrary(tx, id))

  const [annsOwn] = (await ann.call(contract.getMe, {})).libraries
  expect(await where(ann)).toBe(annsOwn?.id)
  expect(await where(ann, shared)).toBe(shared)
  await expect(where(ben, shared)).rejects.toMatchObject({ code: 'library_read_only' })
  await expect(where(eve, shared)).rejects.toMatchObject({ code: 'library_not_found' })
  await expect(where(eve, annsOwn?.id)).rejects.toMatchObject({ code: 'library_not_found' })

  await addMember(seogo.house, { libraryId: shared, userId: ben.userId, membership: 'editor' })
  expect(await where(ben, shared)).toBe(shared)
  expect((await ben.call(contract.getMe, {})).libraries).toMatchObject([
    { kind: 'personal', membership: 'owner' },
    { name: 'The lab', kind: 'shared', membership: 'editor' },
  ])
  expect(await librariesOf(seogo.house, eve.userId)).toHaveLength(1)
})

test('a personal library is shared with nobody, and its owner cannot be made less', async () => {
  const dan = await seogo.person('Dan')
  const [own] = await librariesOf(seogo.house, dan.userId)
  await expect(
    addMember(seogo.house, { libraryId: libraryId.parse(own), userId: owner.userId, membership: 'reader' }),
  ).rejects.toMatchObject({ code: 'library_not_found' })
  const shared = await createSharedLibrary(seogo.house, { name: 'Dan’s group', ownerId: dan.userId })
  await addMember(seogo.house, { libraryId: shared, userId: dan.userId, membership: 'reader' })
  expect(await seogo.house.database.asUser(dan.userId, (tx) => requireEditableLibrary(tx, shared))).toBe(
    shared,
  )
})
