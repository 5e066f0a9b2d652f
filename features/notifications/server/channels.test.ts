import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { savePreferences } from '#features/accounts/contract.ts'
import { askDue, describeAll } from '#platform/queue/schedules.ts'
import { partsOf, startMailServer } from '#server/testing/mail-server.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { browserOfRfc8291, claimsOf, openPush, startPushService } from '#server/testing/push-receiver.ts'
import * as contract from '../contract.ts'
import { notifications } from '../feature.ts'
import { notify } from './notifications.ts'

type Post = { readonly headers: IncomingHttpHeaders; readonly body: string }

/** A receiver of webhooks that answers as it is told, one status after the other, and then 204. */
async function startReceiver() {
  const posts: Post[] = []
  const answers: number[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      posts.push({ headers: request.headers, body })
      response.writeHead(answers.shift() ?? 204).end()
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('a listening server has a port')
  return { url: `http://127.0.0.1:${address.port}/hook`, posts, answers, close: () => server.close() }
}

let seogo: TestHouse
let mail: Awaited<ReturnType<typeof startMailServer>>
let pushService: Awaited<ReturnType<typeof startPushService>>
let receiver: Awaited<ReturnType<typeof startReceiver>>
beforeAll(async () => {
  mail = await startMailServer()
  receiver = await startReceiver()
  pushService = await startPushService()
  seogo = await openTestHouse({
    SEOGO_SMTP_URL: mail.url,
    SEOGO_MAIL_FROM: 'Seogo <library@lab.example>',
    SEOGO_PUBLIC_URL: 'https://seogo.lab.example',
    SEOGO_WEBHOOKS_INSIDE: 'on',
  })
  await seogo.startWorker()
})
afterAll(async () => {
  await seogo.close()
  await mail.close()
  receiver.close()
  pushService.close()
})
beforeEach(() => {
  mail.letters.length = 0
  receiver.posts.length = 0
})

const paper = {
  kind: 'paper',
  id: '0199c0de-0000-7000-8000-000000000001',
  title: '물 <위>의 "등불"',
} as const
const tell = ({ userId }: Person, type: contract.NotificationType = 'analysis_finished') =>
  seogo.house.database.asSystem('test', (tx) =>
    notify(tx, { userId, type, subject: paper, facts: { answered: 2 } }),
  )
const choose = (who: Person, body: Parameters<Person['call']>[1]['body']) =>
  who.call(contract.saveSettings, { body: body as object })
const deliveriesOf = async (who: Person) =>
  (await who.call(contract.listNotifications, { query: {} })).items.map(({ deliveries }) => deliveries)
/** The schedule, as if its minute had passed. */
async function lookForDue() {
  await describeAll(seogo.house, notifications.schedules ?? [])
  await askDue(seogo.house, notifications.schedules ?? [])
}

test('a letter comes as text and as HTML, in the language of its person, with a link', async () => {
  const ann = await seogo.person('Ann')
  await ann.call(savePreferences, { body: { language: 'ko' } })
  await choose(ann, { choices: { analysis_finished: ['app', 'email'] } })
  await tell(ann)
  await expect.poll(() => mail.letters.length, { timeout: 15_000 }).toBe(1)
  const [letter] = mail.letters
  if (!letter) return expect.fail('a letter')
  expect(letter).toMatchObject({ from: 'library@lab.example', to: [ann.email] })
  const [, plain, html] = partsOf(letter)
  expect(plain).toContain('「물 <위>의 "등불"」의 분석이 끝났습니다')
  expect(plain).toContain(`https://seogo.lab.example/papers/${paper.id}`)
  expect(html).toContain('「물 &lt;위&gt;의 &quot;등불&quot;」의 분석이 끝났습니다')
  expect(html).toContain('응답 2개')
  await expect
    .poll(() => deliveriesOf(ann))
    .toEqual([[{ channel: 'email', label: null, state: 'sent', reason: null, dueAt: null }]])
})

test('who chose no language is written to in both', async () => {
  const ben = await seogo.person('Ben')
  await ben.call(contract.sendTest, { body: { channel: 'email' } })
  await expect.poll(() => mail.letters.length, { timeout: 15_000 }).toBe(1)
  const said = mail.letters.flatMap(partsOf).join('\n')
  expect(said).toContain('This is a test')
  expect(said).toContain('시험 알림입니다')
})

test('a letter the server puts off is sent later, once; one it refuses for good has failed, with the reason', async () => {
  const cem = await seogo.person('Cem')
  await choose(cem, { choices: { import_failed: ['app', 'email'], analysis_finished: ['app', 'email'] } })
  mail.refuseWith(451)
  await tell(cem)
  await expect
    .poll(async () => (await deliveriesOf(cem))[0]?.[0], { timeout: 15_000 })
    .toMatchObject({
      state: 'queued',
      reason: 'refused',
    })
  mail.refuseWith(undefined)
  await expect.poll(() => mail.letters.length, { timeout: 30_000 }).toBe(1)
  mail.refuseWith(550)
  await tell(cem, 'import_failed')
  await expect
    .poll(async () => (await deliveriesOf(cem))[0]?.[0], { timeout: 30_000 })
    .toMatchObject({
      state: 'failed',
      reason: 'refused',
    })
  mail.refuseWith(undefined)
  expect(mail.letters.length).toBe(1)
})

test('a webhook is signed as Standard Webhooks says, and a repeat has the same id', async () => {
  const dora = await seogo.person('Dora')
  const { secret } = await dora.call(contract.addWebhook, { body: { label: 'lab', url: receiver.url } })
  await choose(dora, { choices: { analysis_finished: ['webhook'] } })
  receiver.answers.push(503)
  await tell(dora)
  await expect.poll(() => receiver.posts.length, { timeout: 30_000 }).toBe(2)
  const [first, second] = receiver.posts
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  for (const { headers, body } of receiver.posts) {
    const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`
    const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
    const signature = createHmac('sha256', key).update(signed).digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${signature}`)
    expect(Math.abs(Date.now() / 1_000 - Number(headers['webhook-timestamp']))).toBeLessThan(60)
    expect(JSON.parse(body)).toMatchObject({
      type: 'notification.analysis_finished',
      data: { subject: paper, url: `https://seogo.lab.example/papers/${paper.id}` },
    })
  }
  // It was not to be told in the app.
  expect(await dora.call(contract.listNotifications, { query: {} })).toMatchObject({
    items: [],
    unreadCount: 0,
  })
})

test('a webhook that leads inside is refused where nobody allowed it', async () => {
  const eve = await seogo.person('Eve')
  await eve.call(contract.addWebhook, { body: { label: 'metadata', url: 'http://169.254.169.254/latest' } })
  await eve.call(contract.sendTest, { body: { channel: 'webhook' } })
  await choose(eve, { choices: { analysis_finished: ['app', 'webhook'] } })
  await tell(eve)
  await expect
    .poll(async () => (await deliveriesOf(eve))[0], { timeout: 15_000 })
    .toMatchObject([{ channel: 'webhook', label: 'metadata', state: 'failed', reason: 'address_refused' }])
})

test('a choice counts from the next event on, and what is urgent stays in the app', async () => {
  const fay = await seogo.person('Fay')
  await tell(fay)
  await choose(fay, { choices: { analysis_finished: [], account_watched: [] } })
  await tell(fay)
  await tell(fay, 'account_watched')
  const { items, unreadCount } = await fay.call(contract.listNotifications, { query: {} })
  expect(items.map(({ type }) => type)).toEqual(['account_watched', 'analysis_finished'])
  expect(unreadCount).toBe(2)
  const { types } = await fay.call(contract.getSettings, {})
  expect(types.find(({ type }) => type === 'analysis_finished')?.channels).toEqual([])
  expect(types.find(({ type }) => type === 'account_watched')?.channels).toEqual(['app'])
})

test('who chose nothing has mail of what costs something meanwhile, until they choose otherwise', async () => {
  const ida = await seogo.person('Ida')
  await tell(ida, 'backup_failed')
  await tell(ida)
  await expect.poll(() => mail.letters.length, { timeout: 15_000 }).toBe(1)
  await choose(ida, { choices: { backup_failed: ['app'] } })
  await tell(ida, 'backup_failed')
  expect(await deliveriesOf(ida)).toMatchObject([[], [], [{ channel: 'email' }]])
  const { types } = await ida.call(contract.getSettings, {})
  expect(types.filter(({ channels }) => channels.includes('email')).map(({ type }) => type)).toEqual(
    contract.notificationType.options.filter(
      (type) => type !== 'backup_failed' && contract.channelsUnlessChosen(type).includes('email'),
    ),
  )
})

test('a digest gathers what happened until its hour, in one letter; a changed setting leaves it as it was', async () => {
  const gus = await seogo.person('Gus')
  await gus.call(savePreferences, { body: { timeZone: 'Asia/Seoul' } })
  await choose(gus, { choices: { analysis_finished: ['app', 'email'] }, digest: 'daily', digestHour: 7 })
  await tell(gus)
  await tell(gus)
  await expect
    .poll(async () => (await deliveriesOf(gus)).flat().filter(({ dueAt }) => dueAt !== null).length, {
      timeout: 15_000,
    })
    .toBe(2)
  // Seven o'clock in the zone of the account.
  const [[first] = []] = await deliveriesOf(gus)
  expect(first?.dueAt?.slice(11)).toBe('22:00:00.000Z')
  await choose(gus, { digest: 'off' })
  await lookForDue()
  seogo.clock.move({ hours: 24 })
  await lookForDue()
  await expect.poll(() => mail.letters.length, { timeout: 15_000 }).toBe(1)
  const [letter] = mail.letters
  expect(letter && partsOf(letter)[1]?.match(/is ready/g)).toHaveLength(2)
  seogo.clock.move({ hours: -24 })
  // What comes now leaves at once.
  await tell(gus)
  await expect.poll(() => mail.letters.length, { timeout: 15_000 }).toBe(2)
})

test('what is marked unread is unread again, and what is deleted is gone with what waited for it', async () => {
  const hal = await seogo.person('Hal')
  await choose(hal, { choices: { analysis_finished: ['app', 'email'] }, digest: 'daily' })
  const [one, two] = [await tell(hal), await tell(hal)]
  if (!(one && two)) return expect.fail('two were told')
  expect(await hal.call(contract.markRead, { body: { all: true } })).toEqual({ unreadCount: 0 })
  expect(await hal.call(contract.markRead, { body: { ids: [one], unread: true } })).toEqual({
    unreadCount: 1,
  })
  expect(await hal.call(contract.deleteNotifications, { body: { ids: [one] } })).toEqual({ unreadCount: 0 })
  const { items } = await hal.call(contract.listNotifications, { query: { type: 'analysis_finished' } })
  expect(items.map(({ id }) => id)).toEqual([two])
  expect((await hal.call(contract.listNotifications, { query: { type: 'import_failed' } })).items).toEqual([])
  const ann = await seogo.person('Ivy')
  expect(await ann.call(contract.deleteNotifications, { body: { ids: [two] } })).toEqual({ unreadCount: 0 })
  expect((await hal.call(contract.listNotifications, { query: {} })).items).toHaveLength(1)
})

test('addresses are a person’s own, each once, and bad settings are refused with words', async () => {
  const jan = await seogo.person('Jan')
  const add = () => jan.call(contract.addWebhook, { body: { label: 'lab', url: `${receiver.url}/jan` } })
  const { target } = await add()
  await expect(add()).rejects.toMatchObject({ problem: { code: 'webhook_exists' } })
  const kim = await seogo.person('Kim')
  const remove = (who: Person) => who.call(contract.removeTarget, { params: { targetId: target.id } })
  await expect(remove(kim)).rejects.toMatchObject({ problem: { code: 'webhook_not_found' } })
  await remove(jan)
  await expect(jan.call(contract.sendTest, { body: { channel: 'webhook' } })).rejects.toMatchObject({
    problem: { code: 'channel_without_target' },
  })
  for (const body of [
    { quiet: { from: '25:00', until: '07:00' } },
    { digestHour: 24 },
    { choices: { analysis_finished: ['pigeon'] } },
  ]) {
    const answer = await jan.request('PATCH', '/api/notifications/settings', { body })
    expect(answer.statusCode).toBe(400)
  }
})

test('what RFC 8291 sealed is opened by the browser of these tests', () => {
  const sealed =
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN'
  expect(openPush(browserOfRfc8291, Buffer.from(sealed, 'base64url'))).toBe(
    'When I grow up, I want to be a watermelon',
  )
})

test('a push is sealed for its browser alone, signed by this installation, and says what happened', async () => {
  const lea = await seogo.person('Lea')
  await lea.call(savePreferences, { body: { language: 'ko' } })
  const phone = pushService.subscribe('lea')
  await lea.call(contract.addDevice, { body: { label: 'Chrome', subscription: phone.subscription } })
  pushService.answers.push(503)
  await tell(lea)
  await expect.poll(() => phone.opened().length, { timeout: 30_000 }).toBe(2)
  const [first, repeat] = phone.opened()
  expect(repeat).toEqual(first)
  expect(first).toMatchObject({
    title: '「물 <위>의 "등불"」의 분석이 끝났습니다',
    body: '응답 2개',
    lang: 'ko',
    path: `/papers/${paper.id}`,
  })
  const { pushKey } = await lea.call(contract.getSettings, {})
  for (const { headers, body } of pushService.pushed) {
    const { key, claims } = claimsOf(headers.authorization)
    expect(key).toBe(pushKey)
    expect(claims).toMatchObject({ aud: pushService.origin, sub: 'https://seogo.lab.example' })
    expect(headers).toMatchObject({ urgency: 'normal', 'content-encoding': 'aes128gcm' })
    expect(headers.topic).toBe(first.id.replaceAll('-', ''))
    // A push service takes 4,096 bytes, and learns nothing from the length.
    expect(body.length).toBe(4_096)
  }
  await expect
    .poll(() => deliveriesOf(lea))
    .toEqual([[{ channel: 'push', label: 'Chrome', state: 'sent', reason: null, dueAt: null }]])
  await lea.call(contract.sendTest, { body: { channel: 'push' } })
  await expect.poll(() => phone.opened().at(-1)?.title, { timeout: 15_000 }).toContain('시험 알림')
})

test('a browser that is gone is taken away, and one that leads inside is refused where nobody allowed it', async () => {
  const max = await seogo.person('Max')
  const { subscription } = pushService.subscribe('max')
  const add = (label: string, endpoint = subscription.endpoint) =>
    max.call(contract.addDevice, { body: { label, subscription: { ...subscription, endpoint } } })
  const device = await add('Firefox')
  // The same browser again is the same device by another name.
  expect(await add('Firefox on Linux')).toEqual({ ...device, label: 'Firefox on Linux' })
  const inside = await add('metadata', 'https://169.254.169.254/latest')
  pushService.answers.push(410)
  await tell(max)
  await expect
    .poll(async () => (await deliveriesOf(max))[0], { timeout: 15_000 })
    .toMatchObject([
      { label: 'Firefox on Linux', state: 'failed', reason: 'gone' },
      { label: 'metadata', state: 'failed', reason: 'address_refused' },
    ])
  expect((await max.call(contract.getSettings, {})).targets).toEqual([inside])
})

test('quiet hours gather pushes into one, and keys that are none are refused', async () => {
  const noa = await seogo.person('Noa')
  const { subscription, opened } = pushService.subscribe('noa')
  const add = (keys = subscription.keys, endpoint = subscription.endpoint) =>
    noa.call(contract.addDevice, { body: { label: 'Safari', subscription: { endpoint, keys } } })
  const offCurve = Buffer.concat([Buffer.from([4]), Buffer.alloc(64, 7)]).toString('base64url')
  await expect(add({ ...subscription.keys, p256dh: offCurve })).rejects.toMatchObject({
    problem: { code: 'push_keys_unusable' },
  })
  await expect(add(undefined, 'http://127.0.0.1/push')).rejects.toMatchObject({
    problem: { code: 'bad_request' },
  })
  await add()
  await noa.call(savePreferences, { body: { timeZone: 'UTC' } })
  // It is quiet at whatever hour this runs.
  const clockIn = (hours: number) =>
    new Date(seogo.clock.now().getTime() + hours * 3_600_000).toISOString().slice(11, 16)
  await choose(noa, { quiet: { from: clockIn(-2), until: clockIn(4) } })
  await tell(noa)
  await tell(noa)
  await expect
    .poll(async () => (await deliveriesOf(noa)).flat().filter(({ dueAt }) => dueAt !== null).length, {
      timeout: 15_000,
    })
    .toBe(2)
  await lookForDue()
  // A day further than any test before: the schedule has run there.
  seogo.clock.move({ hours: 48 })
  await lookForDue()
  await expect.poll(() => opened().length, { timeout: 15_000 }).toBe(1)
  expect(opened()[0]).toMatchObject({ path: '/notifications', title: expect.stringContaining('2') })
  seogo.clock.move({ hours: -48 })
})
