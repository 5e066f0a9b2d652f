import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import * as contract from '#features/accounts/contract.ts'
import { lockAccount } from '#features/accounts/server/accounts.ts'
import { listAudit } from '#features/audit/contract.ts'
import { listNotifications } from '#features/notifications/contract.ts'
import { partsOf, startMailServer } from './testing/mail-server.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import { clientOf, type Person } from './testing/person.ts'

const standing = 'correct horse battery'
const chosen = 'staple battery horse'

let seogo: TestHouse
let mail: Awaited<ReturnType<typeof startMailServer>>
let stranger: ReturnType<typeof clientOf>
beforeAll(async () => {
  mail = await startMailServer()
  seogo = await openTestHouse({
    SEOGO_SMTP_URL: mail.url,
    SEOGO_PUBLIC_URL: 'https://seogo.lab.example',
    SEOGO_TRUSTED_PROXIES: '127.0.0.1',
  })
  stranger = clientOf({ app: seogo.app, cookie: '' })
  await seogo.startWorker()
  await seogo.person('Olga')
}, 60_000)
afterAll(async () => {
  await seogo.close()
  await mail.close()
})
beforeEach(() => {
  mail.letters.length = 0
})

const code = (refusal: string) =>
  expect.objectContaining({ problem: expect.objectContaining({ code: refusal }) })
const lettersTo = (email: string) => mail.letters.filter(({ to }) => to.includes(email))

/** The token of the link in the newest letter to an address, once there are so many of them. */
async function tokenIn(email: string, count = 1): Promise<string> {
  await expect.poll(() => lettersTo(email).length, { timeout: 15_000 }).toBe(count)
  const letter = lettersTo(email).at(-1) ?? expect.fail('no letter')
  const [, plain = ''] = partsOf(letter)
  const link = /https:\/\/seogo\.lab\.example\/link\/([\w-]+)/.exec(plain)
  return link?.[1] ?? expect.fail(`no link in: ${plain}`)
}

async function askFor(email: string, from = '203.0.113.9'): Promise<number> {
  const { method, path } = contract.askReset
  const headers = { 'x-forwarded-for': from, origin: 'https://seogo.lab.example', host: 'evil.example' }
  return (await stranger.request(method, path, { headers, body: { email } })).statusCode
}
const follow = (token: string, password?: string) =>
  stranger.call(contract.followLink, { body: { token, ...(password && { password }) } })
const enter = ({ email }: Pick<Person, 'email'>, password: string) =>
  stranger.call(contract.signIn, { body: { email, password } })

test('a forgotten password is set anew by a letter, once: every session ends, and the person hears of it', async () => {
  const ann = await seogo.person('Ann')
  expect(await askFor('Ann@Example.org')).toBe(202)
  const token = await tokenIn(ann.email)
  expect(await stranger.call(contract.readLink, { body: { token } })).toMatchObject({ purpose: 'reset' })
  await expect(follow(token)).rejects.toEqual(code('bad_request'))
  expect(await follow(token, chosen)).toEqual({ done: 'reset' })

  await expect(ann.call(contract.getMe, {})).rejects.toEqual(code('not_signed_in'))
  await expect(enter(ann, standing)).rejects.toEqual(code('wrong_credentials'))
  expect((await enter(ann, chosen)).id).toBe(ann.userId)
  await expect(follow(token, standing)).rejects.toEqual(code('link_invalid'))

  const { items } = await ownerNow().then((owner) =>
    owner.call(listAudit, { query: { act: 'password_reset' } }),
  )
  expect(items[0]).toMatchObject({ by: { id: ann.userId } })
  // The letter about it, whatever Ann chose to be told by letter.
  await expect.poll(() => lettersTo(ann.email).length, { timeout: 15_000 }).toBe(2)
  const again = await signedIn(ann.email, chosen)
  const told = await again.call(listNotifications, { query: {} })
  expect(told.items.map(({ type }) => type)).toContain('password_reset')
})

test('nobody learns from the answer whether an address is somebody’s, and nothing is sent to one that is not', async () => {
  const ben = await seogo.person('Ben')
  const answers = []
  for (const email of [ben.email, 'nobody@example.org']) {
    const { method, path } = contract.askReset
    const answer = await stranger.request(method, path, { body: { email } })
    answers.push([answer.statusCode, answer.body])
  }
  expect(answers[0]).toEqual(answers[1])
  await tokenIn(ben.email)
  await seogo.workUntilQuiet()
  expect(lettersTo('nobody@example.org')).toEqual([])
})

test('a link dies with the password it was made for, with a newer one, with its time, and without its person', async () => {
  const cem = await seogo.person('Cem')
  await askFor(cem.email)
  const first = await tokenIn(cem.email)
  await askFor(cem.email)
  const second = await tokenIn(cem.email, 2)
  await expect(follow(first, chosen)).rejects.toEqual(code('link_invalid'))

  await cem.call(contract.changePassword, { body: { current: standing, next: 'another horse battery' } })
  await expect(follow(second, chosen)).rejects.toEqual(code('link_invalid'))
  await expect(stranger.call(contract.readLink, { body: { token: second } })).rejects.toEqual(
    code('link_invalid'),
  )

  await askFor(cem.email)
  const third = await tokenIn(cem.email, 3)
  seogo.clock.move({ seconds: 46 * 60 })
  await expect(follow(third, chosen)).rejects.toEqual(code('link_invalid'))
})

test('letters are few for one mailbox, and who asks from elsewhere is not kept from one by it', async () => {
  const dora = await seogo.person('Dora')
  const mine = []
  for (let time = 0; time < 4; time += 1) mine.push(await askFor(dora.email, '198.51.100.7'))
  expect(mine).toEqual([202, 202, 202, 429])
  expect(await askFor('nobody.at.all@example.org', '198.51.100.8')).toBe(202)
  expect(await askFor(dora.email, '192.0.2.7')).toBe(202)
  await tokenIn(dora.email, 4)
  seogo.clock.move({ seconds: 61 * 60 })
  expect(await askFor(dora.email, '198.51.100.7')).toBe(202)
})

test('what the watch locked its person opens by letter, once; a later lock needs a letter of its own', async () => {
  const eve = await seogo.person('Eve')
  const lock = (minutes: number) =>
    lockAccount(seogo.house, eve.userId, { until: new Date(seogo.clock.now().getTime() + minutes * 60_000) })
  await lock(30)
  const token = await tokenIn(eve.email)
  await expect(enter(eve, standing)).rejects.toEqual(code('account_locked'))
  expect(await follow(token)).toEqual({ done: 'unlock' })
  expect((await enter(eve, standing)).id).toBe(eve.userId)
  await expect(follow(token)).rejects.toEqual(code('link_invalid'))

  await lock(40)
  const second = await tokenIn(eve.email, 2)
  await lock(50)
  await tokenIn(eve.email, 3)
  await expect(follow(second)).rejects.toEqual(code('link_invalid'))
  // A password set anew by letter proves the same.
  await askFor(eve.email)
  await follow(await tokenIn(eve.email, 4), chosen)
  expect((await enter(eve, chosen)).id).toBe(eve.userId)
})

test('a new address counts once its letter was followed, and the old one hears of it before', async () => {
  const finn = await seogo.person('Finn')
  await finn.call(contract.confirmIdentity, { body: { password: standing } })
  expect(await finn.call(contract.changeEmail, { body: { email: 'new.finn@example.org' } })).toEqual({
    state: 'letter_sent',
  })
  const token = await tokenIn('new.finn@example.org')
  expect(partsOf(lettersTo(finn.email)[0] ?? expect.fail('no letter')).join()).toContain(
    'new.finn@example.org',
  )
  expect((await enter(finn, standing)).id).toBe(finn.userId)
  expect(await follow(token)).toEqual({ done: 'email' })
  await expect(enter(finn, standing)).rejects.toEqual(code('wrong_credentials'))
  expect((await enter({ email: 'new.finn@example.org' }, standing)).id).toBe(finn.userId)
  await expect(finn.call(contract.getMe, {})).rejects.toEqual(code('not_signed_in'))
})

async function signedIn(email: string, password: string) {
  const { method, path } = contract.signIn
  const { cookies } = await stranger.request(method, path, { body: { email, password } })
  const cookie = cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join('; ')
  return clientOf({ app: seogo.app, cookie })
}
const ownerNow = () => signedIn('olga@example.org', standing)
