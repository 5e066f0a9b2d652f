import type { PageText } from '#features/papers/server/papers.ts'
import { costOf } from '#features/vault/contract.ts'
import type { Secret } from '#platform/crypto/secret.ts'
import type { AnswerLanguage, Coverage, Findings } from '../../contract.ts'
import { askModel } from './ask-model.ts'
import { fitPages } from './fit-pages.ts'
import { promptVersion, toPrompt } from './prompt.ts'
import type { Usage } from './provider-failure.ts'
import { type Fetch, openProviderFetch } from './provider-fetch.ts'
import { type RemoteProviderId, wires } from './wires.ts'

export type AskProvider = {
  readonly provider: RemoteProviderId
  readonly model: string
  /** Up to and including the version, e.g. `http://127.0.0.1:11434/v1`. */
  readonly baseUrl: string
  /** Null for servers that ask for none. */
  readonly apiKey: Secret | null
  readonly pages: readonly PageText[]
  readonly language: AnswerLanguage
  readonly libraryTags?: readonly string[]
  readonly signal: AbortSignal
  /** Another way to the network than the guarded one. */
  readonly fetch?: Fetch
  readonly timeoutMs?: number
  readonly documentCharactersMax?: number
  readonly outputTokensMax?: number
}

export type ProviderAnswer = {
  readonly manner: 'generative'
  readonly findings: Findings
  /** The model that answered, as the provider names it. */
  readonly model: string
  readonly promptVersion: number
  /** Null when the provider counts none. */
  readonly usage: Usage | null
  /** Null when no price is known. */
  readonly costMicroUsd: number | null
  readonly coverage: Coverage
}

const timeoutMsDefault = 300_000
// An answer has some 40 kB; a hundred times as much is no answer.
const replyBytesMax = 4_000_000
// Some 30,000 tokens of English; leaves room for the answer in a context of 40,000.
const documentCharactersMaxDefault = 120_000
// About thirty claims with their quotes.
const outputTokensMaxDefault = 8_000

/**
 * Asks one provider once: no retries of its own, that is the queue's business. Quotes are not checked here.
 *
 * @throws ProviderFailure
 * @throws Problem provider_address_refused
 * @throws the signal's reason when aborted
 */
export async function askProvider(ask: AskProvider): Promise<ProviderAnswer> {
  ask.signal.throwIfAborted()
  const { pages, coverage } = fitPages(ask.pages, ask.documentCharactersMax ?? documentCharactersMaxDefault)
  const answer = await askModel({
    provider: ask.provider,
    model: ask.model,
    baseUrl: ask.baseUrl,
    apiKey: ask.apiKey,
    prompt: toPrompt({
      pages,
      language: ask.language,
      libraryTags: ask.libraryTags ?? [],
      schemaIsSent: wires[ask.provider].sendsSchema,
    }),
    signal: ask.signal,
    fetch: ask.fetch ?? openProviderFetch({ replyBytesMax }),
    timeoutMs: ask.timeoutMs ?? timeoutMsDefault,
    outputTokensMax: ask.outputTokensMax ?? outputTokensMaxDefault,
  })
  const costMicroUsd =
    answer.usage && costOf({ provider: ask.provider, model: ask.model, at: new Date() }, answer.usage)
  return { manner: 'generative', ...answer, promptVersion, costMicroUsd, coverage }
}
