import type { FastifyError } from 'fastify'
import { hasZodFastifySchemaValidationErrors, isResponseSerializationError } from 'fastify-type-provider-zod'
import { Problem, type ProblemDetails } from '#contract/problems.ts'
import { isDatabaseAway } from '#platform/database/away.ts'
import { isReadOnly } from '#platform/database/read-only.ts'

type Refusal = { readonly problem: Problem; readonly bug: boolean }

const byFastifyCode: Record<string, Problem['code']> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_REQ_FILE_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_INVALID_MULTIPART_CONTENT_TYPE: 'unsupported_media_type',
}

/** Reads any thrown thing as a refusal; whatever is not expected is a bug and says nothing of itself to the client. */
export function toRefusal(error: FastifyError | Error): Refusal {
  if (error instanceof Problem) return { problem: error, bug: false }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const faults = error.validation
      .slice(0, 20)
      .map((fault) => ({ at: fault.instancePath, fault: fault.message }))
    return { problem: new Problem('bad_request', { where: error.validationContext, faults }), bug: false }
  }
  if (isResponseSerializationError(error)) return { problem: new Problem('unexpected'), bug: true }
  if ('code' in error && typeof error.code === 'string') {
    const code = byFastifyCode[error.code]
    if (code) return { problem: new Problem(code), bug: false }
  }
  if (isReadOnly(error)) return { problem: new Problem('read_only'), bug: true }
  if (isDatabaseAway(error)) return { problem: new Problem('unavailable'), bug: true }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status >= 400 && status < 500)
    return { problem: new Problem('bad_request', { fault: error.message }), bug: false }
  return { problem: new Problem('unexpected'), bug: true }
}

/** The body of a refusal: RFC 9457, never with text of an unexpected error. */
export function toProblemDetails(problem: Problem, requestId: string): ProblemDetails {
  return {
    type: `urn:seogo:problem:${problem.code}`,
    title: problem.code.replaceAll('_', ' '),
    status: problem.status,
    code: problem.code,
    ...(Object.keys(problem.details).length > 0 ? { details: { ...problem.details } } : {}),
    requestId,
  }
}
