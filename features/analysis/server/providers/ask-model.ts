import {
  extractJsonMiddleware,
  generateText,
  type LanguageModelMiddleware,
  Output,
  wrapLanguageModel,
} from 'ai'
import { z } from 'zod'
import type { RemoteProviderId } from '#features/vault/contract.ts'
import type { Secret } from '#platform/crypto/secret.ts'
import type { Findings } from '../../contract.ts'
import { answerSchema } from './answer-schema.ts'
import type { Prompt } from './prompt.ts'
import { ProviderFailure, type Usage } from './provider-failure.ts'
import type { Fetch } from './provider-fetch.ts'
import { complainsAbout, kindOfFinish, toFailure } from './to-failure.ts'
import { toUsage } from './usage.ts'
import { wires } from './wires.ts'

export type AskModel = {
  readonly provider: RemoteProviderId
  readonly model: string
  readonly baseUrl: string
  readonly apiKey: Secret | null
  readonly prompt: Prompt
  readonly signal: AbortSignal
  readonly fetch: Fetch
  readonly timeoutMs: number
  readonly outputTokensMax: number
}

export type ModelAnswer = {
  readonly findings: Findings
  readonly usage: Usage | null
  /** As the provider names the one that answered. */
  readonly model: string
}

/**
 * One question to one model: one call that can cost money, no retries.
 *
 * @throws ProviderFailure
 * @throws the signal's reason when aborted
 */
export async function askModel(ask: AskModel): Promise<ModelAnswer> {
  const timeout = new AbortController()
  // Not `AbortSignal.timeout`: Node keeps such a signal, with all that listens to it, until its time has passed.
  const timer = setTimeout(() => timeout.abort(), ask.timeoutMs)
  try {
    return await askUntilUnderstood(ask, timeout.signal)
  } finally {
    clearTimeout(timer)
  }
}

/** Asks without those members that the server refuses by name. */
async function askUntilUnderstood(ask: AskModel, timeout: AbortSignal): Promise<ModelAnswer> {
  const without = new Set<string>()
  for (;;) {
    try {
      return await callOnce(ask, AbortSignal.any([ask.signal, timeout]), without)
    } catch (error) {
      ask.signal.throwIfAborted()
      if (timeout.aborted) throw new ProviderFailure('timeout')
      if (error instanceof ProviderFailure) throw error
      const refused = wires[ask.provider].dispensable.find(
        (member) => !without.has(member) && complainsAbout(error, member),
      )
      if (refused === undefined) throw toFailure(error, ask.apiKey?.reveal() ?? null)
      without.add(refused)
    }
  }
}

const unfinished: ReadonlySet<string> = new Set(['content-filter', 'length', 'error'])

async function callOnce(
  ask: AskModel,
  abortSignal: AbortSignal,
  without: ReadonlySet<string>,
): Promise<ModelAnswer> {
  const { open, sendsSchema, temperature, options } = wires[ask.provider]
  const model = await open({
    model: ask.model,
    baseUrl: ask.baseUrl.replace(/\/+$/, ''),
    apiKey: ask.apiKey?.reveal(),
    fetch: ask.fetch,
    without,
  })
  const result = await generateText({
    model: wrapLanguageModel({
      model,
      middleware: [extractJsonMiddleware({ transform: onlyTheJson }), trueEnds],
    }),
    instructions: ask.prompt.system,
    prompt: ask.prompt.user,
    output: Output.object({ schema: answerSchema(sendsSchema), name: 'findings' }),
    maxOutputTokens: ask.outputTokensMax,
    ...(temperature === undefined ? {} : { temperature }),
    ...(options === undefined ? {} : { providerOptions: options }),
    maxRetries: 0,
    abortSignal,
  })
  const usage = toUsage(result.usage)
  // Reading `output` of a call that was stopped or said nothing would throw without the tokens it cost.
  if (unfinished.has(result.finishReason) || result.text === '')
    throw new ProviderFailure(kindOfFinish(result.finishReason), { billedUsage: usage, status: 200 })
  return { findings: result.output, usage, model: result.response.modelId ?? ask.model }
}

/** How a reply of the Responses API ended: xAI's comes as an ordinary end, whatever it was. */
const endedBody = z.looseObject({
  incomplete_details: z.looseObject({ reason: z.string() }).nullish(),
  output: z.array(z.looseObject({ content: z.array(z.looseObject({ type: z.string() })).optional() })),
})

const trueEnds: LanguageModelMiddleware = {
  specificationVersion: 'v4',
  async wrapGenerate({ doGenerate }) {
    const result = await doGenerate()
    const { output = [], incomplete_details } = endedBody.safeParse(result.response?.body).data ?? {}
    const raw = incomplete_details?.reason ?? 'refusal'
    if (raw === 'max_output_tokens') return { ...result, finishReason: { unified: 'length', raw } }
    const refuses = output.some(({ content }) => content?.some(({ type }) => type === 'refusal'))
    return refuses || raw === 'content_filter'
      ? { ...result, finishReason: { unified: 'content-filter', raw } }
      : result
  },
}

/** Takes off what models put around their JSON: thoughts, fences, a sentence before and after. */
export function onlyTheJson(text: string): string {
  const afterThoughts = text.replace(/^\s*<think>[\s\S]*?<\/think>/i, '')
  const from = afterThoughts.indexOf('{')
  const to = afterThoughts.lastIndexOf('}')
  return from === -1 || to < from ? afterThoughts : afterThoughts.slice(from, to + 1)
}
