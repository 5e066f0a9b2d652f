import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { correctPaper, removePaper, restorePaper } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import {
  changeNote,
  createNote,
  getNote,
  listMentions,
  listNotes,
  removeNote,
  restoreNote,
} from '../contract.ts'
import { sweepNotesJob } from './jobs.ts'

let seogo: TestHouse
let ann: Person
let bob: Person
let guest: Person
let libraryId: LibraryId
beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
  guest = await seogo.person('Gil')
  libraryId = await createSharedLibrary(seogo.house, { name: 'The lab', ownerId: ann.userId })
  await addMember(seogo.house, { libraryId, userId: bob.userId, membership: 'editor' })
  await addMember(seogo.house, { libraryId, userId: guest.userId, membership: 'reader' })
})
afterAll(() => seogo.close())

async function paper(title: string): Promise<PaperId> {
  const record = { libraryId, csl: { type: 'book' as const, title }, addedBy: ann.userId }
  return (await seogo.house.database.asUser(ann.userId, (tx) => addPaper(tx, record))).paperId
}

const noteOf = (id: string) => ({ params: { noteId: id as Awaited<ReturnType<typeof write>>['id'] } })
const write = (who: Person, body: object) => who.call(createNote, { body })
const refused = (code: string) => expect.objectContaining({ problem: expect.objectContaining({ code }) })

describe('who sees and writes a note', () => {
  test('a personal note is its author’s alone, a shared one everybody’s, and only an editor writes that', async () => {
    const paperId = await paper('Lanterns')
    const own = await write(ann, { paperId, body: '# Mine\nA doubt of my own.' })
    const ours = await write(ann, { paperId, body: '# Ours', visibility: 'shared' })
    const seen = async (who: Person) =>
      (await who.call(listNotes, { query: { paperId } })).items.map(({ title }) => title).toSorted()
    expect(await seen(ann)).toEqual(['Mine', 'Ours'])
    expect(await seen(bob)).toEqual(['Ours'])
    expect(await seen(guest)).toEqual(['Ours'])
    await expect(bob.call(getNote, noteOf(own.id))).rejects.toEqual(refused('note_not_found'))
    expect(await bob.call(getNote, noteOf(ours.id))).toMatchObject({
      authorName: 'Ann',
      isMine: false,
      mayEdit: true,
    })

    const byBob = await bob.call(changeNote, {
      ...noteOf(ours.id),
      body: { version: 1, body: '# Ours, by Bob' },
    })
    expect(byBob).toMatchObject({ version: 2, title: 'Ours, by Bob', authorName: 'Ann' })
    const change = { version: 2, body: 'x' }
    await expect(guest.call(changeNote, { ...noteOf(ours.id), body: change })).rejects.toEqual(
      refused('library_read_only'),
    )
    await expect(guest.call(removeNote, noteOf(ours.id))).rejects.toEqual(refused('library_read_only'))
    // What is everybody's is not taken away by somebody else's wish.
    const hide = { version: 2, visibility: 'personal' as const }
    await expect(bob.call(changeNote, { ...noteOf(ours.id), body: hide })).rejects.toEqual(
      refused('library_read_only'),
    )
  })

  test('who only reads a library keeps notes for themselves there, and shares none', async () => {
    const paperId = await paper('Seen by a reader')
    const own = await write(guest, { paperId, body: 'for me' })
    expect(own).toMatchObject({ libraryId, mayEdit: true })
    await expect(write(guest, { paperId, visibility: 'shared' })).rejects.toEqual(
      refused('library_read_only'),
    )
    const share = { version: 1, visibility: 'shared' as const }
    await expect(guest.call(changeNote, { ...noteOf(own.id), body: share })).rejects.toEqual(
      refused('library_read_only'),
    )
    expect(await write(guest, { libraryId, body: 'free' })).toMatchObject({ paper: null, libraryId })
  })
})

test('two sessions that write one note are told, a repeat is no conflict, and nothing is lost', async () => {
  const { id } = await write(ann, { body: 'first' })
  const one = await ann.call(changeNote, { ...noteOf(id), body: { version: 1, body: 'from the desk' } })
  expect(one.version).toBe(2)
  const late = ann.call(changeNote, { ...noteOf(id), body: { version: 1, body: 'from the phone' } })
  await expect(late).rejects.toMatchObject({
    problem: { code: 'note_changed', status: 409, details: { version: 2 } },
  })
  // The answer was lost on the way, and the browser sends it again.
  expect(
    await ann.call(changeNote, { ...noteOf(id), body: { version: 1, body: 'from the desk' } }),
  ).toMatchObject({ version: 2 })
  expect(await ann.call(getNote, noteOf(id))).toMatchObject({ body: 'from the desk', version: 2 })
})

describe('a link between papers', () => {
  test('is found by key, by title and by id, not in code, and shows as a mention at the other paper', async () => {
    const [from, byKey, byTitle, byId] = await Promise.all(
      ['The one that cites', 'Keyed', 'A Title of its Own', 'Named by id'].map(paper),
    )
    await seogo.house.database.asUser(ann.userId, (tx) =>
      tx
        .insertInto('citation_keys')
        .values({ library_id: libraryId, paper_id: byKey as string, key: 'keyed2020', origin: 'person' })
        .execute(),
    )
    const body = `See [[Keyed2020]], [[a title of its own|that one]], [this](paper:${byId}), [[nobody1900]].
\`[[${'The one that cites'}]]\`
\`\`\`
[[The one that cites]]
\`\`\``
    const note = await write(ann, { paperId: from, body, visibility: 'shared' })
    expect(Object.fromEntries(note.links.map(({ written, paper }) => [written, paper.id]))).toEqual({
      Keyed2020: byKey,
      'a title of its own': byTitle,
      [`paper:${byId}`]: byId,
    })
    for (const target of [byKey, byTitle, byId]) {
      const { items } = await guest.call(listMentions, { params: { paperId: target as PaperId } })
      expect(items).toMatchObject([{ id: note.id, paper: { title: 'The one that cites' } }])
    }
    expect((await ann.call(listMentions, { params: { paperId: from as PaperId } })).items).toEqual([])
  })

  test('stays when the paper is renamed or in the trash, and what was picked decides between two of one title', async () => {
    const [target, twin] = [await paper('One title twice'), await paper('Its twin to be')]
    await ann.call(correctPaper, { params: { paperId: twin }, body: { title: 'One title twice' } })
    const ambiguous = await write(ann, { libraryId, body: '[[One title twice]]' })
    expect(ambiguous.links).toEqual([])
    const links = [{ written: 'One title twice', paperId: twin }]
    const note = await write(ann, { libraryId, body: '[[One title twice]]', links })
    expect(note.links).toMatchObject([{ paper: { id: twin } }])

    await ann.call(correctPaper, { params: { paperId: twin }, body: { title: 'Another title now' } })
    const saved = await ann.call(changeNote, {
      ...noteOf(note.id),
      body: { version: 1, body: 'Still [[One title twice]].' },
    })
    expect(saved.links).toEqual([
      { written: 'One title twice', paper: { id: twin, title: 'Another title now' } },
    ])

    await ann.call(removePaper, { params: { paperId: twin } })
    const without = { version: 2, body: 'Even now [[One title twice]].' }
    expect((await ann.call(changeNote, { ...noteOf(note.id), body: without })).links).toEqual([])
    await ann.call(restorePaper, { params: { paperId: twin } })
    expect((await ann.call(getNote, noteOf(note.id))).links).toMatchObject([{ paper: { id: twin } }])
    expect(target).not.toBe(twin)
  })

  test('leads to no paper of a library one does not see', async () => {
    const { id: foreign } = await seogo.house.database.asUser(bob.userId, async (tx) => {
      const csl = { type: 'book' as const, title: 'Bob’s own' }
      const [own] = await tx.selectFrom('libraries').select('id').where('kind', '=', 'personal').execute()
      const { paperId } = await addPaper(tx, { libraryId: own?.id as LibraryId, csl, addedBy: bob.userId })
      return { id: paperId }
    })
    const links = [{ written: 'Bob’s own', paperId: foreign }]
    const note = await write(ann, { libraryId, body: `[[Bob’s own]] [x](paper:${foreign})`, links })
    expect(note.links).toEqual([])
  })
})

test('the list comes in pages, each note once', async () => {
  const paperId = await paper('With many notes')
  for (let at = 0; at < 5; at++) await write(ann, { paperId, body: `note ${at}` })
  const seen: string[] = []
  let cursor: string | undefined
  do {
    const page = await ann.call(listNotes, { query: { paperId, limit: 2, cursor } })
    seen.push(...page.items.map(({ title }) => title))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  expect(seen).toEqual(['note 4', 'note 3', 'note 2', 'note 1', 'note 0'])
})

test('a note leaves as a Markdown file in which papers are linked by their DOI', async () => {
  const paperId = await paper('With a DOI')
  await ann.call(correctPaper, { params: { paperId }, body: { doi: '10.5555/12345678' } })
  const { id } = await write(ann, { libraryId, body: `# 읽을 것: "one" / two\n\n[it](paper:${paperId})` })
  const answer = await ann.request('GET', `/api/notes/${id}/markdown`)
  expect(answer.body).toBe('# 읽을 것: "one" / two\n\n[it](https://doi.org/10.5555/12345678)\n')
  expect(answer.headers['content-type']).toBe('text/markdown; charset=utf-8')
  expect(decodeURIComponent(String(answer.headers['content-disposition']))).toContain('읽을 것 one two.md')
})

test('a removed note is shown nowhere, comes back, and is gone for good after thirty days', async () => {
  const { id } = await write(ann, { body: 'to be removed' })
  const isListed = async () => (await ann.call(listNotes, { query: {} })).items.some((note) => note.id === id)
  await ann.call(removeNote, noteOf(id))
  expect(await isListed()).toBe(false)
  await expect(ann.call(getNote, noteOf(id))).rejects.toEqual(refused('note_not_found'))
  await expect(bob.call(restoreNote, noteOf(id))).rejects.toEqual(refused('note_not_found'))
  expect(await ann.call(restoreNote, noteOf(id))).toMatchObject({ body: 'to be removed', version: 1 })
  expect(await isListed()).toBe(true)

  await ann.call(removeNote, noteOf(id))
  const kept = await write(ann, { body: 'kept' })
  // Nobody is signed in any more afterwards: this stands last.
  seogo.clock.move({ days: 31 })
  await seogo.house.database.asSystem('sweep', (tx) => enqueue(tx, sweepNotesJob, {}))
  await seogo.workUntilQuiet()
  const left = await seogo.house.database.asSystem('look', (tx) =>
    tx.selectFrom('notes').select('id').where('id', 'in', [id, kept.id]).execute(),
  )
  expect(left).toEqual([{ id: kept.id }])
})
