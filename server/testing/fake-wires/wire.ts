import type { IncomingHttpHeaders } from 'node:http'

/** What a request asks, whatever the wire. */
export type FakeQuestion = {
  readonly model: string
  /** The instructions, then what the user says. */
  readonly system: string
  readonly user: string
  /** What a real provider answers 400 to, in its own words. */
  readonly problem?: string
}

export type FakeCompletion = {
  readonly model: string
  /** Null when the model says nothing. */
  readonly text: string | null
  readonly refusal?: string
  readonly end: 'stop' | 'length' | 'content_filter'
  readonly tokens: { readonly input: number; readonly output: number }
  /** The request it answers, as it was sent. */
  readonly asked: unknown
}

export type FakeFault =
  | 'invalidKey'
  | 'rateLimited'
  | 'quotaExhausted'
  | 'noSuchModel'
  | 'badRequest'
  | 'noSuchPath'
  | 'serverError'
  | 'overloaded'
  | 'timeout'

export type FaultFacts = {
  readonly model: string
  readonly key: string
  readonly message?: string
  /** Seconds or a date, as a header says it. */
  readonly retryAfter?: string
}

export type FaultReply = {
  readonly status: number
  readonly body: unknown
  readonly headers?: Record<string, string>
}

/** One provider's HTTP interface: its paths, headers and shapes. */
export type FakeWire = {
  /** What stands before the paths, e.g. `/v1`. */
  readonly version: string
  readonly keyIn: (headers: IncomingHttpHeaders) => string | undefined
  /** Headers a real provider will not do without; undefined when all are there. */
  readonly lacks?: (headers: IncomingHttpHeaders) => string | undefined
  /** @returns undefined when the path is none of the questions. */
  readonly read: (path: string, body: unknown) => FakeQuestion | undefined
  readonly complete: (completion: FakeCompletion) => unknown
  readonly fault: (fault: FakeFault, facts: FaultFacts) => FaultReply
  readonly models: (ids: readonly string[]) => unknown
}

export const retryHeader = (retryAfter: string | undefined): Record<string, string> =>
  retryAfter === undefined ? {} : { 'retry-after': retryAfter }

/** Texts of parts, joined. */
export function joinTexts(content: string | readonly Readonly<Record<string, unknown>>[]): string {
  return typeof content === 'string' ? content : content.map(({ text }) => String(text ?? '')).join('\n')
}
