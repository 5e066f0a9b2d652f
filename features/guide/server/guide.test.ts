import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { requestAnalysis } from '#features/analysis/contract.ts'
import { importFiles } from '#features/imports/contract.ts'
import { judge, tagPaper } from '#features/reading/contract.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import { getGuide, saveGuide } from '../contract.ts'

const example = readFileSync(join(import.meta.dirname, '../../../examples/first-paper.pdf'))

let seogo: TestHouse
beforeAll(async () => {
  seogo = await openTestHouse()
})
afterAll(() => seogo.close())

test('each first step ticks itself when the library shows that it was done, and for nobody else', async () => {
  const ann = await seogo.person('Ann')
  const bob = await seogo.person('Bob')
  expect(await ann.call(getGuide, {})).toEqual({ isDismissed: false, done: [], paperId: null })

  await ann.upload(importFiles, [{ fileName: 'first-paper.pdf', bytes: example }])
  await seogo.workUntilQuiet()
  const read = await ann.call(getGuide, {})
  expect(read.done).toEqual(['add', 'read'])
  const paperId = read.paperId ?? expect.fail('no paper to try things on')
  const params = { paperId }

  await ann.call(requestAnalysis, { params, body: { choices: ['local'], language: 'en' } })
  expect((await ann.call(getGuide, {})).done).toEqual(['add', 'read', 'ask'])

  await ann.call(judge, { params, body: { ratingHalves: 8 } })
  expect((await ann.call(getGuide, {})).done, 'rated, not tagged').not.toContain('judge')
  await ann.call(tagPaper, { params, body: { names: ['first'] } })
  await ann.call(saveGuide, { body: { tried: 'claim' } })
  expect((await ann.call(saveGuide, { body: { tried: 'find' } })).done).toEqual([
    'add',
    'read',
    'ask',
    'claim',
    'judge',
    'find',
  ])
  expect((await bob.call(getGuide, {})).done).toEqual([])
})

test('who wants no guide is asked nothing more, until they want it again', async () => {
  const carol = await seogo.person('Carol')
  await carol.call(saveGuide, { body: { tried: 'find' } })
  expect(await carol.call(saveGuide, { body: { isDismissed: true } })).toEqual({
    isDismissed: true,
    done: [],
    paperId: null,
  })
  expect((await carol.call(getGuide, {})).isDismissed).toBe(true)
  expect((await carol.call(saveGuide, { body: { isDismissed: false } })).done).toEqual(['find'])
})
