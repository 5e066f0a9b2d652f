import { z } from 'zod'
import { chatWire, openAiFault } from './chat.ts'
import { type FakeFault, type FakeWire, type FaultFacts, joinTexts, retryHeader } from './wire.ts'

const responsesRequest = z.looseObject({
  model: z.string().min(1),
  input: z
    .array(
      z.looseObject({
        role: z.enum(['system', 'developer', 'user', 'assistant']),
        content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]),
      }),
    )
    .min(1),
  max_output_tokens: z.int().min(16).optional(),
  store: z.boolean().optional(),
  text: z
    .looseObject({
      format: z
        .looseObject({ type: z.string(), strict: z.boolean().optional(), schema: z.unknown() })
        .optional(),
    })
    .optional(),
})

const objectSchema = z.looseObject({ type: z.string().optional() })

/** What OpenAI's strict mode demands of every object: all members required, no others; and no bounds on texts. */
function faultOfStrictSchema(schema: unknown, at = 'root'): string | undefined {
  const parsed = objectSchema.safeParse(schema)
  if (!parsed.success) return undefined
  const { type, properties, required, additionalProperties, ...rest } = parsed.data
  for (const member of ['minLength', 'maxLength', 'format'])
    if (member in rest) return `In context=${at}, '${member}' is not permitted.`
  if (type === 'object') {
    const names = Object.keys(z.record(z.string(), z.unknown()).catch({}).parse(properties))
    const demanded = z.array(z.string()).catch([]).parse(required)
    if (additionalProperties !== false)
      return `In context=${at}, 'additionalProperties' is required to be supplied and to be false.`
    const missing = names.find((name) => !demanded.includes(name))
    if (missing !== undefined)
      return `In context=${at}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`
  }
  const parts = [
    ...Object.entries(z.record(z.string(), z.unknown()).catch({}).parse(properties)),
    ...z
      .array(z.unknown())
      .catch([])
      .parse(rest.anyOf)
      .map((part): [string, unknown] => ['anyOf', part]),
    ...(rest.items === undefined ? [] : [['items', rest.items] satisfies [string, unknown]]),
  ]
  for (const [name, part] of parts) {
    const fault = faultOfStrictSchema(part, `${at}.${name}`)
    if (fault !== undefined) return fault
  }
  return undefined
}

/** `POST /v1/responses`, as OpenAI speaks today. */
export const responsesWire: FakeWire = {
  ...chatWire,
  read(path, body) {
    if (path !== '/v1/responses') return undefined
    const parsed = responsesRequest.safeParse(body)
    if (!parsed.success) return { model: '', system: '', user: '', problem: z.prettifyError(parsed.error) }
    const { model, input, text } = parsed.data
    const fault = text?.format?.strict === true ? faultOfStrictSchema(text.format.schema) : undefined
    const said = (isSystem: boolean) =>
      input
        .filter(({ role }) => (role === 'system' || role === 'developer') === isSystem)
        .map(({ content }) => joinTexts(content))
        .join('\n')
    return {
      model,
      system: said(true),
      user: said(false),
      ...(fault === undefined ? {} : { problem: `Invalid schema for response_format 'findings': ${fault}` }),
    }
  },
  complete: ({ model, text, refusal, end, tokens }) => ({
    id: 'resp_fake',
    object: 'response',
    created_at: 1_700_000_000,
    status: end === 'stop' ? 'completed' : 'incomplete',
    error: null,
    incomplete_details:
      end === 'stop' ? null : { reason: end === 'length' ? 'max_output_tokens' : 'content_filter' },
    model,
    output:
      text === null && refusal === undefined
        ? []
        : [
            {
              id: 'msg_fake',
              type: 'message',
              role: 'assistant',
              status: end === 'stop' ? 'completed' : 'incomplete',
              content: [
                refusal === undefined
                  ? { type: 'output_text', text, annotations: [] }
                  : { type: 'refusal', refusal },
              ],
            },
          ],
    usage: {
      input_tokens: tokens.input,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: tokens.output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: tokens.input + tokens.output,
    },
  }),
}

/** xAI speaks the same protocol and refuses in its own words: a code that is a sentence, and an error that is another. */
export const xaiWire: FakeWire = { ...responsesWire, fault: xaiFault }

function xaiFault(fault: FakeFault, facts: FaultFacts) {
  const said = (status: number, code: string, error: string) => ({ status, body: { code, error } })
  switch (fault) {
    case 'invalidKey':
      return said(
        400,
        'Client specified an invalid argument',
        `Incorrect API key provided: ${facts.key}. You can obtain an API key from https://console.x.ai.`,
      )
    case 'rateLimited':
      return {
        ...said(429, 'Some resource has been exhausted', 'Too many requests for your team.'),
        headers: retryHeader(facts.retryAfter),
      }
    case 'quotaExhausted':
      return said(
        429,
        'Some resource has been exhausted',
        'Your team has either used all available credits or reached its monthly spending limit.',
      )
    case 'noSuchModel':
      return said(
        404,
        'Some requested entity was not found',
        `The model ${facts.model} does not exist or your team does not have access to it.`,
      )
    case 'badRequest':
      return said(
        400,
        'Client specified an invalid argument',
        facts.message ?? 'Argument not supported on this model.',
      )
    default:
      return openAiFault(fault, facts)
  }
}
