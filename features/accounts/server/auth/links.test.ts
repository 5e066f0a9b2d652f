import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Role } from '#contract/permissions.ts'
import { makeLink, readLink, redeemLink } from './links.ts'
import { createOwnerIfNone } from './owner.ts'
import { signIn } from './sign-in.ts'
import { client, type Ground, openGround, toCookie } from './test-ground.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
}, 60_000)
afterAll(async () => {
  await ground.close()
})
beforeEach(async () => {
  ground.setNow(undefined)
  await ground.admin.query('truncate auth.users, auth.links, auth.sign_in_attempts cascade')
})

const ann = { name: 'Ann', email: 'ann@example.org', password: 'correct horse battery' }
const bob = { name: 'Bob', email: 'bob@example.org', password: 'staple battery horse' }
const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000)

const use = (token: string, account?: typeof ann) =>
  redeemLink(ground.authentication, { token, account, client })
async function callerOf(setCookies: readonly string[]) {
  const mechanism = await ground.authentication.mechanism()
  return (await mechanism.find(toCookie(setCookies), 'look'))?.caller
}
const code = (refusal: string) => expect.objectContaining({ name: 'Problem', code: refusal })

async function claimLink() {
  const owner = await createOwnerIfNone(ground.authentication)
  return await makeLink(ground.authentication, { purpose: 'claim', userId: owner.userId })
}
function invitation(email = bob.email, role: Exclude<Role, 'owner'> = 'member') {
  return makeLink(ground.authentication, { purpose: 'invitation', email, role, createdBy: null })
}
async function claimed() {
  const { token } = await claimLink()
  return await use(token, ann)
}

test('ten processes that start at once make one owner', async () => {
  const owners = await Promise.all(Array.from({ length: 10 }, () => createOwnerIfNone(ground.authentication)))
  expect(new Set(owners.map((owner) => owner.userId)).size).toBe(1)
  expect(owners.every((owner) => !owner.claimed)).toBe(true)
})

test('the owner claims the house by the first-run link and is signed in', async () => {
  const { token } = await claimLink()
  expect(await readLink(ground.authentication, token)).toMatchObject({
    purpose: 'claim',
    email: null,
    role: 'owner',
  })
  const session = await use(token, { ...ann, email: 'Ann@Example.org' })
  const caller = await callerOf(session.setCookies)
  expect(caller).toMatchObject({ userId: session.userId, role: 'owner' })
  expect(await createOwnerIfNone(ground.authentication)).toEqual({ userId: session.userId, claimed: true })
  const again = await signIn(ground.authentication, {
    email: 'ANN@example.ORG',
    password: ann.password,
    client,
  })
  expect(again.userId).toBe(session.userId)
})

test('a link works once', async () => {
  const { token } = await claimLink()
  await use(token, ann)
  await expect(use(token, bob)).rejects.toEqual(code('link_invalid'))
  await expect(readLink(ground.authentication, token)).rejects.toEqual(code('link_invalid'))
})

test('a link used by five at the same moment lets one in', async () => {
  const { token } = await invitation()
  const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => use(token, bob)))
  expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1)
  const people = await ground.admin.query('select 1 from auth.users')
  expect(people.rowCount).toBe(1)
})

test('the house is claimed once, whatever links were made before', async () => {
  const { token } = await claimLink()
  const owner = await createOwnerIfNone(ground.authentication)
  const newer = await makeLink(ground.authentication, { purpose: 'claim', userId: owner.userId })
  await expect(use(token, bob)).rejects.toEqual(code('link_invalid'))
  await use(newer.token, ann)
  await expect(makeLink(ground.authentication, { purpose: 'claim', userId: owner.userId })).rejects.toEqual(
    code('link_invalid'),
  )
})

test('a link stops working when its time is over', async () => {
  const { token } = await invitation()
  ground.setNow(hoursFromNow(7 * 24 - 1))
  expect(await readLink(ground.authentication, token)).toMatchObject({ purpose: 'invitation' })
  ground.setNow(hoursFromNow(7 * 24 + 1))
  await expect(use(token, bob)).rejects.toEqual(code('link_invalid'))
})

test('only the hash of a token is stored', async () => {
  const { token } = await invitation()
  expect(Buffer.from(token, 'base64url')).toHaveLength(32)
  const { rows } = await ground.admin.query<{ row: string }>(
    'select links::text as row from auth.links as links',
  )
  const stored = rows.map(({ row }) => row).join()
  expect(stored).not.toContain(token)
  expect(stored).not.toContain(Buffer.from(token, 'base64url').toString('hex'))
})

test('an invited person joins with the role and the address of the invitation', async () => {
  const { token } = await invitation('Bob@Example.org', 'reader')
  expect(await readLink(ground.authentication, token)).toMatchObject({ email: bob.email, role: 'reader' })
  await expect(use(token, { ...bob, email: 'mallory@example.org' })).rejects.toEqual(code('bad_request'))
  const session = await use(token, bob)
  const caller = await callerOf(session.setCookies)
  expect(caller?.role).toBe('reader')
})

test('somebody who is here cannot be invited, and an address taken meanwhile leaves the link usable', async () => {
  await claimed()
  await expect(invitation(ann.email)).rejects.toEqual(code('email_taken'))
  const first = await invitation()
  // An account with that address came by another way after the invitation was made.
  await ground.admin.query(
    `insert into auth.users (name, email, role, claimed_at) values ('Bob', $1, 'member', now())`,
    [bob.email],
  )
  await expect(use(first.token, bob)).rejects.toEqual(code('email_taken'))
  await ground.admin.query("update auth.users set email = 'robert@example.org' where email = $1", [bob.email])
  expect((await use(first.token, bob)).userId).toBeTruthy()
})

test('a sign-in link opens a session without a password and takes no account', async () => {
  const owner = await claimed()
  const link = await makeLink(ground.authentication, { purpose: 'sign-in', userId: owner.userId })
  await expect(use(link.token, bob)).rejects.toEqual(code('bad_request'))
  const session = await use(link.token)
  expect(session.userId).toBe(owner.userId)
  expect(await callerOf(session.setCookies)).toBeDefined()
})

test('a claim without an account is refused and does not use the link up', async () => {
  const { token } = await claimLink()
  await expect(use(token)).rejects.toEqual(code('bad_request'))
  expect((await use(token, ann)).userId).toBeTruthy()
})

test('a locked person gets in by no link', async () => {
  const owner = await claimed()
  const link = await makeLink(ground.authentication, { purpose: 'sign-in', userId: owner.userId })
  await ground.admin.query("update auth.users set locked_until = now() + interval '1 hour'")
  await expect(use(link.token)).rejects.toEqual(code('account_locked'))
})

test('a token nobody made costs no key derivation', async () => {
  const before = ground.derivations()
  await expect(use('made-up-token-made-up-token', ann)).rejects.toEqual(code('link_invalid'))
  expect(ground.derivations()).toBe(before)
})
