import { AISDKError, APICallError, NoObjectGeneratedError, NoOutputGeneratedError } from 'ai'
import { z } from 'zod'
import type { ProviderFailureKind } from '../../contract.ts'
import { ProviderFailure } from './provider-failure.ts'
import { toUsage } from './usage.ts'

const detailLengthMax = 300

/**
 * Puts what the AI SDK throws under one of the closed kinds.
 *
 * @param keyText the key of the call, to be blotted out where a provider repeats it
 * @returns an error safe to log; an unexpected one keeps only its name, because SDK errors carry the whole request
 */
export function toFailure(error: unknown, keyText: string | null): Error {
  if (NoObjectGeneratedError.isInstance(error)) {
    const kind = kindOfFinish(error.finishReason)
    return new ProviderFailure(kind, { billedUsage: toUsage(error.usage), status: 200 })
  }
  if (NoOutputGeneratedError.isInstance(error))
    return new ProviderFailure('malformed_answer', { status: 200 })
  if (APICallError.isInstance(error)) return fromCall(error, keyText)
  if (AISDKError.isInstance(error)) return new Error(`the AI SDK failed: ${error.name}`)
  return error instanceof Error ? error : new Error('something that is no error was thrown')
}

/** Why there is no object in an answer that did arrive. */
export function kindOfFinish(finishReason: string | undefined): ProviderFailureKind {
  if (finishReason === 'length') return 'cut_off'
  if (finishReason === 'content-filter') return 'refused'
  return 'malformed_answer'
}

/** Whether a refused request names this parameter as what it does not like. */
export function complainsAbout(error: unknown, parameter: string): boolean {
  return (
    APICallError.isInstance(error) &&
    (error.statusCode === 400 || error.statusCode === 422) &&
    (error.responseBody?.includes(parameter) ?? false)
  )
}

function fromCall(error: APICallError, keyText: string | null): ProviderFailure {
  const status = error.statusCode
  if (status === undefined) return new ProviderFailure(isTimeout(error) ? 'timeout' : 'connection_lost')
  const said = readError(error.responseBody)
  const kind = kindOfStatus(status, said)
  return new ProviderFailure(kind, {
    status,
    retryAfterMs: toRetryAfterMs(error.responseHeaders),
    detail: kind === 'invalid_key' ? null : toDetail(said.message, keyText),
  })
}

type Said = { readonly message: string | null; readonly code: string | null }

function kindOfStatus(status: number, { code, message }: Said): ProviderFailureKind {
  if (code === 'insufficient_quota' || code === 'billing_hard_limit_reached') return 'quota_exhausted'
  if (code === 'invalid_api_key') return 'invalid_key'
  if (code === 'content_filter' || code === 'content_policy_violation') return 'refused'
  if (code === 'model_not_found') return 'no_such_model'
  // The body of a 200 was not what the protocol says.
  if (status < 300) return 'malformed_answer'
  if (status === 401 || status === 403) return 'invalid_key'
  if (status === 402) return 'quota_exhausted'
  // A wrong address answers 404 too; only the sentence tells (Ollama and vLLM send no code of their own).
  if (status === 404) return /model/i.test(message ?? '') ? 'no_such_model' : 'bad_request'
  if (status === 408 || status === 504) return 'timeout'
  if (status === 429) return 'rate_limited'
  return status >= 500 ? 'overloaded' : 'bad_request'
}

const text = z.string().nullish()
// OpenAI nests the error, LM Studio sends a sentence, some gateways a bare message.
const errorBody = z.union([
  z.object({
    error: z.object({ message: text, code: z.union([z.string(), z.number()]).nullish(), type: text }),
  }),
  z.object({ error: z.string() }),
  z.object({ message: z.string() }),
])

function readError(body: string | undefined): Said {
  const parsed = errorBody.safeParse(parseJson(body ?? ''))
  if (!parsed.success) return { message: null, code: null }
  if (!('error' in parsed.data)) return { message: parsed.data.message, code: null }
  if (typeof parsed.data.error === 'string') return { message: parsed.data.error, code: null }
  const { message, code, type } = parsed.data.error
  // Ollama and vLLM say the kind of error in `type` or repeat the status as `code`.
  return { message: message ?? null, code: typeof code === 'string' ? code : (type ?? null) }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function toDetail(message: string | null, keyText: string | null): string | null {
  if (message === null) return null
  const withoutKey = keyText ? message.replaceAll(keyText, '***') : message
  const printable = withoutKey
    .toWellFormed()
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  return printable.length > detailLengthMax ? `${printable.slice(0, detailLengthMax)}…` : printable
}

/** `retry-after` in seconds or as an HTTP date (RFC 9110, 10.2.3), `retry-after-ms` where a provider is more exact. */
function toRetryAfterMs(headers: Record<string, string> | undefined): number | null {
  const milliseconds = Number(headers?.['retry-after-ms'] ?? Number.NaN)
  if (milliseconds >= 0) return Math.ceil(milliseconds)
  const retryAfter = headers?.['retry-after']?.trim()
  if (!retryAfter) return null
  const seconds = Number(retryAfter)
  if (seconds >= 0) return Math.ceil(seconds * 1000)
  const date = Date.parse(retryAfter)
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now())
}

// Node's own fetch waits 300 s for headers and for each piece of a body.
const timeoutCodes = new Set([
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'ETIMEDOUT',
])

function isTimeout(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if ('code' in cause && typeof cause.code === 'string' && timeoutCodes.has(cause.code)) return true
  return false
}
