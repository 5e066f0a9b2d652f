import { z } from 'zod'
import { type FakeFault, type FakeWire, type FaultFacts, joinTexts, retryHeader } from './wire.ts'

const content = z.union([z.string(), z.array(z.looseObject({ type: z.string() }))])
const messagesRequest = z.looseObject({
  model: z.string().min(1),
  max_tokens: z.int().positive(),
  system: content.optional(),
  messages: z.array(z.looseObject({ role: z.enum(['user', 'assistant']), content })).min(1),
  output_config: z.looseObject({ format: z.looseObject({ type: z.literal('json_schema') }) }).optional(),
  tools: z.array(z.looseObject({ name: z.string() })).optional(),
})

/** `POST /v1/messages`, as Anthropic speaks. */
export const messagesWire: FakeWire = {
  version: '/v1',
  keyIn: (headers) => headers['x-api-key']?.toString(),
  lacks: (headers) =>
    headers['anthropic-version'] === undefined ? 'anthropic-version: header is required' : undefined,
  read(path, body) {
    if (path !== '/v1/messages') return undefined
    const parsed = messagesRequest.safeParse(body)
    if (!parsed.success) return { model: '', system: '', user: '', problem: z.prettifyError(parsed.error) }
    const { model, system, messages } = parsed.data
    // Models since 4.7 answer 400 to it.
    const problem = 'temperature' in parsed.data ? '`temperature` is deprecated for this model.' : undefined
    return {
      model,
      system: joinTexts(system ?? ''),
      user: messages.map((message) => joinTexts(message.content)).join('\n'),
      ...(problem === undefined ? {} : { problem }),
    }
  },
  complete: ({ model, text, refusal, end, tokens, asked }) => ({
    id: 'msg_fake',
    type: 'message',
    role: 'assistant',
    model,
    content:
      text === null
        ? []
        : [
            answersByTool(asked)
              ? { type: 'tool_use', id: 'toolu_fake', name: 'json', input: JSON.parse(text) }
              : { type: 'text', text },
          ],
    stop_reason:
      refusal !== undefined || end === 'content_filter'
        ? 'refusal'
        : end === 'length'
          ? 'max_tokens'
          : answersByTool(asked)
            ? 'tool_use'
            : 'end_turn',
    stop_sequence: null,
    usage: {
      input_tokens: tokens.input,
      output_tokens: tokens.output,
      cache_creation_input_tokens: 0,
      cache_read_input_tokens: 0,
    },
  }),
  fault: anthropicFault,
  models: (ids) => ({
    data: ids.map((id) => ({ type: 'model', id, display_name: id, created_at: '2026-01-01T00:00:00Z' })),
    has_more: false,
    first_id: ids[0] ?? null,
    last_id: ids.at(-1) ?? null,
  }),
}

/** A model without structured outputs is asked to call a tool with the answer. */
const answersByTool = (asked: unknown) => messagesRequest.safeParse(asked).data?.tools !== undefined

function anthropicFault(fault: FakeFault, { model, message, retryAfter }: FaultFacts) {
  const said = (status: number, type: string, text: string) => ({
    status,
    body: { type: 'error', error: { type, message: text }, request_id: 'req_fake' },
    headers: { 'request-id': 'req_fake', ...retryHeader(retryAfter) },
  })
  switch (fault) {
    case 'invalidKey':
      return said(401, 'authentication_error', 'invalid x-api-key')
    case 'rateLimited':
      return said(429, 'rate_limit_error', 'This request would exceed your rate limit.')
    case 'quotaExhausted':
      return said(
        400,
        'invalid_request_error',
        'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade.',
      )
    case 'noSuchModel':
      return said(404, 'not_found_error', `model: ${model}`)
    case 'badRequest':
      return said(400, 'invalid_request_error', message ?? 'messages: at least one message is required')
    case 'noSuchPath':
      return said(404, 'not_found_error', 'Not Found')
    case 'serverError':
      return said(500, 'api_error', 'Internal server error')
    case 'overloaded':
      return said(529, 'overloaded_error', 'Overloaded')
    case 'timeout':
      return said(504, 'timeout_error', 'The request timed out.')
  }
}
