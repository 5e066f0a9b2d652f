import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Secret } from '#platform/crypto/secret.ts'
import { replies, startFakeProvider } from '#server/testing/fake-providers.ts'
import { englishPaper } from '../testing/sample-papers.ts'
import { askProvider } from './ask-provider.ts'
import { openBreakers } from './breakers.ts'

test('a provider that failed several times in a row is left alone, and asked again after a while', async () => {
  const provider = await startFakeProvider({ wire: 'anthropic' })
  const breakers = openBreakers({ failures: 3, pauseMs: 60 })
  const ask = (model = 'claude-haiku-5-5') =>
    askProvider({
      provider: 'anthropic',
      model,
      baseUrl: provider.url,
      apiKey: Secret.of('sk-test'),
      pages: englishPaper,
      language: 'en',
      signal: new AbortController().signal,
      breakers,
    })
  // What is the question's own fault says nothing about the provider.
  provider.next(replies.badRequest(), replies.badRequest(), replies.badRequest())
  for (let call = 0; call < 3; call += 1) await expect(ask()).rejects.toMatchObject({ kind: 'bad_request' })
  provider.otherwise(replies.serverError(503))
  for (let call = 0; call < 5; call += 1) await expect(ask()).rejects.toMatchObject({ kind: 'overloaded' })
  expect(provider.calls).toBe(6)
  // Another model at the same address has its own way.
  await expect(ask('claude-opus-5-5')).rejects.toMatchObject({ kind: 'overloaded' })
  expect(provider.calls).toBe(7)
  provider.otherwise(replies.answer())
  await setTimeout(80)
  expect((await ask()).findings.summary.length).toBeGreaterThan(0)
  expect((await ask()).findings.summary.length).toBeGreaterThan(0)
  expect(provider.calls).toBe(9)
  await provider.close()
})
