import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FakeProvider, replies, startFakeProvider } from './fake-providers.ts'

let provider: FakeProvider

beforeEach(async () => {
  provider = await startFakeProvider({ key: 'sk-fake', models: ['small', 'large'] })
})
afterEach(() => provider.close())

const post = (body: unknown, key = 'sk-fake') =>
  fetch(`${provider.url}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
const question = { model: 'small', messages: [{ role: 'user', content: 'Hello' }] }

test('a well-formed question is answered as OpenAI would, and counted', async () => {
  const response = await post(question)
  expect(await response.json()).toMatchObject({
    object: 'chat.completion',
    model: 'small',
    choices: [{ index: 0, message: { role: 'assistant' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: provider.tokensBilled.input, completion_tokens: provider.tokensBilled.output },
  })
  expect([provider.calls, provider.answered, provider.aborted]).toEqual([1, 1, 0])
})

test.each<[string, unknown, number]>([
  ['without messages', { model: 'small', messages: [] }, 400],
  ['with a role nobody knows', { model: 'small', messages: [{ role: 'reader', content: '' }] }, 400],
  ['with a response format nobody knows', { ...question, response_format: { type: 'xml' } }, 400],
  ['for a model that is not there', { ...question, model: 'huge' }, 404],
])('a question %s is refused and not counted as a call', async (_, body, status) => {
  expect((await post(body)).status).toBe(status)
  expect(provider.calls).toBe(0)
})

test('another key is refused', async () => {
  expect((await post(question, 'sk-other')).status).toBe(401)
})

test('the models are listed', async () => {
  const response = await fetch(`${provider.url}/models`, { headers: { authorization: 'Bearer sk-fake' } })
  expect(await response.json()).toMatchObject({ data: [{ id: 'small' }, { id: 'large' }] })
})

test('replies are used in order, then the usual one', async () => {
  provider.otherwise(replies.noSuchModel())
  provider.next(replies.serverError(503), replies.rateLimited('2'))
  const statuses: number[] = []
  for (let call = 0; call < 3; call++) statuses.push((await post(question)).status)
  expect(statuses).toEqual([503, 429, 404])
  expect(provider.answered).toBe(0)
})

test('a caller that goes away is seen, and not billed', async () => {
  provider.next(replies.slow(60_000))
  const controller = new AbortController()
  const call = fetch(`${provider.url}/chat/completions`, {
    method: 'POST',
    headers: { authorization: 'Bearer sk-fake' },
    body: JSON.stringify(question),
    signal: controller.signal,
  })
  await provider.untilCalled(1)
  controller.abort()
  await expect(call).rejects.toThrow()
  await provider.untilAborted(1)
  expect(provider.answered).toBe(0)
})
