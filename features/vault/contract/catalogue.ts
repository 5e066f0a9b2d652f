import { z } from 'zod'
import type { MicroUsd } from '#contract/money.ts'

/** Who can read a paper. `local` is the built-in extractive reader: no key, no network, no cost. */
export const providerId = z.enum(['local', 'openai', 'anthropic', 'xai', 'gemini', 'openai-compatible'])
export type ProviderId = z.infer<typeof providerId>

/** Micro-dollars for a million tokens: 2 USD are 2_000_000. */
type Rate = { readonly input: MicroUsd; readonly output: MicroUsd }

type Price = Rate & {
  /** The first day it holds, in UTC; the newest that has begun is the one that counts. */
  readonly from: string
  /** A request with more input than this costs another rate, all of it. */
  readonly long?: Rate & { readonly aboveInputTokens: number }
}

export type CatalogueModel = {
  /** As the provider's API calls it. */
  readonly id: string
  /** As its maker calls it. */
  readonly name: string
  /** What is sent and what is answered, together. */
  readonly contextTokens: number
  /** Null where the provider publishes none of its own. */
  readonly outputTokensMax: number | null
  /** Newest first. */
  readonly prices: readonly Price[]
}

export type CatalogueProvider = {
  readonly name: string
  /** Null where only the person knows it. */
  readonly baseUrl: string | null
  readonly needsKey: boolean
  /** The page the prices were taken from, and the day they were compared with it. */
  readonly pricesUrl: string | null
  readonly pricesReadOn: string | null
  readonly models: readonly CatalogueModel[]
}

const usd = (dollars: number): MicroUsd => Math.round(dollars * 1_000_000)
const rate = (input: number, output: number): Rate => ({ input: usd(input), output: usd(output) })

/** OpenAI: above 272,000 input tokens, twice the input rate and one and a half times the output rate. */
const openAiPrice = (input: number, output: number): Price => ({
  from: '2026-09-01',
  ...rate(input, output),
  long: { aboveInputTokens: 272_000, ...rate(input * 2, output * 1.5) },
})
/** xAI: above 200,000 input tokens, twice both rates. */
const xaiPrice = (input: number, output: number): Price => ({
  from: '2026-05-01',
  ...rate(input, output),
  long: { aboveInputTokens: 200_000, ...rate(input * 2, output * 2) },
})

/**
 * What is known of each provider and its models. A model that is not here can be asked all the same, at a cost that is
 * not known. List prices, without what the provider takes off for cached input. Sources: docs/providers.md.
 */
export const catalogue: Readonly<Record<ProviderId, CatalogueProvider>> = {
  local: {
    name: 'Seogo',
    baseUrl: null,
    needsKey: false,
    pricesUrl: null,
    pricesReadOn: null,
    models: [],
  },
  openai: {
    name: 'OpenAI',
    baseUrl: 'https://api.openai.com/v1',
    needsKey: true,
    pricesUrl: 'https://developers.openai.com/api/docs/pricing',
    pricesReadOn: '2026-11-25',
    models: [
      openAiModel('gpt-6.1-sol', 'GPT-6.1 Sol', openAiPrice(2, 10)),
      openAiModel('gpt-6.1-terra', 'GPT-6.1 Terra', openAiPrice(1, 5)),
      openAiModel('gpt-6-luna', 'GPT-6 Luna', openAiPrice(0.1, 0.5)),
      openAiModel('gpt-5.6-luna', 'GPT-5.6 Luna', openAiPrice(0.2, 1.2)),
    ],
  },
  anthropic: {
    name: 'Anthropic',
    baseUrl: 'https://api.anthropic.com/v1',
    needsKey: true,
    pricesUrl: 'https://platform.claude.com/docs/en/models',
    pricesReadOn: '2026-11-25',
    models: [
      claude('claude-opus-5-5', 'Claude Opus 5.5', { from: '2026-09-01', ...rate(4, 20) }),
      claude('claude-sonnet-5-5', 'Claude Sonnet 5.5', { from: '2026-09-01', ...rate(2, 10) }),
      claude('claude-haiku-5-5', 'Claude Haiku 5.5', {
        from: '2026-10-07',
        ...rate(0.1, 0.5),
        long: { aboveInputTokens: 100_000, ...rate(0.5, 2.5) },
      }),
      claude('claude-fable-5-1', 'Claude Fable 5.1', { from: '2026-09-01', ...rate(10, 50) }),
    ],
  },
  xai: {
    name: 'xAI',
    baseUrl: 'https://api.x.ai/v1',
    needsKey: true,
    pricesUrl: 'https://docs.x.ai/developers/models',
    pricesReadOn: '2026-11-25',
    models: [
      grok('grok-4.7', 'Grok 4.7', 500_000, xaiPrice(2, 6)),
      grok('grok-4.6', 'Grok 4.6', 500_000, xaiPrice(2, 6)),
      grok('grok-4.5', 'Grok 4.5', 500_000, xaiPrice(2, 6)),
      grok('grok-4.3', 'Grok 4.3', 1_000_000, xaiPrice(1.25, 2.5)),
    ],
  },
  gemini: {
    name: 'Gemini',
    baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    needsKey: true,
    pricesUrl: 'https://ai.google.dev/gemini-api/docs/pricing',
    pricesReadOn: '2026-11-25',
    models: [
      gemini('gemini-4-argon', 'Gemini 4 Argon', [
        { from: '2026-12-01', ...rate(4, 20) },
        { from: '2026-09-30', ...rate(2, 10) },
      ]),
      gemini('gemini-4-carbon', 'Gemini 4 Carbon', [
        { from: '2026-12-01', ...rate(4, 20) },
        { from: '2026-11-10', ...rate(2, 10) },
      ]),
      gemini('gemini-4-hydrogen', 'Gemini 4 Hydrogen', [{ from: '2026-11-10', ...rate(1.5, 7.5) }]),
      gemini('gemini-3.8-flash', 'Gemini 3.8 Flash', [
        { from: '2027-01-01', ...rate(1.5, 7.5) },
        { from: '2026-09-02', ...rate(0.75, 3.75) },
      ]),
    ],
  },
  'openai-compatible': {
    name: 'OpenAI-compatible',
    baseUrl: null,
    needsKey: false,
    pricesUrl: null,
    pricesReadOn: null,
    models: [],
  },
}

function openAiModel(id: string, name: string, price: Price): CatalogueModel {
  return { id, name, contextTokens: 1_050_000, outputTokensMax: 128_000, prices: [price] }
}
function claude(id: string, name: string, price: Price): CatalogueModel {
  return { id, name, contextTokens: 1_000_000, outputTokensMax: 128_000, prices: [price] }
}
function grok(id: string, name: string, contextTokens: number, price: Price): CatalogueModel {
  return { id, name, contextTokens, outputTokensMax: null, prices: [price] }
}
function gemini(id: string, name: string, prices: readonly Price[]): CatalogueModel {
  return { id, name, contextTokens: 1_048_576, outputTokensMax: 65_536, prices }
}

/** A dated version of a model has the price of the model: `gpt-6-luna-2026-09-22`, `claude-haiku-4-5-20251001`. */
const dated = /-(?:\d{4}-\d{2}-\d{2}|\d{8})$/

/** What is known of a model; undefined when nothing is. */
export function findModel(provider: ProviderId, model: string): CatalogueModel | undefined {
  const { models } = catalogue[provider]
  return models.find(({ id }) => id === model) ?? models.find(({ id }) => id === model.replace(dated, ''))
}

export type PricedCall = {
  readonly provider: ProviderId
  readonly model: string | null
  /** When it was asked: prices change. */
  readonly at: Date
}

/** The price that holds at that time; undefined when none is known. */
export function priceOf({ provider, model, at }: PricedCall): Price | undefined {
  const day = at.toISOString().slice(0, 10)
  return findModel(provider, model ?? '')?.prices.find(({ from }) => from <= day)
}

/**
 * What one request costs by list price, rounded up to the micro-dollar. Several requests are several costs: the price of
 * a long one is another.
 *
 * @returns null when no price is known, which is not the same as nothing; 0 for the local reader
 */
export function costOf(
  call: PricedCall,
  tokens: { readonly inputTokens: number; readonly outputTokens: number },
): MicroUsd | null {
  if (call.provider === 'local') return 0
  const price = priceOf(call)
  if (price === undefined) return null
  const { input, output } =
    price.long !== undefined && tokens.inputTokens > price.long.aboveInputTokens ? price.long : price
  return Math.ceil((tokens.inputTokens * input + tokens.outputTokens * output) / 1_000_000)
}
