import { afterAll, beforeAll, expect, test } from 'vitest'
import { fileId } from '#contract/ids.ts'
import { listNotifications } from '#features/notifications/contract.ts'
import { fileRead } from '#features/papers/contract.ts'
import { removeKey, saveKey } from '#features/vault/contract.ts'
import { emit } from '#platform/outbox/emit.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import { type FakeProvider, startFakeProvider } from '#server/testing/fake-providers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import { changeAutomatic, getAutomatic, listBatches, listRuns, requestBatch } from '../../contract.ts'
import { noticeNewJob } from '../jobs.ts'
import { type GivenPaper, givePaper } from '../testing/give-paper.ts'
import { englishPaper } from '../testing/sample-papers.ts'

let house: TestHouse
let provider: FakeProvider

beforeAll(async () => {
  house = await openTestHouse()
  provider = await startFakeProvider()
})
afterAll(async () => {
  await house.close()
  await provider.close()
})

/** Papers the person adds, whose text has just been read. */
async function addRead(person: Person, count: number): Promise<GivenPaper[]> {
  const papers = await Promise.all(
    Array.from({ length: count }, () => givePaper(house.house, person.userId, englishPaper)),
  )
  await house.house.database.asSystem('files were read', async (tx) => {
    for (const { id, libraryId, fileId: file } of papers) {
      const read = { paperId: id, libraryId, fileId: fileId.parse(file), state: 'read' as const }
      await emit(tx, fileRead, read, person.userId)
    }
  })
  return papers
}

async function setUp(person: Person): Promise<string> {
  const wanted = { label: 'Fake', provider: 'openai-compatible', baseUrl: provider.url, model: 'm' } as const
  return (await person.call(saveKey, { body: wanted })).id
}

const runsOf = async (person: Person, papers: readonly GivenPaper[]) =>
  (await Promise.all(papers.map(({ id }) => person.call(listRuns, { params: { paperId: id } })))).flatMap(
    ({ items }) => items,
  )

test('off, as it is for everybody at first, nothing is asked about new papers', async () => {
  const ann = await house.person('Ann')
  expect(await ann.call(getAutomatic, {})).toMatchObject({ enabled: false, takenToday: 0, waiting: 0 })
  const papers = await addRead(ann, 2)
  await house.workUntilQuiet()
  expect(await runsOf(ann, papers)).toEqual([])
})

test('on, papers added from then on become one batch that asks the chosen readers, and one notification', async () => {
  const bea = await house.person('Bea')
  const before = await addRead(bea, 1)
  const choices = ['local' as const, await setUp(bea)]
  const body = { enabled: true, choices, language: 'ko' as const, papersPerDay: 50 }
  await bea.call(changeAutomatic, { body })
  const calls = provider.calls
  const papers = await addRead(bea, 6)
  await house.workUntilQuiet()
  expect(await runsOf(bea, before)).toEqual([])
  const runs = await runsOf(bea, papers)
  expect(runs.map(({ state, language }) => `${state} ${language}`)).toEqual(papers.map(() => 'finished ko'))
  expect(provider.calls - calls).toBe(6)
  expect((await bea.call(listBatches, {})).items).toMatchObject([
    { automatic: true, papers: 6, state: 'finished', answers: { answered: 12 } },
  ])
  const toldOfAnalyses = async () =>
    (await bea.call(listNotifications, { query: {} })).items.filter(({ type }) => type.startsWith('analys'))
  expect(await toldOfAnalyses()).toMatchObject([
    { type: 'analyses_finished', facts: { papers: 6, failed: 0 } },
  ])

  // Told of the same files once more, nothing is asked twice; what comes later that day is added to the batch.
  const later = await addRead(bea, 1)
  await house.workUntilQuiet()
  expect(await runsOf(bea, [...papers, ...later])).toHaveLength(7)
  expect((await bea.call(listBatches, {})).items).toMatchObject([{ papers: 7, state: 'finished' }])
  expect(await toldOfAnalyses()).toHaveLength(1)
})

test('forty analyses of one batch are one notification that counts forty', async () => {
  const cleo = await house.person('Cleo')
  const papers = await Promise.all(
    Array.from({ length: 40 }, () => givePaper(house.house, cleo.userId, englishPaper.slice(0, 1))),
  )
  const paperIds = papers.map(({ id }) => id)
  await cleo.call(requestBatch, { body: { papers: { paperIds }, choices: ['local'], language: 'en' } })
  await house.workUntilQuiet({ timeoutMs: 60_000 })
  const { items } = await cleo.call(listNotifications, { query: {} })
  // That forty papers say the same is told as well.
  expect(items.filter(({ type }) => type !== 'duplicates_suggested')).toMatchObject([
    { type: 'analyses_finished', facts: { papers: 40, failed: 0 } },
  ])
})

test('a reader whose key was removed is asked no more; nobody else’s setting is touched', async () => {
  const dan = await house.person('Dan')
  const choice = await setUp(dan)
  const body = { enabled: true, choices: [choice], language: 'en' as const, papersPerDay: 9 }
  await dan.call(changeAutomatic, { body })
  await dan.call(removeKey, { params: { keyId: choice } })
  expect(await dan.call(getAutomatic, {})).toMatchObject({ enabled: true, choices: [] })
  const papers = await addRead(dan, 1)
  await house.workUntilQuiet()
  expect(await runsOf(dan, papers)).toEqual([])
  const eve = await house.person('Eve')
  expect(await eve.call(getAutomatic, {})).toMatchObject({ enabled: false })
  const foreign = { ...body, choices: [choice] }
  await expect(eve.call(changeAutomatic, { body: foreign })).rejects.toMatchObject({
    problem: { code: 'key_not_found' },
  })
})

test('what is over the limit of the day waits, and the next day takes it', async () => {
  const cem = await house.person('Cem')
  const body = { enabled: true, choices: ['local' as const], language: 'en' as const, papersPerDay: 2 }
  await cem.call(changeAutomatic, { body })
  const papers = await addRead(cem, 3)
  await house.workUntilQuiet()
  expect(await runsOf(cem, papers)).toHaveLength(2)
  expect(await cem.call(getAutomatic, {})).toMatchObject({ takenToday: 2, waiting: 1 })

  house.clock.move({ days: 1 })
  await house.house.database.asSystem('as the schedule does', (tx) => enqueue(tx, noticeNewJob, {}))
  await house.workUntilQuiet()
  expect(await runsOf(cem, papers)).toHaveLength(3)
  expect(await cem.call(getAutomatic, {})).toMatchObject({ waiting: 0 })
})
