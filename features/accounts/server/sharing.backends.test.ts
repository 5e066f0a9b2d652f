import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import type { LibraryId } from '#contract/ids.ts'
import { libraryChanges } from '#contract/live.ts'
import { announce } from '#platform/database/transactions.ts'
import { askDue } from '#platform/queue/schedules.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import * as contract from '../contract.ts'
import { accounts } from '../feature.ts'

let seogo: TestHouse
let ann: Person
let ben: Person
let eve: Person
let rhea: Person
let port: number
beforeAll(async () => {
  seogo = await openTestHouse()
  await seogo.person('Olga')
  ann = await seogo.person('Ann')
  ben = await seogo.person('Ben')
  eve = await seogo.person('Eve')
  rhea = await seogo.person('Rhea', 'reader')
  await seogo.app.listen({ host: '127.0.0.1', port: 0 })
  port = (seogo.app.server.address() as AddressInfo).port
})
afterAll(() => seogo.close())

const refusal = (status: number, code: string) => ({ problem: { status, code } })

async function newLibrary(name = 'The lab'): Promise<LibraryId> {
  return (await ann.call(contract.createLibrary, { body: { name } })).id
}

const letIn = (libraryId: LibraryId, { email }: Person, membership: 'editor' | 'reader' = 'editor') =>
  ann.call(contract.addLibraryMember, { params: { libraryId }, body: { email, membership } })

const membersSeenBy = async (who: Person, libraryId: LibraryId) =>
  (await who.call(contract.listMembers, { params: { libraryId } })).items.map(
    ({ name, membership }) => `${name} ${membership}`,
  )

const namesOf = async (who: Person) =>
  (await who.call(contract.getMe, {})).libraries.map(({ name, membership }) => `${name} ${membership}`)

test('a person makes a library, lets another in by e-mail, and both see who is there', async () => {
  const libraryId = await newLibrary('  Reading group  ')
  await letIn(libraryId, { ...ben, email: ' BEN@example.org'.trim() })
  expect(await membersSeenBy(ben, libraryId)).toEqual(['Ann owner', 'Ben editor'])
  expect(await namesOf(ben)).toContain('Reading group editor')
  const listed = await ann.call(contract.listLibraries, {})
  expect(listed.items.find(({ id }) => id === libraryId)).toMatchObject({
    memberCount: 2,
    paperCount: 0,
    paperCountIsExact: true,
  })
  await expect(eve.call(contract.listMembers, { params: { libraryId } })).rejects.toMatchObject(
    refusal(404, 'library_not_found'),
  )
})

test('who is not there is answered as if there were nothing, and only owners look after people', async () => {
  const libraryId = await newLibrary()
  await letIn(libraryId, ben)
  const params = { libraryId }
  for (const [who, outcome] of [
    [eve, refusal(404, 'library_not_found')],
    [ben, refusal(403, 'library_owner_only')],
  ] as const) {
    const refused = (asked: Promise<unknown>) => expect(asked).rejects.toMatchObject(outcome)
    await refused(who.call(contract.renameLibrary, { params, body: { name: 'Mine' } }))
    await refused(who.call(contract.deleteLibrary, { params, query: {} }))
    await refused(
      who.call(contract.addLibraryMember, { params, body: { email: eve.email, membership: 'editor' } }),
    )
    const member = { libraryId, userId: ann.userId }
    await refused(who.call(contract.changeLibraryMember, { params: member, body: { membership: 'reader' } }))
    await refused(who.call(contract.removeLibraryMember, { params: member }))
    await refused(who.call(contract.transferLibrary, { params, body: { userId: who.userId } }))
  }
  await expect(letIn(libraryId, ben)).rejects.toMatchObject(refusal(409, 'member_already_there'))
  await expect(letIn(libraryId, { ...eve, email: 'nobody@example.org' })).rejects.toMatchObject(
    refusal(404, 'person_not_found'),
  )
})

test('a library is never without an owner, whoever leaves, falls or is taken out', async () => {
  const libraryId = await newLibrary()
  await letIn(libraryId, ben)
  await letIn(libraryId, rhea, 'reader')
  const params = { libraryId }
  const last = refusal(409, 'library_last_owner')
  const change = (person: Person, membership: 'owner' | 'editor' | 'reader') =>
    ann.call(contract.changeLibraryMember, {
      params: { libraryId, userId: person.userId },
      body: { membership },
    })
  await expect(ann.call(contract.leaveLibrary, { params })).rejects.toMatchObject(last)
  await expect(change(ann, 'editor')).rejects.toMatchObject(last)
  // An account that may only read could look after nobody.
  await expect(change(rhea, 'owner')).rejects.toMatchObject(refusal(409, 'member_reads_only'))
  await change(ben, 'owner')
  // Two owners that leave at the same moment: one of them stays.
  const left = await Promise.allSettled([ann, ben].map((who) => who.call(contract.leaveLibrary, { params })))
  expect(left.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const { rows } = await seogo.house.database
    .pool('seogo_system', { max: 1 })
    .query(
      `select m.membership from libraries l join library_members m on m.library_id = l.id and m.user_id = l.owner_id where l.id = $1`,
      [libraryId],
    )
  expect(rows).toEqual([{ membership: 'owner' }])
})

test('a library given to another member is theirs, and who gave it stays as an editor', async () => {
  const libraryId = await newLibrary()
  const params = { libraryId }
  await expect(
    ann.call(contract.transferLibrary, { params, body: { userId: ben.userId } }),
  ).rejects.toMatchObject(refusal(404, 'member_not_found'))
  await letIn(libraryId, ben)
  await ann.call(contract.transferLibrary, { params, body: { userId: ben.userId } })
  expect(await membersSeenBy(ann, libraryId)).toEqual(['Ben owner', 'Ann editor'])
})

test('one’s own library is renamed, shared, left or taken away by nobody', async () => {
  const [own] = (await ann.call(contract.getMe, {})).libraries
  const params = { libraryId: own?.id ?? expect.fail('no library') }
  const personal = refusal(409, 'library_personal')
  await expect(ann.call(contract.renameLibrary, { params, body: { name: 'Ours' } })).rejects.toMatchObject(
    personal,
  )
  await expect(letIn(params.libraryId, ben)).rejects.toMatchObject(personal)
  await expect(ann.call(contract.leaveLibrary, { params })).rejects.toMatchObject(personal)
  await expect(ann.call(contract.deleteLibrary, { params, query: {} })).rejects.toMatchObject(personal)
})

/** A browser's live socket, with what it heard. */
async function listen({ cookie }: Person) {
  const origin = `http://127.0.0.1:${port}`
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/api/live`, { headers: { origin, cookie } })
  const heard: string[] = []
  socket.on('message', (data) => heard.push(String(data)))
  await once(socket, 'open')
  return { socket, heard, topics: () => heard.flatMap((text) => text.match(/(?<="topic":")\w+/g) ?? []) }
}

test('open screens hear that they were let in, and from the moment they are taken out hear no more', async () => {
  const libraryId = await newLibrary()
  const [bens, eves] = [await listen(ben), await listen(eve)]
  await seogo.house.bus.ready()
  const say = (topic: 'tags' | 'keys') =>
    seogo.house.database.asSystem('something changes in a library', async (tx) =>
      announce(tx, { libraryId }, [{ topic }]),
    )
  try {
    await letIn(libraryId, ben)
    // Whatever stands in a library may be new to him.
    await expect
      .poll(bens.topics)
      .toEqual(expect.arrayContaining(['papers', 'tags', 'collections', 'notes', 'highlights']))
    // Said while the socket learns of its libraries or after: heard either way.
    bens.heard.length = 0
    await say('tags')
    await expect.poll(bens.topics).toContain('tags')

    bens.heard.length = 0
    await ann.call(contract.removeLibraryMember, { params: { libraryId, userId: ben.userId } })
    await say('keys')
    await expect.poll(bens.topics).toContain('account')
    // What is said to Ben himself comes after it on the same way, so nothing is still under way then.
    await seogo.house.database.asSystem('something changes for Ben', async (tx) =>
      announce(tx, { userIds: [ben.userId] }, [{ topic: 'connector' }]),
    )
    await expect.poll(bens.topics).toContain('connector')
    expect(bens.topics()).not.toContain('keys')
    // While the libraries of a new connection are being read it may be told to ask for all of its own again, and no more.
    const askAnew = JSON.stringify({ changed: libraryChanges })
    expect(eves.heard.filter((text) => text !== askAnew)).toEqual([])
    await expect(ben.call(contract.listMembers, { params: { libraryId } })).rejects.toMatchObject(
      refusal(404, 'library_not_found'),
    )
  } finally {
    bens.socket.terminate()
    eves.socket.terminate()
  }
})

// The last one: a month later the sessions of the others are swept as well.
test('a library that is taken away is out of sight at once, comes back whole, and is gone after thirty days', async () => {
  const libraryId = await newLibrary('Passing')
  await letIn(libraryId, ben)
  const params = { libraryId }
  await seogo.house.database.asUser(ann.userId, (tx) =>
    tx
      .insertInto('papers')
      .values({ library_id: libraryId, csl: '{"type":"book"}', title: 'Kept', likeness: 'kept' })
      .execute(),
  )
  const remove = (typedName?: string) =>
    ann.call(contract.deleteLibrary, { params, query: typedName === undefined ? {} : { typedName } })
  await expect(remove()).rejects.toMatchObject({
    problem: { code: 'library_not_empty', details: { paperCount: 1 } },
  })
  await expect(remove('passing')).rejects.toMatchObject(refusal(409, 'library_not_empty'))
  await remove('Passing')
  expect(await namesOf(ben)).not.toContain('Passing editor')
  await expect(ben.call(contract.restoreLibrary, { params })).rejects.toMatchObject(
    refusal(404, 'library_not_found'),
  )
  expect((await ann.call(contract.listLibraries, {})).deleted).toMatchObject([{ id: libraryId }])

  await ann.call(contract.restoreLibrary, { params })
  expect(await namesOf(ben)).toContain('Passing editor')
  const papers = () =>
    seogo.house.database.asSystem('what is left of a library', (tx) =>
      tx.selectFrom('papers').select('title').where('library_id', '=', libraryId).execute(),
    )
  expect(await papers()).toEqual([{ title: 'Kept' }])

  await remove('Passing')
  seogo.clock.move({ days: 29 })
  const sweep = async () => {
    await askDue(seogo.house, accounts.schedules ?? [])
    await seogo.workUntilQuiet()
  }
  await sweep()
  expect(await papers()).toHaveLength(1)
  seogo.clock.move({ days: 2 })
  // A sweep passes over a library that other work holds at that moment; the next one takes it.
  const sweepAgain = async () => {
    seogo.clock.move({ days: 1 })
    await sweep()
    return papers()
  }
  await expect.poll(sweepAgain, { timeout: 100_000 }).toEqual([])
})
