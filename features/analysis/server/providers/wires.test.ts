import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { costOf } from '#features/vault/contract.ts'
import { Secret } from '#platform/crypto/secret.ts'
import type { Reply } from '#server/testing/fake-provider-call.ts'
import { type FakeProvider, replies, startFakeProvider } from '#server/testing/fake-providers.ts'
import { prepareQuotes } from '../quotes/verify-quote.ts'
import { failureOf } from '../testing/failure-of.ts'
import { englishPaper } from '../testing/sample-papers.ts'
import { type AskProvider, askProvider } from './ask-provider.ts'
import type { ProviderFailure } from './provider-failure.ts'

const keyText = 'sk-test-4f9a-wire'

const wires = [
  {
    wire: 'openai',
    model: 'gpt-6-luna',
    path: '/v1/responses',
    headers: { authorization: `Bearer ${keyText}` },
    body: {
      model: 'gpt-6-luna',
      store: false,
      max_output_tokens: expect.any(Number),
      text: { format: { type: 'json_schema', strict: true, name: 'findings' } },
    },
    overloadedStatus: 503,
  },
  {
    wire: 'anthropic',
    model: 'claude-haiku-5-5',
    path: '/v1/messages',
    headers: { 'x-api-key': keyText, 'anthropic-version': '2023-06-01' },
    body: {
      model: 'claude-haiku-5-5',
      max_tokens: expect.any(Number),
      output_config: { format: { type: 'json_schema' } },
    },
    overloadedStatus: 529,
  },
  {
    wire: 'xai',
    model: 'grok-4.6',
    path: '/v1/responses',
    headers: { authorization: `Bearer ${keyText}` },
    body: { model: 'grok-4.6', store: false, text: { format: { type: 'json_schema', name: 'findings' } } },
    overloadedStatus: 503,
  },
  {
    wire: 'gemini',
    model: 'gemini-4-argon',
    path: '/v1beta/models/gemini-4-argon:generateContent',
    headers: { 'x-goog-api-key': keyText },
    body: {
      generationConfig: {
        responseMimeType: 'application/json',
        responseJsonSchema: { type: 'object' },
        maxOutputTokens: expect.any(Number),
      },
    },
    overloadedStatus: 503,
  },
] as const

describe.each(wires)('$wire', ({ wire, model, path, headers, body, overloadedStatus }) => {
  let provider: FakeProvider
  beforeEach(async () => {
    provider = await startFakeProvider({ wire, key: keyText, models: [model] })
  })
  afterEach(() => provider.close())

  const ask = (change: Partial<AskProvider> = {}) =>
    askProvider({
      provider: wire,
      model,
      baseUrl: `${provider.url}/`,
      apiKey: Secret.of(keyText),
      pages: englishPaper,
      language: 'en',
      signal: new AbortController().signal,
      ...change,
    })
  const billed = () => ({
    inputTokens: provider.tokensBilled.input,
    outputTokens: provider.tokensBilled.output,
  })

  test('is asked once on its own path, with its own headers, and told the shape of the answer', async () => {
    await ask()
    expect(provider.requests).toHaveLength(1)
    expect(provider.requests[0]).toMatchObject({ path, headers, body, model })
    expect(provider.requests[0]?.body).not.toHaveProperty('temperature')
    expect(provider.requests[0]?.system).not.toContain('JSON Schema')
    expect(provider.requests[0]?.user).toContain('Reading lists grow faster')
  })

  test('answers with findings that can be verified, its tokens, and what they cost', async () => {
    const answer = await ask()
    expect(answer).toMatchObject({ model, usage: billed(), coverage: { truncatedAtPage: null } })
    expect(answer.costMicroUsd).toBe(costOf({ provider: wire, model, at: new Date() }, billed()))
    expect(answer.costMicroUsd).toBeGreaterThan(0)
    const verify = prepareQuotes(englishPaper)
    for (const { quote, page } of answer.findings.summary)
      expect(verify(quote ?? '', page), quote ?? '').toMatchObject({ verified: true, page })
  })

  test.each<[string, Reply, Partial<ProviderFailure>]>([
    ['another key', replies.invalidKey(), { kind: 'invalid_key', retry: 'never', detail: null }],
    ['429 with a time', replies.rateLimited('7'), { kind: 'rate_limited', retryAfterMs: 7_000 }],
    ['429 without one', replies.rateLimited(), { kind: 'rate_limited', retryAfterMs: null }],
    ['no money left', replies.quotaExhausted(), { kind: 'quota_exhausted', retry: 'never' }],
    ['no such model', replies.noSuchModel(), { kind: 'no_such_model', retry: 'never' }],
    [
      '400',
      replies.badRequest('The prompt is too long: 9 > 8.'),
      { kind: 'bad_request', retry: 'never', detail: 'The prompt is too long: 9 > 8.' },
    ],
    ['500', replies.serverError(500), { kind: 'overloaded', retry: 'again', status: 500 }],
    ['overload', replies.serverError(503), { kind: 'overloaded', status: overloadedStatus }],
    ['502 in HTML', replies.badGatewayHtml(), { kind: 'overloaded', status: 502, detail: null }],
    ['504', replies.serverError(504), { kind: 'timeout', retry: 'again' }],
    ['a cut connection', replies.cut(), { kind: 'connection_lost', retry: 'again', status: null }],
    ['200 with a broken body', replies.brokenBody(), { kind: 'malformed_answer', retry: 'once_more' }],
  ])('%s is named, and costs nothing', async (_, reply, expected) => {
    provider.next(reply)
    expect(await failureOf(ask())).toMatchObject({ billedUsage: null, ...expected })
    expect([provider.calls, provider.answered]).toEqual([1, 0])
  })

  test.each<[string, Reply, Partial<ProviderFailure>]>([
    ['text that is no JSON', replies.brokenJson(), { kind: 'malformed_answer', retry: 'once_more' }],
    ['JSON of another shape', replies.wrongSchema(), { kind: 'malformed_answer' }],
    ['cut off by length', replies.cutOff(), { kind: 'cut_off', retry: 'once_more' }],
    ['a refusal', replies.refusal(), { kind: 'refused', retry: 'never' }],
    ['a content filter', replies.contentFilter(), { kind: 'refused', retry: 'never' }],
  ])('%s is named, with the tokens that will be on the bill', async (_, reply, expected) => {
    provider.next(reply)
    const failure = await failureOf(ask())
    expect(failure).toMatchObject(expected)
    expect(failure.billedUsage).toEqual(billed())
  })

  test('that never answers is given up in time, and sees it', async () => {
    provider.next(replies.hang())
    expect(await failureOf(ask({ timeoutMs: 50 }))).toMatchObject({ kind: 'timeout', retry: 'again' })
    await provider.untilAborted(1)
  })

  test('repeats neither the key nor a word of the paper in a failure', async () => {
    provider.next(replies.badRequest(`Bad key ${keyText}`), replies.invalidKey(), replies.brokenJson())
    for (let call = 0; call < 3; call += 1) {
      const failure = await failureOf(ask())
      const printed = `${inspect(failure, { depth: 9, showHidden: true })} ${JSON.stringify(failure)} ${failure.stack}`
      expect(printed).not.toContain(keyText)
      expect(printed).not.toContain('Reading lists')
    }
  })
})

test('Anthropic is asked through a tool where its model knows no other way to a shape', async () => {
  const provider = await startFakeProvider({ wire: 'anthropic', key: keyText })
  const asked = askProvider({
    provider: 'anthropic',
    model: 'claude-sonnet-4-0',
    baseUrl: provider.url,
    apiKey: Secret.of(keyText),
    pages: englishPaper,
    language: 'en',
    signal: new AbortController().signal,
  })
  const answer = await asked
  expect(provider.requests[0]?.body).toMatchObject({ tools: [{ name: 'json' }] })
  expect(answer.findings.summary.length).toBeGreaterThan(0)
  expect(answer.costMicroUsd).toBeNull()
  await provider.close()
})
