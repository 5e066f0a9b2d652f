import { type EmbeddingModel, embedMany } from 'ai'
import type { OpenedKey } from '#features/vault/server/vault.ts'
import type { House } from '#platform/house.ts'
import { openAskThrough } from '../breaker/ask-through.ts'
import { ProviderFailure } from './provider-failure.ts'
import { openProviderFetch } from './provider-fetch.ts'
import { toFailure } from './to-failure.ts'
import { embeddingWires } from './wires.ts'

// Sixty-four vectors of 8,192 numbers, as JSON.
const replyBytesMax = 16_000_000

export type EmbedTexts = {
  readonly key: OpenedKey
  readonly model: string
  readonly texts: readonly string[]
  /** What the texts are: some models place questions elsewhere than what answers them. */
  readonly role: 'passage' | 'question'
  /** So many numbers, where the model lets one choose. */
  readonly dimensions?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly timeoutMs: number
}

export type Embedded = {
  /** In the order of the texts, each of length 1. */
  readonly vectors: readonly Float32Array[]
  /** As the provider counted them; null when it did not say. */
  readonly tokens: number | null
}

/**
 * Vectors of texts, by one request to a provider, through its breaker and no address that hands out credentials.
 * @throws ProviderFailure
 * @throws Problem provider_address_refused
 * @throws the signal's reason when aborted
 */
export async function embedTexts(house: House, asked: EmbedTexts): Promise<Embedded> {
  const { provider, baseUrl } = asked.key
  return await openAskThrough(house)({ provider, baseUrl, model: asked.model }, () => embedOnce(asked))
}

async function embedOnce({ key, model, texts, role, dimensions, signal, timeoutMs }: EmbedTexts) {
  const wire = embeddingWires[key.provider]
  if (wire === undefined) throw new ProviderFailure('no_such_model')
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(), timeoutMs)
  const abortSignal = signal === undefined ? timeout.signal : AbortSignal.any([signal, timeout.signal])
  try {
    const opened: EmbeddingModel = await wire.open({
      model,
      baseUrl: key.baseUrl.replace(/\/+$/, ''),
      apiKey: key.apiKey?.reveal(),
      fetch: openProviderFetch({ replyBytesMax }),
    })
    const { embeddings, usage } = await embedMany({
      model: opened,
      values: [...texts],
      maxRetries: 0,
      maxParallelCalls: 1,
      abortSignal,
      ...wire.options(role, dimensions),
    })
    return { vectors: toVectors(embeddings, texts.length), tokens: usage.tokens > 0 ? usage.tokens : null }
  } catch (error) {
    signal?.throwIfAborted()
    if (timeout.signal.aborted) throw new ProviderFailure('timeout')
    if (error instanceof ProviderFailure) throw error
    throw toFailure(error, key.apiKey?.reveal() ?? null)
  } finally {
    clearTimeout(timer)
  }
}

/** @throws ProviderFailure malformed_answer for other than one finite vector, not all zeros, for each text */
function toVectors(embeddings: readonly (readonly number[])[], count: number): Float32Array[] {
  const [first] = embeddings
  if (embeddings.length !== count || first === undefined) throw new ProviderFailure('malformed_answer')
  return embeddings.map((numbers) => {
    const length = Math.hypot(...numbers)
    const isVector =
      numbers.length === first.length && numbers.length >= 8 && Number.isFinite(length) && length > 0
    if (!isVector) throw new ProviderFailure('malformed_answer')
    return Float32Array.from(numbers, (number) => number / length)
  })
}
