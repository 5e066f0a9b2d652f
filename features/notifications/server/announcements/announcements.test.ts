import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSharedLibrary } from '#features/accounts/server/accounts.ts'
import type { CommandContext } from '#platform/feature.ts'
import { askDue, describeAll } from '#platform/queue/schedules.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { openQuietTerminal } from '#server/testing/quiet-terminal.ts'
import * as contract from '../../contract.ts'
import { notifications } from '../../feature.ts'

let seogo: TestHouse
let owner: Person
let member: Person
let reader: Person
beforeAll(async () => {
  seogo = await openTestHouse()
  owner = await seogo.person('Olga')
  member = await seogo.person('Ben')
  reader = await seogo.person('Rhea', 'reader')
  await seogo.startWorker()
})
afterAll(() => seogo.close())

const said = (title: string) => ({
  en: { title, body: 'Two hours.' },
  ko: { title: `${title} 한국어`, body: '두 시간.' },
})
const titlesOf = async (who: Person) =>
  (await who.call(contract.listNotifications, { query: { type: 'announcement' } })).items.map(
    (one) => contract.sayAnnouncement('ko', one)?.title,
  )
const announced = async () => (await owner.call(contract.listAnnouncements, {})).items

test('what is announced reaches everybody in both languages, and the owner sees who was told and who read it', async () => {
  const { id } = await owner.call(contract.announceToPeople, {
    body: { words: said('Maintenance'), audience: { kind: 'everybody' } },
  })
  for (const who of [owner, member, reader])
    await expect.poll(() => titlesOf(who), { timeout: 15_000 }).toEqual(['Maintenance 한국어'])
  await member.call(contract.markRead, { body: { all: true } })
  await expect
    .poll(async () => (await announced())[0])
    .toMatchObject({ id, toldCount: 3, readCount: 1, toldAt: expect.any(String) })
})

test('a group is told and nobody else, also the people of a library', async () => {
  await owner.call(contract.announceToPeople, {
    body: { words: said('Readers'), audience: { kind: 'role', role: 'reader' } },
  })
  const libraryId = await createSharedLibrary(seogo.house, { name: 'The lab', ownerId: member.userId })
  await owner.call(contract.announceToPeople, {
    body: { words: said('Lab'), audience: { kind: 'library', libraryId } },
  })
  await expect.poll(() => titlesOf(reader), { timeout: 15_000 }).toContain('Readers 한국어')
  await expect.poll(() => titlesOf(member), { timeout: 15_000 }).toContain('Lab 한국어')
  expect(await titlesOf(member)).not.toContain('Readers 한국어')
  expect(await titlesOf(reader)).not.toContain('Lab 한국어')
})

test('what is for later is told when its time comes, and what is taken back is seen no more', async () => {
  const tellAt = new Date(Date.now() + 3_600_000).toISOString()
  const { id } = await owner.call(contract.announceToPeople, {
    body: { words: said('Tonight'), audience: { kind: 'everybody' }, tellAt },
  })
  const look = async () => {
    await describeAll(seogo.house, notifications.schedules ?? [])
    await askDue(seogo.house, notifications.schedules ?? [])
  }
  await look()
  seogo.clock.move({ hours: 2 })
  await look()
  await expect.poll(() => titlesOf(member), { timeout: 15_000 }).toContain('Tonight 한국어')
  seogo.clock.move({ hours: -2 })
  await owner.call(contract.takeBackAnnouncement, { params: { announcementId: id } })
  expect(await titlesOf(member)).not.toContain('Tonight 한국어')
  await expect(
    owner.call(contract.takeBackAnnouncement, { params: { announcementId: id } }),
  ).rejects.toMatchObject({ problem: { code: 'announcement_not_found' } })
})

test('times that do not fit together and libraries that are not there are refused', async () => {
  const announce = (more: object) =>
    owner.call(contract.announceToPeople, {
      body: { words: said('x'), audience: { kind: 'everybody' }, ...more },
    })
  const past = '2020-01-01T00:00:00.000Z'
  await expect(announce({ endsAt: past })).rejects.toMatchObject({ problem: { code: 'announcement_times' } })
  const library = { kind: 'library', libraryId: crypto.randomUUID() }
  await expect(announce({ audience: library })).rejects.toMatchObject({
    problem: { code: 'library_not_found' },
  })
})

/** Runs a command as the command line does, for the owner, with its options' defaults. */
async function run(name: string, typed: CommandContext['options']) {
  const command = notifications.commands?.find((each) => each.name === name)
  if (!command) return expect.fail(`no command ${name}`)
  const defaults = Object.entries(command.options ?? {}).map(([option, { default: value }]) => [
    option,
    value,
  ])
  const { terminal, lines } = openQuietTerminal()
  const handle = await command.load()
  const exitCode = await handle({
    house: seogo.house,
    args: [],
    options: { ...Object.fromEntries(defaults), ...typed },
    caller: async () => owner.userId,
    whileWorking: (done) => done(),
    terminal,
  })
  return { exitCode, lines }
}

test('the command line announces, and tries a channel', async () => {
  const done = await run('notify announce', { title: 'By hand', 'title-ko': '손으로', to: 'member' })
  expect(done).toEqual({ exitCode: 0, lines: ['Told 1 people.'] })
  expect(await titlesOf(member)).toContain('손으로')
  expect((await run('notify test', { channel: 'app' })).exitCode).toBe(0)
  await expect(run('notify test', { channel: 'email' })).rejects.toThrow('mail_not_configured')
  await expect(run('notify announce', { title: 'No Korean' })).rejects.toThrow('bad_request')
})
