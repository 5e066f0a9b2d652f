import type { MicroUsd } from '#contract/money.ts'
import type { ProviderId } from '#features/vault/contract.ts'

type KnownModel = {
  readonly id: string
  /** Micro-dollars for a million tokens. */
  readonly perMillionTokens: MicroUsd
  /** Of a model that lets one choose: fewer numbers find nearly as well and take less room (Matryoshka). */
  readonly dimensions?: number
}

/**
 * Models for vectors, by list price. Sources, read on 2026-11-26: developers.openai.com/api/docs/models/text-embedding-3-small
 * and …-3-large; ai.google.dev/gemini-api/docs/pricing, docs/embeddings (sizes it recommends). Any other can be asked at a cost
 * that is not known; a server of one's own has none.
 */
const known: Readonly<Partial<Record<ProviderId, readonly KnownModel[]>>> = {
  openai: [
    { id: 'text-embedding-3-small', perMillionTokens: 20_000, dimensions: 1_024 },
    { id: 'text-embedding-3-large', perMillionTokens: 130_000, dimensions: 1_024 },
  ],
  gemini: [{ id: 'gemini-embedding-001', perMillionTokens: 150_000, dimensions: 768 }],
}

/** Names by which common models are known to Ollama, LM Studio, vLLM and TEI: to choose from, not to be bound by. */
const local = ['bge-m3', 'nomic-embed-text', 'embeddinggemma', 'qwen3-embedding:0.6b']

/** Models to choose from at a provider; undefined: it has none. */
export function modelsOf(provider: ProviderId): readonly string[] | undefined {
  return provider === 'openai-compatible' ? local : known[provider]?.map(({ id }) => id)
}

const find = (provider: ProviderId, model: string) => known[provider]?.find(({ id }) => id === model)

/** How many numbers a vector is to have; undefined: as the model gives them. */
export function dimensionsOf(provider: ProviderId, model: string): number | undefined {
  return find(provider, model)?.dimensions
}

/** What tokens cost by list price; null when none is known. */
export function costOfTokens(provider: ProviderId, model: string, tokens: number): MicroUsd | null {
  const price = find(provider, model)?.perMillionTokens
  return price === undefined ? null : Math.ceil((tokens * price) / 1_000_000)
}

/**
 * What a model wants to stand before a text, from the cards of the models: nomic-ai/nomic-embed-text-v1.5 ("search_query: "),
 * intfloat/multilingual-e5-large ("query: ").
 */
export function introduced(model: string, role: 'passage' | 'question', text: string): string {
  if (/nomic-embed-text/i.test(model))
    return `${role === 'question' ? 'search_query' : 'search_document'}: ${text}`
  if (/(?:^|[/_-])e5(?:[:_-]|$)/i.test(model)) return `${role === 'question' ? 'query' : 'passage'}: ${text}`
  return text
}
