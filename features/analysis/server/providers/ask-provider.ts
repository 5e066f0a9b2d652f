import type { PageText } from '#features/papers/server/papers.ts'
import { costOf, type RemoteProviderId } from '#features/vault/contract.ts'
import type { Secret } from '#platform/crypto/secret.ts'
import type { AnswerLanguage, Coverage, Findings } from '../../contract.ts'
import type { AskThrough } from '../breaker/ask-through.ts'
import { askModel, type ModelAnswer } from './ask-model.ts'
import { mergeFindings } from './merge-findings.ts'
import { type Part, partTokensOf, toParts } from './parts.ts'
import { promptVersion, toPrompt } from './prompt.ts'
import { ProviderFailure, type Usage } from './provider-failure.ts'
import { type Fetch, openProviderFetch } from './provider-fetch.ts'
import { wires } from './wires.ts'

/** Which part of how many. */
type PartOf = { readonly number: number; readonly of: number }

/** The parts of a long paper that were answered and paid for: asked about once, whatever happens to the process. */
export type AnsweredParts = {
  /** The answer about a part that was kept before; its tokens are on the bill already. */
  readonly find: (part: PartOf) => ModelAnswer | undefined
  /** Keeps an answer and puts its tokens on the bill. */
  readonly keep: (part: PartOf, answer: ModelAnswer) => Promise<void>
}

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
  /** Lets each question through, or leaves the provider alone; without it all are let through. */
  readonly through?: AskThrough
  /** Tokens of the paper that are asked about at once. */
  readonly partTokensMax?: number
  /** Where the answered parts of a long paper are kept; without it they are billed with the answer. */
  readonly parts?: AnsweredParts
  /** Called when a part of a long paper was answered. */
  readonly onPart?: (answered: number, of: number) => void
  readonly outputTokensMax?: number
}

export type ProviderAnswer = {
  readonly manner: 'generative'
  readonly findings: Findings
  /** The model that answered, as the provider names it. */
  readonly model: string
  readonly promptVersion: number
  /** Null when the provider counts none; without the parts that were kept. */
  readonly usage: Usage | null
  /** Null when no price is known. */
  readonly costMicroUsd: number | null
  readonly coverage: Coverage
}

const timeoutMsDefault = 300_000
// An answer has some 40 kB; a hundred times as much is no answer.
const replyBytesMax = 4_000_000
// About thirty claims with their quotes; reasoning models spend as much again on their thoughts.
const outputTokensMaxDefault = { known: 20_000, compatible: 8_000 } as const

/**
 * Asks one provider about a paper, in as many parts as its context needs, one after the other: no retries of its own,
 * that is the queue's business. Quotes are not checked here.
 *
 * @throws ProviderFailure with what all parts up to the failed one cost, but for those that were kept
 * @throws Problem provider_address_refused
 * @throws the signal's reason when aborted
 */
export async function askProvider(ask: AskProvider): Promise<ProviderAnswer> {
  ask.signal.throwIfAborted()
  const outputTokensMax =
    ask.outputTokensMax ??
    outputTokensMaxDefault[ask.provider === 'openai-compatible' ? 'compatible' : 'known']
  const tokensMax = ask.partTokensMax ?? partTokensOf(ask.provider, ask.model, outputTokensMax)
  const parts = toParts(ask.pages, tokensMax)
  const bill = openBill(ask)
  const answers: ModelAnswer[] = []
  for (const [index, pages] of parts.entries()) {
    const part = parts.length === 1 ? undefined : { number: index + 1, of: parts.length }
    const known = part && ask.parts?.find(part)
    try {
      const answer = known ?? (await askPart(ask, { pages, part, outputTokensMax }))
      answers.push(answer)
      if (part === undefined || ask.parts === undefined) bill.add(answer.usage)
      else if (known === undefined) await ask.parts.keep(part, answer)
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error
      bill.add(error.billedUsage)
      throw error.billedAs(bill.usage(), bill.costMicroUsd())
    }
    if (part !== undefined) ask.onPart?.(part.number, part.of)
  }
  const [first, ...others] = answers
  if (first === undefined) throw new Error('a paper has at least one part')
  return {
    manner: 'generative',
    findings: mergeFindings([first.findings, ...others.map(({ findings }) => findings)]),
    model: first.model,
    promptVersion,
    usage: bill.usage(),
    costMicroUsd: bill.costMicroUsd(),
    coverage: { pageCount: ask.pages.length, truncatedAtPage: null },
  }
}

type AskPart = {
  readonly pages: Part
  readonly part: PartOf | undefined
  readonly outputTokensMax: number
}

async function askPart(ask: AskProvider, { pages, part, outputTokensMax }: AskPart): Promise<ModelAnswer> {
  const { provider, model, baseUrl } = ask
  const askOnce = () =>
    askModel({
      provider,
      model,
      baseUrl,
      apiKey: ask.apiKey,
      prompt: toPrompt({
        pages,
        language: ask.language,
        libraryTags: ask.libraryTags ?? [],
        schemaIsSent: wires[provider].sendsSchema,
        ...(part === undefined ? {} : { part }),
      }),
      signal: ask.signal,
      fetch: ask.fetch ?? openProviderFetch({ replyBytesMax }),
      timeoutMs: ask.timeoutMs ?? timeoutMsDefault,
      outputTokensMax,
    })
  return ask.through === undefined ? askOnce() : ask.through({ provider, baseUrl, model }, askOnce)
}

/** Adds up what the requests of one answer cost: a long request has a price of its own, so each is priced alone. */
function openBill({ provider, model }: AskProvider) {
  const calls: Usage[] = []
  return {
    add: (usage: Usage | null) => void (usage !== null && calls.push(usage)),
    /** Null when the provider counted none. */
    usage: (): Usage | null =>
      calls.length === 0
        ? null
        : {
            inputTokens: calls.reduce((sum, { inputTokens }) => sum + inputTokens, 0),
            outputTokens: calls.reduce((sum, { outputTokens }) => sum + outputTokens, 0),
          },
    /** Null when no price is known. */
    costMicroUsd(): number | null {
      const costs = calls.map((usage) => costOf({ provider, model, at: new Date() }, usage))
      return costs.length === 0
        ? null
        : costs.reduce((sum, cost) => (sum === null || cost === null ? null : sum + cost), 0)
    },
  }
}
