import { afterAll, beforeAll, expect, test } from 'vitest'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { addPaper } from '#features/papers/server/papers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { openQuietTerminal } from '#server/testing/quiet-terminal.ts'
import { search } from '../feature.ts'

let seogo: TestHouse
let ann: Person
beforeAll(async () => {
  seogo = await openTestHouse()
  ann = await seogo.person('Ann')
  await seogo.house.database.asUser(ann.userId, async (tx) => {
    const libraryId = await requireEditableLibrary(tx)
    for (const title of ['Graph networks', 'Networks of old']) {
      const csl = { type: 'article' as const, title, abstract: 'About graphs and what they hold.' }
      await addPaper(tx, { libraryId, csl, addedBy: ann.userId })
    }
  })
})
afterAll(() => seogo.close())

async function run(args: string[], options: Record<string, string> = {}) {
  const { terminal, lines, result } = openQuietTerminal()
  const [command] = search.commands ?? []
  const work = (await command?.load()) ?? expect.fail('no command')
  const exitCode = await work({
    house: seogo.house,
    args,
    options: { limit: '20', ...options },
    caller: async () => ann.userId,
    whileWorking: (done) => done(),
    terminal,
  })
  return { exitCode, text: lines.join('\n'), result: result() }
}

test('a search in the terminal says what is found, where the words stand, and what was left out', async () => {
  const { exitCode, text, result } = await run(['graphs', 'rating:9', 'autor:networks'])
  expect(exitCode).toBe(0)
  expect(text).toMatch(/^[0-9a-f-]{36} {2}Graph networks$/m)
  expect(text).toContain('abstract: About [graphs] and what they hold')
  expect(text).toContain('Column 8, "rating:9": a rating is 0.5 to 5 stars')
  expect(text).toContain('Column 17, "autor:networks": there is no such field')
  expect(result).toMatchObject({
    total: 2,
    items: [{ matches: [{ field: 'title' }, { field: 'abstract' }] }, {}],
  })
  expect((await run(['graphs'], { limit: '1' })).text).toContain('… of 2')
  expect((await run(['zyzzyva'])).text).toBe('No paper is found by this.')
})

test('a question that cannot be asked is refused', async () => {
  await expect(run([])).rejects.toThrow('bad_request')
  await expect(run(['graphs'], { limit: 'many' })).rejects.toThrow('bad_request')
})
