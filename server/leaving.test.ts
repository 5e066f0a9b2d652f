import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  addLibraryMember,
  changePerson,
  createLibrary,
  deleteAccount,
  deletePerson,
  getMe,
  listLibraries,
  listPeople,
  signIn,
  transferLibrary,
} from '#features/accounts/contract.ts'
import { exportPerson } from '#features/admin/contract.ts'
import { listAudit } from '#features/audit/contract.ts'
import { importFiles } from '#features/imports/contract.ts'
import { createNote } from '#features/notes/contract.ts'
import { listPapers, listStorage } from '#features/papers/contract.ts'
import { judge, tagPaper } from '#features/reading/contract.ts'
import { saveKey } from '#features/vault/contract.ts'
import { openTestHouse, type TestHouse } from './testing/open-house.ts'
import type { Person } from './testing/person.ts'

const example = readFileSync(join(import.meta.dirname, '../examples/first-paper.pdf'))
let seogo: TestHouse
let owner: Person
beforeAll(async () => {
  seogo = await openTestHouse()
  owner = await seogo.person('Olga')
})
afterAll(() => seogo.close())

const leave = (person: Person, typedEmail = person.email) =>
  person.call(deleteAccount, { body: { typedEmail } })

test('an account goes with what is its own, and what it did in libraries of others stays', async () => {
  const [ann, ben] = [await seogo.person('Ann'), await seogo.person('Ben')]
  const lab = await ben.call(createLibrary, { body: { name: 'The lab' } })
  const params = { libraryId: lab.id }
  await ben.call(addLibraryMember, { params, body: { email: ann.email, membership: 'editor' } })
  await ann.upload(importFiles, [{ fileName: 'first-paper.pdf', bytes: example }])
  await ann.upload(importFiles, [{ fileName: 'one.bib', bytes: Buffer.from('@book{b, title={Two}}') }], {
    libraryId: lab.id,
  })
  await ann.call(createLibrary, { body: { name: 'Mine alone' } })
  const provider = {
    label: 'x',
    provider: 'openai-compatible' as const,
    baseUrl: 'http://127.0.0.1:9/v1',
    model: 'm',
  }
  await ann.call(saveKey, { body: { ...provider, key: 'sk-of-ann-who-leaves' } })
  await seogo.workUntilQuiet()
  for (const { id } of (await ann.call(listPapers, { query: {} })).items) {
    await ann.call(judge, { params: { paperId: id }, body: { ratingHalves: 7 } })
    await ann.call(tagPaper, { params: { paperId: id }, body: { names: ['kept'] } })
    await ann.call(createNote, { body: { paperId: id, body: 'of Ann' } })
  }
  await leave(ann)
  await expect(ann.call(getMe, {})).rejects.toThrow('401 not_signed_in')
  const again = {
    method: 'POST' as const,
    url: signIn.path,
    payload: { email: ann.email, password: 'correct horse battery' },
  }
  expect((await seogo.app.inject(again)).json().code).toBe('account_locked')
  await seogo.workUntilQuiet()
  expect((await seogo.app.inject(again)).json().code).toBe('wrong_credentials')
  expect((await owner.call(listPeople, { query: {} })).items.map(({ email }) => email)).not.toContain(
    ann.email,
  )
  const rows = await seogo.house.database.asSystem('what is left of a person', (tx) =>
    tx.selectFrom('libraries').select('name').where('owner_id', '=', ann.userId).execute(),
  )
  expect(rows).toEqual([])
  expect((await ben.call(listPapers, { query: { libraryId: lab.id } })).items).toHaveLength(1)
  const traces = (await owner.call(listAudit, { query: { act: 'account_deleted' } })).items
  expect(traces[0]?.by).toEqual({ id: ann.userId, name: 'Ann' })
  // The address is free again.
  expect((await seogo.person('Ann')).userId).not.toBe(ann.userId)
}, 60_000)

test('nobody leaves by a slip, out of libraries that others are in, or as the owner of the house', async () => {
  const [cem, dan] = [await seogo.person('Cem'), await seogo.person('Dan')]
  await expect(leave(cem, 'cem')).rejects.toThrow('400 not_confirmed')
  await expect(leave(owner)).rejects.toThrow('409 person_protected')
  const lab = await cem.call(createLibrary, { body: { name: 'Ours' } })
  const params = { libraryId: lab.id }
  await cem.call(addLibraryMember, { params, body: { email: dan.email, membership: 'editor' } })
  await expect(leave(cem)).rejects.toThrow('409 account_owns_libraries {"names":"Ours"}')
  await cem.call(transferLibrary, { params, body: { userId: dan.userId } })
  await leave(cem)
  await seogo.workUntilQuiet()
  expect((await dan.call(listLibraries, {})).items.map(({ name }) => name)).toContain('Ours')
})

test('who looks after people locks an account with a reason, signs out, saves its data, and deletes it', async () => {
  const [kim, lee] = [await seogo.person('Kim'), await seogo.person('Lee')]
  const lab = await kim.call(createLibrary, { body: { name: 'Left behind' } })
  const params = { libraryId: lab.id }
  await kim.call(addLibraryMember, { params, body: { email: lee.email, membership: 'editor' } })
  const bib = Buffer.from('@book{b, title={A book of Kim}}')
  await kim.upload(importFiles, [{ fileName: 'one.bib', bytes: bib }])
  await kim.call(createNote, { body: { libraryId: lab.id, body: 'What Kim thought.' } })
  await seogo.workUntilQuiet()
  const found = async () => {
    const { items } = await owner.call(listPeople, { query: {} })
    return items.find(({ id }) => id === kim.userId) ?? expect.fail('Kim is gone')
  }
  expect(await found()).toMatchObject({ sessionCount: 1, tokenCount: 0, lockReason: null })
  const { items: stored } = await owner.call(listStorage, {})
  expect(stored.find(({ userId }) => userId === kim.userId)).toMatchObject({ papers: 1 })

  const about = { params: { userId: kim.userId } }
  await owner.call(changePerson, { ...about, body: { endSessions: true } })
  await expect(kim.call(getMe, {})).rejects.toThrow('401 not_signed_in')
  await owner.call(changePerson, { ...about, body: { lock: { reason: 'left the lab', hours: 24 } } })
  expect(await found()).toMatchObject({ sessionCount: 0, lockReason: 'left the lab' })
  const payload = { email: kim.email, password: 'correct horse battery' }
  const refused = await seogo.app.inject({ method: 'POST', url: signIn.path, payload })
  expect(refused.json()).toMatchObject({ code: 'account_locked', details: { reason: 'left the lab' } })
  const ofOneself = { params: { userId: owner.userId }, body: { lock: { reason: 'x', hours: 1 } } }
  await expect(owner.call(changePerson, ofOneself)).rejects.toThrow('409 person_protected')
  const oneselfOut = { params: { userId: owner.userId }, body: { endSessions: true as const } }
  await expect(owner.call(changePerson, oneselfOut)).rejects.toThrow('409 person_protected')

  const saved = await owner.request('POST', exportPerson.path.replace(':userId', kim.userId))
  expect(saved.json()).toMatchObject({
    account: { email: kim.email, sessions: [] },
    libraries: [{ papers: [{ title: 'A book of Kim' }] }, { name: 'Left behind', papers: [] }],
    notes: [{ body: 'What Kim thought.' }],
    highlights: [],
  })

  const remove = (typedEmail: string) => owner.call(deletePerson, { ...about, body: { typedEmail } })
  await expect(remove('lee@example.org')).rejects.toThrow('400 not_confirmed')
  await remove(kim.email)
  await seogo.workUntilQuiet()
  const { items: libraries } = await lee.call(listLibraries, {})
  expect(libraries.find(({ id }) => id === lab.id)).toMatchObject({ membership: 'owner' })
  const acts = (await owner.call(listAudit, { query: {} })).items
    .filter(({ person }) => person?.id === kim.userId)
    .map(({ act }) => act)
  expect(acts).toEqual(
    expect.arrayContaining(['account_deleted', 'person_exported', 'account_locked', 'session_revoked']),
  )
})
