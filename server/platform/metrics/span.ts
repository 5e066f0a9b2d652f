export type Attributes = Readonly<Record<string, string | number | boolean>>

/** What asks, what works, what is asked of others. */
export type SpanRole = 'request' | 'job' | 'call'

/** One piece of work of a trace. */
export type Span = {
  /** How it is named to whatever comes of it (W3C Trace Context). */
  readonly traceparent: string
  begin(name: string, role: SpanRole, attributes?: Attributes): Span
  end(outcome?: { readonly failed?: boolean; readonly attributes?: Attributes }): void
}

export type Tracing = {
  begin(
    name: string,
    role: SpanRole,
    of?: { readonly parent?: string; readonly attributes?: Attributes },
  ): Span
  close(): Promise<void>
}
