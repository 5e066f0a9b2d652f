import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PaperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import type { CommandContext } from '#platform/feature.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { openQuietTerminal } from '#server/testing/quiet-terminal.ts'
import { listPapers, trashMany } from '../contract.ts'
import { papers } from '../feature.ts'
import { addPapers } from './papers.ts'

let seogo: TestHouse
let ann: Person
let bob: Person
beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
})
afterAll(() => seogo.close())

/** Papers of these titles, in the trash of this person. */
async function hasThrownAway(person: Person, titles: readonly string[]): Promise<PaperId[]> {
  const items = titles.map((title) => ({ csl: { type: 'book' as const, title } }))
  const added = await seogo.house.database.asUser(person.userId, async (tx) => {
    const libraryId = await requireEditableLibrary(tx)
    return addPapers(tx, { libraryId, addedBy: person.userId }, items)
  })
  const paperIds = added.map(({ paperId }) => paperId)
  await person.call(trashMany, { body: { papers: { paperIds } } })
  return paperIds
}

type Typed = { args?: string[]; options?: CommandContext['options']; person?: Person; answer?: boolean }

async function trash(name: string, { args = [], options = {}, person = ann, answer }: Typed = {}) {
  const { terminal, lines, questions, result } = openQuietTerminal(answer)
  const command = papers.commands?.find((each) => each.name === `trash ${name}`) ?? expect.fail(name)
  const work = await command.load()
  const exitCode = await work({
    house: seogo.house,
    args,
    options,
    caller: async () => person.userId,
    whileWorking: (done) => done(),
    terminal,
  })
  return { exitCode, text: lines.join('\n'), questions, result: result() }
}

test('the trash is listed, brought back from and emptied, each person’s own', async () => {
  expect((await trash('list')).text).toBe('The trash is empty.')
  const thrown = await hasThrownAway(ann, ['하나', 'Two', 'Three'])
  const [one = ''] = thrown
  const [bobs = ''] = await hasThrownAway(bob, ['Bob’s'])
  const { text, result } = await trash('list')
  expect(text).toMatch(new RegExp(`^${one}  until \\d{4}-\\d\\d-\\d\\d  하나$`, 'm'))
  expect(text).toContain('3 in the trash, each for 30 days.')
  expect(result).toMatchObject({
    keptDays: 30,
    items: expect.arrayContaining(thrown.map((id) => expect.objectContaining({ id }))),
  })

  // A paper of somebody else is as one that is not there.
  const back = await trash('restore', { args: [one, bobs] })
  expect([back.exitCode, back.result]).toEqual([1, expect.objectContaining({ changed: 1, left: 1 })])
  const titles = async () => (await ann.call(listPapers, { query: {} })).items.map(({ title }) => title)
  expect(await titles()).toEqual(['하나'])
  expect((await trash('restore', { options: { all: true } })).result).toMatchObject({ changed: 2 })
  expect((await titles()).toSorted()).toEqual(['Three', 'Two', '하나'])

  await ann.call(trashMany, { body: { papers: { paperIds: thrown.slice(1) } } })
  const asked = await trash('empty', { answer: false })
  expect([asked.exitCode, asked.text]).toEqual([1, 'Nothing was deleted.'])
  expect(asked.questions).toEqual(['Delete 2 papers for good, with their files, notes and highlights?'])
  await expect(trash('empty')).rejects.toMatchObject({ code: 'not_confirmed' })
  expect((await trash('empty', { answer: true })).text).toBe('2 deleted for good.')
  expect(await trash('empty')).toMatchObject({ exitCode: 0, text: 'The trash is empty.', questions: [] })
  expect((await trash('list', { person: bob })).text).toContain('1 in the trash')
  const unasked = await trash('empty', { person: bob, options: { yes: true } })
  expect(unasked).toMatchObject({ questions: [], result: { deleted: 1 } })
})

test('what cannot be meant is refused, and nothing is touched', async () => {
  const [one = ''] = await hasThrownAway(ann, ['Stays'])
  for (const typed of [
    {},
    { args: ['7'] },
    { args: [one], options: { all: true } },
    { options: { all: true, library: 'mine' } },
  ])
    await expect(trash('restore', typed)).rejects.toMatchObject({ code: 'bad_request' })
  await expect(trash('empty', { options: { yes: true, library: 'mine' } })).rejects.toMatchObject({
    code: 'bad_request',
  })
  expect((await trash('list')).text).toContain(`${one}  until`)
})
