import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import { extractJsonMiddleware, generateText, jsonSchema, Output, wrapLanguageModel } from 'ai'
import type { Secret } from '#platform/crypto/secret.ts'
import type { Findings } from '../../contract.ts'
import type { Prompt } from './prompt.ts'
import { ProviderFailure, type Usage } from './provider-failure.ts'
import type { Fetch } from './provider-fetch.ts'
import { readAnswer } from './read-answer.ts'
import { complainsAbout, kindOfFinish, toFailure } from './to-failure.ts'
import { toUsage } from './usage.ts'

// The SDK writes its warnings to the console, where they belong to no request.
globalThis.AI_SDK_LOG_WARNINGS = false

export type AskOpenAiCompatible = {
  readonly model: string
  readonly baseUrl: string
  readonly apiKey: Secret | null
  readonly prompt: Prompt
  readonly signal: AbortSignal
  readonly fetch: Fetch
  readonly timeoutMs: number
  readonly outputTokensMax: number
}

type CompatibleAnswer = {
  readonly findings: Findings
  readonly usage: Usage | null
  readonly model: string
}

/**
 * Members of the request that some servers refuse by name, with 400 and without doing anything: LM Studio knows no
 * `json_object`, reasoning models take no temperature, a short context cannot hold `max_tokens`. The answer is as well
 * asked without them.
 */
const dispensable = ['response_format', 'temperature', 'max_tokens'] as const

/**
 * One question to a server that speaks OpenAI's chat protocol: `POST {baseUrl}/chat/completions`.
 *
 * @throws ProviderFailure
 * @throws the signal's reason when aborted
 */
export async function askOpenAiCompatible(ask: AskOpenAiCompatible): Promise<CompatibleAnswer> {
  const timeout = AbortSignal.timeout(ask.timeoutMs)
  const without = new Set<string>()
  for (;;) {
    try {
      return await callOnce(ask, AbortSignal.any([ask.signal, timeout]), without)
    } catch (error) {
      ask.signal.throwIfAborted()
      if (timeout.aborted) throw new ProviderFailure('timeout')
      const refused = dispensable.find((member) => !without.has(member) && complainsAbout(error, member))
      if (refused === undefined) throw toFailure(error, ask.apiKey?.reveal() ?? null)
      without.add(refused)
    }
  }
}

async function callOnce(
  ask: AskOpenAiCompatible,
  abortSignal: AbortSignal,
  without: ReadonlySet<string>,
): Promise<CompatibleAnswer> {
  const provider = createOpenAICompatible({
    name: 'openai-compatible',
    baseURL: ask.baseUrl.replace(/\/+$/, ''),
    ...(ask.apiKey === null ? {} : { apiKey: ask.apiKey.reveal() }),
    fetch: ask.fetch,
    transformRequestBody: (body) =>
      Object.fromEntries(Object.entries(body).filter(([member]) => !without.has(member))),
  })
  const result = await generateText({
    // A model object, never a name: a bare name would be sent to the SDK vendor's gateway.
    model: wrapLanguageModel({
      model: provider(ask.model),
      middleware: extractJsonMiddleware({ transform: onlyTheJson }),
    }),
    instructions: ask.prompt.system,
    prompt: ask.prompt.user,
    output: Output.object({ schema: answerSchema }),
    maxOutputTokens: ask.outputTokensMax,
    temperature: 0,
    maxRetries: 0,
    abortSignal,
  })
  const usage = toUsage(result.usage)
  // Reading `output` of a call that was stopped or said nothing would throw without the tokens it cost.
  if (result.finishReason === 'content-filter' || result.text === '')
    throw new ProviderFailure(kindOfFinish(result.finishReason), { billedUsage: usage, status: 200 })
  return { findings: result.output, usage, model: result.response.modelId ?? ask.model }
}

// The shape is told in the prompt (JSON mode sends no schema) and read by our own reader, which forgives more.
const answerSchema = jsonSchema<Findings>(
  { type: 'object' },
  {
    validate(value) {
      const findings = readAnswer(value)
      return findings === undefined
        ? { success: false, error: new Error('not the shape that was asked for') }
        : { success: true, value: findings }
    },
  },
)

/** Takes off what models put around their JSON: thoughts, fences, a sentence before and after. */
export function onlyTheJson(text: string): string {
  const afterThoughts = text.replace(/^\s*<think>[\s\S]*?<\/think>/i, '')
  const from = afterThoughts.indexOf('{')
  const to = afterThoughts.lastIndexOf('}')
  return from === -1 || to < from ? afterThoughts : afterThoughts.slice(from, to + 1)
}
