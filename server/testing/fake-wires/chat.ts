import { z } from 'zod'
import { type FakeFault, type FakeWire, type FaultFacts, joinTexts, retryHeader } from './wire.ts'

/** The chat request as OpenAI's API takes it; unknown members pass, as they do there. */
const chatRequest = z.looseObject({
  model: z.string().min(1),
  messages: z
    .array(
      z.looseObject({
        role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
        content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]),
      }),
    )
    .min(1),
  response_format: z.looseObject({ type: z.enum(['text', 'json_object', 'json_schema']) }).optional(),
  max_tokens: z.int().positive().optional(),
  temperature: z.number().min(0).max(2).optional(),
  stream: z.literal(false).optional(),
})

/** `POST /v1/chat/completions`, as OpenAI and all who imitate it speak. */
export const chatWire: FakeWire = {
  version: '/v1',
  keyIn: ({ authorization }) => authorization?.replace(/^Bearer /, ''),
  read(path, body) {
    if (path !== '/v1/chat/completions') return undefined
    const parsed = chatRequest.safeParse(body)
    if (!parsed.success) return { model: '', system: '', user: '', problem: z.prettifyError(parsed.error) }
    const said = (isSystem: boolean) =>
      parsed.data.messages
        .filter(({ role }) => (role === 'system' || role === 'developer') === isSystem)
        .map(({ content }) => joinTexts(content))
        .join('\n')
    return { model: parsed.data.model, system: said(true), user: said(false) }
  },
  complete: ({ model, text, refusal, end, tokens }) => ({
    id: 'chatcmpl-fake',
    object: 'chat.completion',
    created: 1_700_000_000,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: text, refusal: refusal ?? null },
        logprobs: null,
        finish_reason: end,
      },
    ],
    usage: {
      prompt_tokens: tokens.input,
      completion_tokens: tokens.output,
      total_tokens: tokens.input + tokens.output,
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    },
  }),
  fault: openAiFault,
  models: (ids) => ({
    object: 'list',
    data: ids.map((id) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'fake' })),
  }),
}

const openAiError = (type: string, code: string | null, message: string) => ({
  error: { message, type, param: null, code },
})

/** What OpenAI answers when it does not answer. */
export function openAiFault(fault: FakeFault, { model, key, message, retryAfter }: FaultFacts) {
  const invalid = 'invalid_request_error'
  switch (fault) {
    case 'invalidKey':
      return {
        status: 401,
        body: openAiError(invalid, 'invalid_api_key', `Incorrect API key provided: ${key}.`),
      }
    case 'rateLimited':
      return {
        status: 429,
        body: openAiError('requests', 'rate_limit_exceeded', 'Rate limit reached for requests.'),
        headers: retryHeader(retryAfter),
      }
    case 'quotaExhausted':
      return {
        status: 429,
        body: openAiError('insufficient_quota', 'insufficient_quota', 'You exceeded your current quota.'),
      }
    case 'noSuchModel':
      return {
        status: 404,
        body: openAiError(invalid, 'model_not_found', `The model '${model}' does not exist.`),
      }
    case 'badRequest':
      return {
        status: 400,
        body: openAiError(invalid, null, message ?? 'Unrecognized request argument supplied.'),
      }
    case 'noSuchPath':
      return { status: 404, body: openAiError(invalid, null, `Unknown request URL: ${message}.`) }
    case 'serverError':
      return { status: 500, body: openAiError('server_error', null, 'The server had an error.') }
    case 'overloaded':
      return {
        status: 503,
        body: openAiError('server_error', null, 'The engine is currently overloaded.'),
        headers: retryHeader(retryAfter),
      }
    case 'timeout':
      return { status: 504, body: openAiError('server_error', null, 'The request timed out.') }
  }
}
