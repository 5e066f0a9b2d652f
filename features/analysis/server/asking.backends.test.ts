import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { providerKeyId } from '#contract/ids.ts'
import { addMember, createSharedLibrary } from '#features/accounts/server/accounts.ts'
import { cancelJob, getJob, listJobs, retryJob } from '#features/jobs/contract.ts'
import { listNotifications } from '#features/notifications/contract.ts'
import { tagPaper } from '#features/reading/contract.ts'
import { getUsage } from '#features/usage/contract.ts'
import { changeSharedKey, chooseStandIn, costOf, saveKey, saveSharedKey } from '#features/vault/contract.ts'
import { enqueue } from '#platform/queue/enqueue.ts'
import type { Reply } from '#server/testing/fake-provider-call.ts'
import { type FakeProvider, replies, startFakeProvider } from '#server/testing/fake-providers.ts'
import { openTestHouse, type TestHouse } from '#server/testing/open-house.ts'
import type { Person } from '#server/testing/person.ts'
import {
  type AnalysisAnswer,
  type AnalysisRun,
  getRun,
  listBreakers,
  listProviders,
  listRuns,
  requestAnalysis,
} from '../contract.ts'
import { openAskThrough } from './breaker/ask-through.ts'
import { askAnswerJob } from './jobs.ts'
import { type GivenPaper, givePaper, lineHeightPt } from './testing/give-paper.ts'
import { englishPaper, koreanPaper } from './testing/sample-papers.ts'

const keyText = 'sk-test-0a1b2c3d4e5f'
let house: TestHouse
let ann: Person
let ben: Person
let admin: Person
let paper: GivenPaper
let provider: FakeProvider
let names = 0

beforeAll(async () => {
  house = await openTestHouse({ SEOGO_PROVIDER_TIMEOUT_SECONDS: '5', SEOGO_GAME_DAY: 'true' })
  ann = await house.person('Ann')
  ben = await house.person('Ben')
  admin = await house.person('Ada', 'admin')
  paper = await givePaper(house.house, ann.userId, englishPaper)
})
afterAll(() => house.close())
beforeEach(async () => {
  provider = await startFakeProvider({ key: keyText })
})
afterEach(() => provider.close())

/** Sets the fake up as a provider of this person. */
async function setUp(person: Person = ann, fake: FakeProvider = provider): Promise<string> {
  const body = {
    label: `Fake ${++names}`,
    provider: 'openai-compatible' as const,
    baseUrl: fake.url,
    model: 'fake-model',
    key: keyText,
  }
  return (await person.call(saveKey, { body })).id
}

async function ask(choices: string[], given = paper, person = ann, fresh = true): Promise<AnalysisRun> {
  return person.call(requestAnalysis, {
    params: { paperId: given.id },
    body: { choices, language: 'en', fresh },
  })
}

const look = (run: AnalysisRun, person = ann) => person.call(getRun, { params: { runId: run.id } })

async function askAndWait(choices: string[], given = paper): Promise<AnalysisRun> {
  const run = await ask(choices, given)
  await house.workUntilQuiet()
  return look(run)
}

function only(run: AnalysisRun): AnalysisAnswer {
  expect(run.answers).toHaveLength(1)
  const [answer] = run.answers
  if (!answer) throw new Error('the run has no answer')
  return answer
}

const billed = () => ({
  inputTokens: provider.tokensBilled.input,
  outputTokens: provider.tokensBilled.output,
})

describe('an answer', () => {
  test('of the built-in reader comes without a key, with every claim verified and placed', async () => {
    const run = await askAndWait(['local'])
    expect(run).toMatchObject({ state: 'finished', paperId: paper.id, finishedAt: expect.any(String) })
    const answer = only(run)
    expect(answer).toMatchObject({
      provider: 'local',
      extractive: true,
      state: 'answered',
      model: null,
      usage: null,
      costMicroUsd: 0,
      error: null,
      progressPercent: 100,
    })
    const claims = answer.findings?.summary ?? []
    expect(claims.length).toBe(4)
    for (const claim of claims) {
      expect(claim).toMatchObject({ verified: true, page: 1, fileId: paper.fileId, doubt: null })
      expect(claim.rectangles.length).toBeGreaterThan(0)
    }
  })

  test('is placed to the line: the rectangles are those of the lines the quote stands on', async () => {
    const { findings } = only(await askAndWait(['local']))
    const claim = findings?.summary[0]
    const line =
      englishPaper[0]?.text.split('\n').findIndex((text) => text.startsWith('Reading lists grow')) ?? 0
    expect(claim?.quote).toBe('Reading lists grow faster than people read.')
    expect(claim?.rectangles).toEqual([
      { page: 1, x: 50, y: 800 - line * lineHeightPt, width: expect.closeTo(42 * 5, -2), height: 10 },
    ])
  })

  test('of a provider is recorded with model, tokens and its verified claims', async () => {
    const answer = only(await askAndWait([await setUp()]))
    expect(answer).toMatchObject({
      provider: 'openai-compatible',
      extractive: false,
      state: 'answered',
      model: 'fake-model',
      usage: billed(),
      costMicroUsd: null,
      truncatedAtPage: null,
    })
    expect(answer.durationMs).toBeGreaterThanOrEqual(0)
    expect(answer.findings?.summary[0]).toMatchObject({ verified: true, page: 1 })
    expect([provider.calls, provider.answered]).toEqual([1, 1])
  })

  test('whose quotes do not stand in the paper keeps its claims, marked as unverified and without a place', async () => {
    provider.next(
      replies.answer({
        summary: [
          {
            text: 'The hit rate rose to 94.8%.',
            quote: 'lazy eviction raises the hit rate from 61.2% to 94.8%',
            page: 1,
          },
          { text: 'It is good.', quote: null, page: 1 },
        ],
      }),
    )
    const { findings } = only(await askAndWait([await setUp()]))
    expect(findings?.summary).toMatchObject([
      { verified: false, doubt: 'not_found', page: null, fileId: null, rectangles: [] },
      { verified: false, doubt: 'no_quote', page: null, fileId: null, rectangles: [] },
    ])
  })

  test('about a Korean paper is verified as well', async () => {
    const korean = await givePaper(house.house, ann.userId, koreanPaper)
    const run = await askAndWait(['local', await setUp()], korean)
    for (const { findings } of run.answers)
      expect(findings?.summary.every(({ verified }) => verified)).toBe(true)
  })

  test('is asked for with the tags of the library, so that it suggests those', async () => {
    const tagged = await givePaper(house.house, ann.userId, englishPaper)
    const tag = { params: { paperId: tagged.id }, body: { names: ['eviction policies'] } }
    await ann.call(tagPaper, tag)
    await askAndWait([await setUp()], tagged)
    expect(provider.requests[0]?.user).toContain('["eviction policies"]')
  })

  test('tells the person who asked, and is found again by the paper', async () => {
    const own = await givePaper(house.house, ann.userId, englishPaper)
    const first = await askAndWait(['local'], own)
    const second = await askAndWait(['local'], own)
    const listed = await ann.call(listRuns, { params: { paperId: own.id } })
    expect(listed.items.map(({ id }) => id)).toEqual([second.id, first.id])
    const { items } = await ann.call(listNotifications, { query: {} })
    expect(items.filter(({ subject }) => subject?.id === own.id)).toMatchObject([
      {
        type: 'analysis_finished',
        facts: { answered: 1, failed: 0 },
        subject: { title: englishPaper[0]?.text.split('\n')[0] },
      },
      { type: 'analysis_finished' },
    ])
  })
})

describe('the record of an answer', () => {
  test('answers the same question at no cost, for whoever may see the paper, until it is asked anew', async () => {
    const cleo = await house.person('Cleo')
    const library = await createSharedLibrary(house.house, { name: 'Lab', ownerId: ann.userId })
    await addMember(house.house, { libraryId: library, userId: cleo.userId, membership: 'editor' })
    const shared = await givePaper(house.house, ann.userId, englishPaper, { library })
    const first = only(await askAndWait([await setUp()], shared))
    expect(first).toMatchObject({ reusedFrom: null, stale: [], promptVersion: expect.any(Number) })

    const again = only(await ask([await setUp(cleo)], shared, cleo, false))
    await house.workUntilQuiet()
    const recalled = only(await look(await onlyRun(shared, cleo), cleo))
    expect(recalled).toMatchObject({
      id: again.id,
      state: 'answered',
      costMicroUsd: 0,
      usage: null,
      inputHash: first.inputHash,
      findings: first.findings,
      reusedFrom: expect.any(String),
    })
    expect(provider.answered).toBe(1)

    await ann.call(requestAnalysis, {
      params: { paperId: shared.id },
      body: { choices: [await setUp()], language: 'en', fresh: true },
    })
    await house.workUntilQuiet()
    expect(provider.answered).toBe(2)
  })

  test('goes stale when the text or the model changes', async () => {
    const given = await givePaper(house.house, ann.userId, englishPaper)
    const key = await setUp()
    const run = await askAndWait([key, 'local'], given)
    const staleness = async () => (await look(run)).answers.map(({ stale }) => stale)
    expect(await staleness()).toEqual([[], []])
    await house.house.database.asSystem('change what an answer rests on', async (tx) => {
      await tx.updateTable('provider_keys').set({ model: 'newer' }).where('id', '=', key).execute()
    })
    expect(await staleness()).toEqual([['model'], []])
    await house.house.database.asSystem('read a page anew', async (tx) => {
      const page = tx.updateTable('pages').set({ text: 'Read anew.', boxes: '[]' })
      await page.where('file_id', '=', given.fileId).where('number', '=', 1).execute()
    })
    expect(await staleness()).toEqual([['text', 'model'], ['text']])
  })

  test('bills a call that was paid for and failed, and says so', async () => {
    const dora = await house.person('Dora')
    const given = await givePaper(house.house, dora.userId, englishPaper)
    provider.next(replies.brokenJson(), replies.brokenJson())
    const run = await ask([await setUp(dora)], given, dora)
    await house.workUntilQuiet()
    expect(only(await look(run, dora))).toMatchObject({ state: 'failed', usage: billed() })
    expect((await dora.call(getUsage, { query: { by: 'model' } })).items).toEqual([
      expect.objectContaining({
        label: 'fake-model',
        calls: 2,
        failedCalls: 2,
        ...billed(),
        unpricedCalls: 2,
      }),
    ])
    expect(
      (await ben.call(getUsage, { query: { by: 'model' } })).items.map(({ failedCalls }) => failedCalls),
    ).not.toContain(2)
  })
})

const onlyRun = async (given: GivenPaper, person: Person) =>
  (await person.call(listRuns, { params: { paperId: given.id } })).items[0] ?? expect.fail('no run')

describe('several providers', () => {
  test('of every kind answer on their own wires, each with what it cost', async () => {
    const models = {
      openai: 'gpt-6-luna',
      anthropic: 'claude-haiku-5-5',
      xai: 'grok-4.6',
      gemini: 'gemini-4-argon',
    } as const
    const kinds = ['openai', 'anthropic', 'xai', 'gemini'] as const
    const fakes = await Promise.all(kinds.map((wire) => startFakeProvider({ wire, key: keyText })))
    const keys: string[] = []
    for (const [index, kind] of kinds.entries()) {
      const body = {
        label: kind,
        provider: kind,
        baseUrl: fakes[index]?.url,
        model: models[kind],
        key: keyText,
      }
      keys.push((await ann.call(saveKey, { body })).id)
    }
    const run = await askAndWait(keys)
    expect(run.answers).toMatchObject(
      kinds.map((kind, index) => {
        const { input = 0, output = 0 } = fakes[index]?.tokensBilled ?? {}
        const usage = { inputTokens: input, outputTokens: output }
        const costMicroUsd = costOf({ provider: kind, model: models[kind], at: new Date() }, usage)
        return { provider: kind, model: models[kind], state: 'answered', usage, costMicroUsd, error: null }
      }),
    )
    await Promise.all(fakes.map((fake) => fake.close()))
  })

  test('are asked at the same time, and one that fails leaves the others standing', async () => {
    const other = await startFakeProvider({ key: keyText })
    const both = Promise.withResolvers<void>()
    const meet = async () => {
      await Promise.all([provider.untilCalled(1), other.untilCalled(1)])
      both.resolve()
    }
    provider.next(replies.held(both.promise))
    other.next(replies.held(both.promise, replies.invalidKey()))
    const run = await ask(['local', await setUp(), await setUp(ann, other)])
    const [waited] = await Promise.all([house.workUntilQuiet(), meet()])
    expect(waited).toBeUndefined()
    const settled = await look(run)
    expect(settled.state).toBe('finished')
    expect(settled.answers.map(({ state }) => state)).toEqual(['answered', 'answered', 'failed'])
    await other.close()
  })

  test('chosen twice are asked once', async () => {
    const key = await setUp()
    await askAndWait([key, key])
    expect(provider.calls).toBe(1)
  })

  test('are listed with the built-in reader first, and only one’s own', async () => {
    const key = await setUp()
    const own = await ann.call(listProviders, {})
    expect(own.items[0]).toEqual({
      choice: 'local',
      provider: 'local',
      label: 'local',
      model: null,
      extractive: true,
      leftAloneSince: null,
    })
    expect(own.items.map(({ choice }) => choice)).toContain(key)
    expect((await ben.call(listProviders, {})).items.map(({ choice }) => choice)).not.toContain(key)
  })
})

describe('what goes wrong', () => {
  test('a dropped connection is asked again, and the answer is charged once', async () => {
    provider.dropsTheFirstConnection()
    const answer = only(await askAndWait([await setUp()]))
    expect(answer).toMatchObject({ state: 'answered', error: null, usage: billed() })
    expect([provider.calls, provider.answered]).toEqual([2, 1])
  })

  test.each<[string, Reply, string]>([
    ['a key that is refused', replies.invalidKey(), 'invalid_key'],
    ['a quota that is used up', replies.quotaExhausted(), 'quota_exhausted'],
    ['a model that is not there', replies.noSuchModel(), 'no_such_model'],
    ['a request that is refused', replies.badRequest(), 'bad_request'],
    ['a refusal to answer', replies.refusal(), 'refused'],
    ['a content filter', replies.contentFilter(), 'refused'],
  ])('%s is final at once, and told', async (_, reply, error) => {
    provider.otherwise(reply)
    const run = await askAndWait([await setUp()])
    expect(run.state).toBe('failed')
    expect(only(run)).toMatchObject({ state: 'failed', error, findings: null })
    expect(provider.calls).toBe(1)
    const { items } = await ann.call(listNotifications, { query: { limit: 1 } })
    expect(items[0]).toMatchObject({ type: 'analysis_failed', facts: { answered: 0, failed: 1 } })
  })

  test.each<[string, Reply, string]>([
    ['broken JSON', replies.brokenJson(), 'malformed_answer'],
    ['another shape', replies.wrongSchema(), 'malformed_answer'],
    ['an answer that is cut off', replies.cutOff(), 'cut_off'],
  ])('%s is asked for once more and then final, and both are on the bill', async (_, reply, error) => {
    provider.otherwise(reply)
    const answer = only(await askAndWait([await setUp()]))
    expect(answer).toMatchObject({ state: 'failed', error, usage: billed() })
    expect([provider.calls, provider.answered]).toEqual([2, 2])
  })

  test('a second answer that is good counts, with the tokens of both', async () => {
    provider.next(replies.brokenJson())
    const answer = only(await askAndWait([await setUp()]))
    expect(answer).toMatchObject({ state: 'answered', error: null, usage: billed() })
    expect(provider.answered).toBe(2)
  })

  test('a rate limit is waited for as long as it asks, and uses no attempt', async () => {
    provider.next(replies.rateLimited('1'), replies.rateLimited('1'))
    const answer = only(await askAndWait([await setUp()]))
    expect(answer.state).toBe('answered')
    const job = await ann.call(getJob, { params: { jobId: answer.jobId ?? '' } })
    expect(job.attempts).toBe(0)
    expect(provider.calls).toBe(3)
  })

  test('a provider that stays down is stood in for by whom its owner named, and the answer says so', async () => {
    const other = await startFakeProvider({ key: keyText })
    const [key, standInId] = [await setUp(), await setUp(ann, other)]
    await ann.call(chooseStandIn, { params: { keyId: key }, body: { standInId } })
    provider.otherwise(replies.serverError(503))
    const own = await givePaper(house.house, ann.userId, englishPaper)
    const run = await askAndWait([key], own)
    const { items } = await ann.call(listProviders, {})
    const labelOf = (choice: string) => items.find((one) => one.choice === choice)?.label
    expect(run.state).toBe('finished')
    expect(only(run)).toMatchObject({
      state: 'answered',
      label: labelOf(standInId),
      insteadOf: labelOf(key),
      error: null,
    })
    expect([provider.calls, other.calls, other.answered]).toEqual([2, 1, 1])
    await expect(
      ben.call(chooseStandIn, { params: { keyId: key }, body: { standInId: null } }),
    ).rejects.toThrow('404 key_not_found')
    await other.close()
  })

  test('stand-ins that stay down too are stood in for down the list, and nobody is asked about one answer again', async () => {
    const [second, third] = [
      await startFakeProvider({ key: keyText }),
      await startFakeProvider({ key: keyText }),
    ]
    const keys = [await setUp(), await setUp(ann, second), await setUp(ann, third)] as const
    const next = { [keys[0]]: keys[1], [keys[1]]: keys[2], [keys[2]]: keys[0] }
    for (const [keyId, standInId] of Object.entries(next))
      await ann.call(chooseStandIn, { params: { keyId: providerKeyId.parse(keyId) }, body: { standInId } })
    for (const fake of [provider, second]) fake.otherwise(replies.serverError(503))
    const own = await givePaper(house.house, ann.userId, englishPaper)
    const label = (await ann.call(listProviders, {})).items.find((one) => one.choice === keys[0])?.label
    expect(only(await askAndWait([keys[0]], own))).toMatchObject({ state: 'answered', insteadOf: label })
    expect([provider.calls, second.calls, third.calls]).toEqual([2, 2, 1])
    await Promise.all([second.close(), third.close()])
  })

  test('a provider broken on purpose fails like one that is down, by any of its names, till its time is over', async () => {
    const ask = (model: string) =>
      openAskThrough(house.house)(
        { provider: 'openai', baseUrl: 'http://127.0.0.1:9/v1', model },
        async () => 'yes',
      )
    const endsAt = new Date(house.clock.now().getTime() + 30_000)
    for (const target of ['broken-model', '127.0.0.1:9', null]) {
      house.house.gameDay?.learn([{ part: 'provider', target, endsAt }])
      await expect(ask('broken-model')).rejects.toThrow('overloaded (503)')
      const other = ask('other-model')
      await (target === 'broken-model' ? expect(other).resolves.toBe('yes') : expect(other).rejects.toThrow())
    }
    house.clock.move({ seconds: 31 })
    expect(await ask('broken-model')).toBe('yes')
  })

  test('a model that stays down is left alone: questions wait without using an attempt, and one goes ahead', async () => {
    const choices = [await setUp(), await setUp()] as const
    provider.otherwise(replies.serverError(503))
    const pauseSeconds = 300
    const config = {
      SEOGO_PROVIDER_FAILURES: 2,
      SEOGO_PROVIDER_PAUSE_SECONDS: pauseSeconds,
      SEOGO_PROVIDER_TIMEOUT_SECONDS: 60,
    }
    const worker = await house.startWorker({ config })
    const statesOf = async (run: AnalysisRun) =>
      (await look(run)).answers.map(({ state, error }) => error ?? state)
    const until = (run: AnalysisRun, states: string[]) =>
      expect.poll(() => statesOf(run), { timeout: 30_000 }).toEqual(states)
    const attemptsOf = async (run: AnalysisRun) =>
      Promise.all(
        (await look(run)).answers.map(
          async ({ jobId }) => (await ann.call(getJob, { params: { jobId: jobId ?? '' } })).attempts,
        ),
      )
    const waiting = await ask([...choices])
    await until(waiting, ['left_alone', 'left_alone'])
    const { host } = new URL(provider.url)
    const breaker = async () => (await admin.call(listBreakers, {})).items.find((one) => one.host === host)
    const opened = await breaker()
    const found = { state: 'open', model: 'fake-model', failuresInARow: 2, lastError: 'overloaded' }
    expect(opened).toMatchObject(found)
    const { items } = await ann.call(listProviders, {})
    const since = items.filter(({ choice }) => choices.includes(choice)).map((one) => one.leftAloneSince)
    expect(since).toEqual([opened?.since, opened?.since])
    expect([provider.calls, await attemptsOf(waiting)]).toEqual([2, [1, 1]])

    house.clock.move({ seconds: pauseSeconds + 1 })
    const answered = Promise.withResolvers<void>()
    provider.otherwise(replies.held(answered.promise))
    const ahead = await ask([choices[0]])
    await provider.untilCalled(3)
    expect(await breaker()).toMatchObject({ state: 'half_open', since: opened?.since })
    // Whoever goes ahead is alone until it is answered.
    const behind = await ask([choices[1]])
    await until(behind, ['left_alone'])
    expect([provider.calls, await attemptsOf(behind)]).toEqual([3, [0]])
    answered.resolve()
    await until(ahead, ['answered'])
    expect(await breaker()).toMatchObject({ state: 'closed', failuresInARow: 0 })

    for (const run of [waiting, behind])
      for (const { jobId } of (await look(run)).answers) {
        await ann.call(cancelJob, { params: { jobId: jobId ?? '' } })
        await ann.call(retryJob, { params: { jobId: jobId ?? '' } })
      }
    await until(waiting, ['answered', 'answered'])
    await until(behind, ['answered'])
    expect(provider.calls).toBe(6)
    await worker.stop(1_000)
  })

  test('what is left alone is stood in for at once, also for everybody, and is not even tried', async () => {
    const other = await startFakeProvider({ key: keyText })
    const share = async (fake: FakeProvider) => {
      const body = { label: `Shared ${++names}`, provider: 'openai-compatible' as const, baseUrl: fake.url }
      return admin.call(saveSharedKey, { body: { ...body, model: 'shared-model', key: keyText } })
    }
    const [shared, standIn] = [await share(provider), await share(other)]
    const params = { keyId: shared.id }
    await admin.call(changeSharedKey, { params, body: { model: shared.model, standInId: standIn.id } })
    provider.otherwise(replies.serverError(503))
    const answers: AnalysisAnswer[] = []
    for (let question = 0; question < 2; question += 1) {
      const run = await ask([shared.id])
      await house.workUntilQuiet({ config: { SEOGO_PROVIDER_FAILURES: 1 } })
      answers.push(only(await look(run)))
    }
    const instead = { state: 'answered', label: standIn.label, insteadOf: shared.label, error: null }
    expect(answers).toMatchObject([instead, instead])
    expect([provider.calls, other.calls]).toEqual([1, 2])
    await other.close()
  })

  test('an answer that does not come in time is asked for again', async () => {
    provider.next(replies.hang())
    const answer = only(await askAndWait([await setUp()]))
    expect(answer.state).toBe('answered')
    expect([provider.calls, provider.aborted, provider.answered]).toEqual([2, 1, 1])
  })

  test('a provider whose key was removed meanwhile is not asked', async () => {
    const key = await setUp()
    const run = await ask([key])
    await ann.request('DELETE', `/api/keys/${key}`)
    await house.workUntilQuiet()
    expect(only(await look(run))).toMatchObject({ state: 'failed', error: 'key_not_found' })
    expect(provider.calls).toBe(0)
  })

  test('the key stands in no job, no answer and no notification', async () => {
    provider.otherwise(replies.invalidKey())
    await askAndWait([await setUp()])
    const dump = await house.house.database.asSystem('look for a key in the clear', async (tx) => {
      const tables = [
        'background_jobs',
        'analysis_answers',
        'analysis_runs',
        'notifications',
        'outbox',
      ] as const
      return Promise.all(tables.map((table) => tx.selectFrom(table).selectAll().execute()))
    })
    expect(JSON.stringify(dump)).not.toContain(keyText)
    const listed = await ann.request('GET', `/api/papers/${paper.id}/analyses`)
    expect(listed.body).not.toContain(keyText)
  })
})

test('neither the key nor a word of the paper comes into the log, whatever the provider answers', async () => {
  const written: string[] = []
  // pino's own way with errors, which copies all they carry: less careful than the log of the house.
  const log = pino({ level: 'trace' }, { write: (line: string) => void written.push(line) })
  provider.next(
    replies.invalidKey(),
    replies.badRequest(`The key ${keyText} may not ask: Reading lists grow faster than people read.`),
    replies.refusal(),
    replies.answer(),
  )
  const key = await setUp()
  const runs = [await ask([key]), await ask([key]), await ask([key]), await ask([key])]
  const worker = await house.startWorker({ log })
  await provider.untilCalled(4)
  await worker.stop(5_000)
  await house.workUntilQuiet()
  const states = await Promise.all(runs.map(async (run) => only(await look(run)).state))
  expect(states.toSorted()).toEqual(['answered', 'failed', 'failed', 'failed'])
  expect(written.filter((line) => line.includes('analysis.ask')).length).toBeGreaterThanOrEqual(4)
  expect(written.join('')).not.toContain(keyText)
  expect(written.join('')).not.toContain('Reading lists grow')
})

describe('cancelling and asking again', () => {
  test('a cancelled question is broken off at the provider, and the run closes', async () => {
    provider.next(replies.hang())
    const run = await ask([await setUp()])
    const worker = await house.startWorker()
    await provider.untilCalled(1)
    await ann.call(cancelJob, { params: { jobId: only(run).jobId ?? '' } })
    await provider.untilAborted(1)
    await worker.stop(1_000)
    await house.workUntilQuiet()
    const settled = await look(run)
    expect(settled).toMatchObject({ state: 'cancelled', answers: [{ state: 'cancelled', error: null }] })
    expect(provider.calls).toBe(1)
  })

  test('one that was cancelled before it began never reaches the provider', async () => {
    const run = await ask([await setUp()])
    await ann.call(cancelJob, { params: { jobId: only(run).jobId ?? '' } })
    await house.workUntilQuiet()
    expect((await look(run)).state).toBe('cancelled')
    expect(provider.calls).toBe(0)
  })

  test('of two, one cancelled and one answered make a finished run', async () => {
    const run = await ask(['local', await setUp()])
    await ann.call(cancelJob, { params: { jobId: run.answers[1]?.jobId ?? '' } })
    await house.workUntilQuiet()
    expect(await look(run)).toMatchObject({
      state: 'finished',
      answers: [{ state: 'answered' }, { state: 'cancelled' }],
    })
  })

  test.each(['failed', 'cancelled'] as const)('one that was %s is asked again by its job', async (state) => {
    const run = await ask([await setUp()])
    const jobId = only(run).jobId ?? ''
    if (state === 'failed') provider.next(replies.invalidKey())
    else await ann.call(cancelJob, { params: { jobId } })
    await house.workUntilQuiet()
    expect(only(await look(run)).state).toBe(state)
    await ann.call(retryJob, { params: { jobId } })
    await house.workUntilQuiet()
    expect(await look(run)).toMatchObject({
      state: 'finished',
      answers: [{ state: 'answered', error: null }],
    })
    expect(provider.answered).toBe(1)
  })

  test('a worker that stops in the middle hands the question on: one answer, one record', async () => {
    const release = Promise.withResolvers<void>()
    provider.next(replies.held(release.promise))
    const run = await ask([await setUp()])
    const first = await house.startWorker()
    await provider.untilCalled(1)
    await first.stop(0)
    release.resolve()
    await house.workUntilQuiet()
    const settled = await look(run)
    expect(settled).toMatchObject({ state: 'finished', answers: [{ state: 'answered' }] })
    expect(only(settled).usage).toEqual(billed())
    const { items } = await ann.call(listJobs, { query: { state: 'unfinished' } })
    expect(items).toEqual([])
  })
})

describe('the same work done twice', () => {
  test('a job that comes again after its answer asks nobody', async () => {
    const run = await askAndWait([await setUp()])
    const { userId } = ann
    await house.house.database.asUser(userId, (tx) => enqueue(tx, askAnswerJob, { answerId: only(run).id }))
    await house.workUntilQuiet()
    expect(await look(run)).toEqual(run)
    expect([provider.calls, provider.answered]).toEqual([1, 1])
  })

  test('a worker that was presumed dead cannot write: the answer is the one of its successor', async () => {
    const release = Promise.withResolvers<void>()
    provider.next(
      replies.held(release.promise, replies.answer({ keyTerms: ['of the presumed dead'] })),
      replies.answer({ keyTerms: ['of the successor'] }),
    )
    const own = await givePaper(house.house, ann.userId, englishPaper)
    const run = await ask([await setUp()], own)
    const worker = await house.startWorker()
    await provider.untilCalled(1)
    await house.house.database.asSystem('take a job over as after a silence', (tx) =>
      tx
        .updateTable('background_jobs')
        .set((one) => ({
          state: 'waiting',
          lease: one('lease', '+', 1),
          lease_until: null,
          queued_at: null,
          delivery: one('delivery', '+', 1),
        }))
        .where('id', '=', only(run).jobId ?? '')
        .execute(),
    )
    await provider.untilCalled(2)
    release.resolve()
    await worker.stop(5_000)
    await house.workUntilQuiet()
    const answer = only(await look(run))
    expect(answer.findings?.keyTerms).toEqual(['of the successor'])
    const { items } = await ann.call(listNotifications, { query: {} })
    expect(items.filter(({ subject }) => subject?.id === own.id)).toHaveLength(1)
  })
})

describe('what cannot be asked is refused with its reason', () => {
  test.each([
    ['stored', 'being_read'],
    ['reading', 'being_read'],
    ['unreadable', 'none'],
  ] as const)('a paper whose file is %s', async (state, reason) => {
    const unread = await givePaper(house.house, ann.userId, englishPaper, { state })
    const asked = ask(['local'], unread)
    await expect(asked).rejects.toThrow('409 analysis_needs_text')
    await expect(asked).rejects.toMatchObject({ problem: { details: { reason } } })
  })

  test('a provider of somebody else, and a paper of nobody', async () => {
    const key = await setUp(ben)
    await expect(ask([key])).rejects.toThrow('404 key_not_found')
    const nowhere = { ...paper, id: '0197a1c0-0000-7000-8000-000000000000' } as GivenPaper
    await expect(ask(['local'], nowhere)).rejects.toThrow('404 paper_not_found')
  })
})

describe('somebody else', () => {
  test('sees neither runs nor papers, and can ask nothing about them', async () => {
    const run = await askAndWait(['local'])
    await expect(look(run, ben)).rejects.toThrow('404 analysis_not_found')
    await expect(ben.call(listRuns, { params: { paperId: paper.id } })).rejects.toThrow('404 paper_not_found')
    await expect(ask(['local'], paper, ben)).rejects.toThrow('404 paper_not_found')
    const rows = await house.house.database.asUser(ben.userId, async (tx) => [
      ...(await tx.selectFrom('analysis_runs').select('id').execute()),
      ...(await tx.selectFrom('analysis_answers').select('id').execute()),
    ])
    expect(rows).toEqual([])
  })

  test('who may only read a shared library sees the answers and cannot ask', async () => {
    const library = await createSharedLibrary(house.house, { name: 'Lab', ownerId: ann.userId })
    await addMember(house.house, { libraryId: library, userId: ben.userId, membership: 'reader' })
    const shared = await givePaper(house.house, ann.userId, englishPaper, { library })
    const run = await askAndWait(['local'], shared)
    expect((await look(run, ben)).answers[0]?.findings?.summary.length).toBeGreaterThan(0)
    await expect(ask(['local'], shared, ben)).rejects.toThrow('403 library_read_only')
  })
})
