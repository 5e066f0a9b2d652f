import type { EmbeddingModel, LanguageModel } from 'ai'
import type { RemoteProviderId } from '#features/vault/contract.ts'
import type { Fetch } from './provider-fetch.ts'

// The SDK writes its warnings to the console, where they belong to no request.
globalThis.AI_SDK_LOG_WARNINGS = false

type WireCall = {
  readonly model: string
  /** Up to and including the version, without a slash at the end. */
  readonly baseUrl: string
  readonly apiKey: string | undefined
  readonly fetch: Fetch
  /** Members of the request to leave out, see {@link Wire.dispensable}. */
  readonly without: ReadonlySet<string>
}

/** How one provider is spoken to. */
type Wire = {
  /** A model object, never a name: a bare name would be sent to the SDK vendor's gateway. */
  readonly open: (call: WireCall) => Promise<Exclude<LanguageModel, string>>
  /** Whether the shape of the answer goes over the wire, and is kept by the provider; otherwise it stands in the prompt. */
  readonly sendsSchema: boolean
  /** Members that some servers refuse by name, with 400 and without doing anything: the answer is as well asked without them. */
  readonly dispensable: readonly string[]
  /** Only where every server takes one: the reasoning models of the others answer 400 to it. */
  readonly temperature?: number
  readonly options?: Record<string, Record<string, boolean>>
}

/** Each imported when it is first asked: together they weigh more than the rest of a worker. */
export const wires: Readonly<Record<RemoteProviderId, Wire>> = {
  /** `POST {baseUrl}/responses` */
  openai: {
    open: async ({ model, ...call }) =>
      (await import('@ai-sdk/openai')).createOpenAI(settingsOf(call))(model),
    sendsSchema: true,
    dispensable: [],
    // Without it OpenAI keeps what was asked and answered for thirty days.
    options: { openai: { store: false } },
  },
  /** `POST {baseUrl}/messages` */
  anthropic: {
    open: async ({ model, ...call }) =>
      (await import('@ai-sdk/anthropic')).createAnthropic(settingsOf(call))(model),
    sendsSchema: true,
    dispensable: [],
  },
  /** `POST {baseUrl}/responses` */
  xai: {
    open: async ({ model, ...call }) => (await import('@ai-sdk/xai')).createXai(settingsOf(call))(model),
    sendsSchema: true,
    dispensable: [],
    options: { xai: { store: false } },
  },
  /** `POST {baseUrl}/models/{model}:generateContent` */
  gemini: {
    open: async ({ model, ...call }) =>
      (await import('@ai-sdk/google')).createGoogleGenerativeAI(settingsOf(call))(model),
    sendsSchema: true,
    dispensable: [],
  },
  /** `POST {baseUrl}/chat/completions` */
  'openai-compatible': {
    open: async ({ model, without, ...call }) => {
      const { createOpenAICompatible } = await import('@ai-sdk/openai-compatible')
      const provider = createOpenAICompatible({
        name: 'openai-compatible',
        baseURL: call.baseUrl,
        ...(call.apiKey === undefined ? {} : { apiKey: call.apiKey }),
        fetch: call.fetch,
        transformRequestBody: (body) =>
          Object.fromEntries(Object.entries(body).filter(([member]) => !without.has(member))),
      })
      return provider(model)
    },
    sendsSchema: false,
    // LM Studio knows no `json_object`, reasoning models take no temperature, a short context cannot hold `max_tokens`.
    dispensable: ['response_format', 'temperature', 'max_tokens'],
    temperature: 0,
  },
}

type EmbeddingCall = Omit<WireCall, 'without'>

type EmbeddingWire = {
  readonly open: (call: EmbeddingCall) => Promise<Exclude<EmbeddingModel, string>>
  readonly options: (
    role: 'passage' | 'question',
    dimensions: number | undefined,
  ) => { providerOptions?: Record<string, Record<string, string | number>> }
}

const taskTypes = { passage: 'RETRIEVAL_DOCUMENT', question: 'RETRIEVAL_QUERY' } as const

/** Who makes vectors of texts; the others have no models for it. */
export const embeddingWires: Readonly<Partial<Record<RemoteProviderId, EmbeddingWire>>> = {
  /** `POST {baseUrl}/embeddings` */
  openai: {
    open: async ({ model, ...call }) =>
      (await import('@ai-sdk/openai')).createOpenAI(settingsOf(call)).embeddingModel(model),
    options: (_, dimensions) =>
      dimensions === undefined ? {} : { providerOptions: { openai: { dimensions } } },
  },
  /** `POST {baseUrl}/models/{model}:batchEmbedContents` */
  gemini: {
    open: async ({ model, ...call }) =>
      (await import('@ai-sdk/google')).createGoogleGenerativeAI(settingsOf(call)).embeddingModel(model),
    options: (role, dimensions) => ({
      providerOptions: {
        google: {
          taskType: taskTypes[role],
          ...(dimensions === undefined ? {} : { outputDimensionality: dimensions }),
        },
      },
    }),
  },
  /** `POST {baseUrl}/embeddings` */
  'openai-compatible': {
    open: async ({ model, ...call }) =>
      (await import('@ai-sdk/openai-compatible'))
        .createOpenAICompatible({
          name: 'openai-compatible',
          baseURL: call.baseUrl,
          ...(call.apiKey === undefined ? {} : { apiKey: call.apiKey }),
          fetch: call.fetch,
        })
        .embeddingModel(model),
    options: () => ({}),
  },
}

function settingsOf({ baseUrl, apiKey, fetch }: Omit<EmbeddingCall, 'model'>) {
  // An absent key would be looked for in the environment of the server, where somebody else's may stand.
  return { baseURL: baseUrl, apiKey: apiKey ?? '', fetch }
}
