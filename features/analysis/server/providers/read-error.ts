import { z } from 'zod'

/** What a provider says about a request it did not answer, whatever the shape. */
export type Said = {
  readonly message: string | null
  /** Its own word for the kind of error. */
  readonly code: string | null
  /** Gemini's reasons, e.g. `API_KEY_INVALID`, and the names of the limits that were hit. */
  readonly reasons: readonly string[]
  /** Gemini says in the body how long to wait. */
  readonly retryAfterMs: number | null
}

const text = z.string().nullish()
const detail = z.looseObject({
  reason: text,
  retryDelay: text,
  violations: z
    .array(z.looseObject({ quotaId: text }))
    .nullish()
    .catch(null),
})

/**
 * OpenAI, Anthropic and Gemini nest the error; xAI says a sentence beside its code, LM Studio a sentence alone, some
 * gateways a bare message.
 */
const errorBody = z.union([
  z.object({
    error: z.object({
      message: text,
      code: z.union([z.string(), z.number()]).nullish(),
      type: text,
      status: text,
      details: z.array(detail).nullish().catch(null),
    }),
  }),
  z
    .object({ error: z.string(), code: text.catch(null) })
    .transform(({ error, code }) => ({ message: error, code: code ?? null })),
  z.object({ message: z.string() }).transform(({ message }) => ({ message, code: null })),
])

export function readError(body: string | undefined): Said {
  const nothing = { message: null, code: null, reasons: [], retryAfterMs: null }
  const parsed = errorBody.safeParse(parseJson(body ?? ''))
  if (!parsed.success) return nothing
  if (!('error' in parsed.data)) return { ...nothing, ...parsed.data }
  const { message, code, type, status, details } = parsed.data.error
  return {
    message: message ?? null,
    // Ollama and vLLM say the kind of error in `type` or repeat the status as `code`; Anthropic knows only `type`.
    code: typeof code === 'string' ? code : (status ?? type ?? null),
    reasons: (details ?? []).flatMap(({ reason, violations }) => [
      ...(reason ? [reason] : []),
      ...(violations ?? []).flatMap(({ quotaId }) => (quotaId ? [quotaId] : [])),
    ]),
    retryAfterMs: toDelayMs(details?.find(({ retryDelay }) => retryDelay)?.retryDelay),
  }
}

/** `34s` or `0.5s`, as google.protobuf.Duration is written in JSON. */
function toDelayMs(delay: string | null | undefined): number | null {
  const seconds = /^(\d+(?:\.\d+)?)s$/.exec(delay ?? '')?.[1]
  return seconds === undefined ? null : Math.ceil(Number(seconds) * 1000)
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
