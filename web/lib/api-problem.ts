import { isProblemCode, type ProblemCode, problemDetails, problems } from '#contract/problems.ts'

/**
 * Why a call gave no answer: a refusal of the closed list, no connection, or an answer of another version of Seogo
 * than this page (it was updated while the page stayed open).
 */
export type FailureCode = ProblemCode | 'offline' | 'page_outdated'

/** A call that gave no answer; `ErrorState` and the toasts say its code in words. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly code: FailureCode
  readonly details: Readonly<Record<string, unknown>>
  readonly requestId: string | undefined

  constructor(code: FailureCode, details: Record<string, unknown> = {}, requestId?: string) {
    super(code)
    this.code = code
    this.details = details
    this.requestId = requestId
  }

  /** Whether asking again later, unchanged, can succeed. */
  get retryHelps(): boolean {
    if (this.code === 'offline') return true
    return this.code === 'page_outdated' ? false : problems[this.code].retryHelps
  }
}

/** Reads a problem+json answer; an answer that is none (a proxy's page) is judged by its status. */
export function toApiProblem(status: number, body: unknown): ApiProblem {
  const parsed = problemDetails.safeParse(body)
  if (!parsed.success)
    return new ApiProblem(isGatewayStatus(status) ? 'unavailable' : 'unexpected', { status })
  const { code, details, requestId } = parsed.data
  return new ApiProblem(isProblemCode(code) ? code : 'unexpected', details, requestId)
}

/** Any thrown value as the problem to show: what is not an ApiProblem is a fault of the page itself. */
export function asApiProblem(error: unknown): ApiProblem {
  return error instanceof ApiProblem ? error : new ApiProblem('unexpected')
}

function isGatewayStatus(status: number): boolean {
  return status === 502 || status === 503 || status === 504
}
