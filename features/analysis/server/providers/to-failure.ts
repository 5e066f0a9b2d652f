import { AISDKError, APICallError, NoObjectGeneratedError, NoOutputGeneratedError } from 'ai'
import type { ProviderFailureKind } from '../../contract.ts'
import { ProviderFailure } from './provider-failure.ts'
import { readError, type Said } from './read-error.ts'
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
    retryAfterMs: toRetryAfterMs(error.responseHeaders) ?? said.retryAfterMs,
    detail: kind === 'invalid_key' ? null : toDetail(said.message, keyText),
  })
}

/** Words for "no money left", where a provider has no code for it (Anthropic: 400, xAI: 403 or 429). */
const outOfMoney = /credit balance is too low|used all available credits|spending limit|credits are depleted/i
/** A key that is wrong, where the status does not say so (Gemini and xAI: 400). */
const wrongKey = /(?:incorrect|invalid) api key|api key not valid/i

function kindOfStatus(status: number, { code, message, reasons }: Said): ProviderFailureKind {
  const kind = code === null ? undefined : kindOfCode[code]
  if (kind !== undefined) return kind
  // The body of a 200 was not what the protocol says.
  if (status < 300) return 'malformed_answer'
  if (status === 402 || (status < 500 && outOfMoney.test(message ?? ''))) return 'quota_exhausted'
  // A day's quota of Gemini does not come back by waiting a minute.
  if (status === 429) return reasons.some((id) => id.includes('PerDay')) ? 'quota_exhausted' : 'rate_limited'
  if (status === 401 || status === 403) return 'invalid_key'
  if (status === 400 && (reasons.includes('API_KEY_INVALID') || wrongKey.test(message ?? '')))
    return 'invalid_key'
  // A wrong address answers 404 too; only the sentence tells (Ollama and vLLM send no code of their own).
  if (status === 404) return /model/i.test(message ?? '') ? 'no_such_model' : 'bad_request'
  if (status === 408 || status === 504) return 'timeout'
  return status >= 500 ? 'overloaded' : 'bad_request'
}

/** Codes that say more than the status they come with. */
const kindOfCode: Readonly<Record<string, ProviderFailureKind | undefined>> = {
  insufficient_quota: 'quota_exhausted',
  billing_hard_limit_reached: 'quota_exhausted',
  billing_error: 'quota_exhausted',
  invalid_api_key: 'invalid_key',
  authentication_error: 'invalid_key',
  content_filter: 'refused',
  content_policy_violation: 'refused',
  model_not_found: 'no_such_model',
  rate_limit_exceeded: 'rate_limited',
  rate_limit_error: 'rate_limited',
  overloaded_error: 'overloaded',
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
