import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { cslItem } from '#contract/csl.ts'
import { mergeId, type PaperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { getPaper } from '#features/papers/contract.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { openQuietTerminal } from '#server/testing/quiet-terminal.ts'
import { listDuplicates, undoMerge } from '../contract.ts'
import { duplicates } from '../feature.ts'

let seogo: TestHouse
let ann: Person
let bob: Person

beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  bob = await seogo.person('Bob')
})
afterAll(() => seogo.close())

function add(year: number): Promise<PaperId> {
  const csl = cslItem.parse({
    type: 'article-journal',
    title: 'Lantern scheduling for quiet warehouses',
    author: [{ family: 'Kim', given: 'Ada' }],
    issued: { 'date-parts': [[year]] },
  })
  return seogo.house.database.asUser(ann.userId, async (tx) => {
    const libraryId = await requireEditableLibrary(tx)
    return (await addPaper(tx, { libraryId, csl, addedBy: ann.userId })).paperId
  })
}

/** Runs a command of the feature as the command line would. */
async function run(name: string, args: string[] = [], person = ann, options = { limit: '50' }) {
  const { terminal, lines, result } = openQuietTerminal()
  const command = duplicates.commands?.find((each) => each.name === `duplicates ${name}`)
  const work = await (command ?? expect.fail(`there is no ${name}`)).load()
  const code = await work({
    house: seogo.house,
    args,
    options,
    caller: () => Promise.resolve(person.userId),
    whileWorking: (done) => done(),
    terminal,
  })
  return { code, text: lines.join('\n'), result: result() }
}

const listed = async (person = ann) =>
  listDuplicates.reply.parse((await run('list', [], person)).result).items

test('a pair is listed, merged, taken apart and dismissed from the command line', async () => {
  expect((await run('list')).text).toBe('No paper seems to be here twice.')
  const [one, other] = [await add(2020), await add(2021)]
  await seogo.workUntilQuiet()
  const { code, text } = await run('list')
  expect([code, text.split('\n').length]).toEqual([0, 3])
  expect(text).toContain(`${one}  Lantern scheduling for quiet warehouses (2020)`)
  expect(await listed(bob)).toEqual([])

  const merged = await run('merge', [one, other])
  const { mergeId: id } = z.object({ mergeId }).parse(merged.result)
  expect(merged.text).toContain(`seogo duplicates undo ${id}`)
  expect((await ann.call(getPaper, { params: { paperId: other } })).id).toBe(one)
  await expect(run('undo', [id], bob)).rejects.toThrow('merge_not_found')
  expect((await run('undo', [id])).result).toEqual({ paperId: one, otherId: other, kept: [] })
  await expect(ann.call(undoMerge, { params: { mergeId: id } })).rejects.toThrow('merge_not_found')

  const [pair] = await listed()
  await run('dismiss', [pair?.id ?? expect.fail('the pair is gone')])
  expect(await listed()).toEqual([])
})

test('what is no id, or a limit that is none, is refused by its problem', async () => {
  await expect(run('merge', ['one', 'two'])).rejects.toThrow('paper_not_found')
  await expect(run('merge')).rejects.toThrow('paper_not_found')
  await expect(run('dismiss', ['pair'])).rejects.toThrow('suggestion_not_found')
  await expect(run('undo')).rejects.toThrow('merge_not_found')
  await expect(run('list', [], ann, { limit: 'many' })).rejects.toThrow('bad_request')
})
