import {
  type Context,
  ROOT_CONTEXT,
  type Span as SdkSpan,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api'
import type { Attributes, Span, SpanRole, Tracing } from './span.ts'

const kinds: Readonly<Record<SpanRole, SpanKind>> = {
  request: SpanKind.SERVER,
  job: SpanKind.CONSUMER,
  call: SpanKind.CLIENT,
}

/** `00-<trace>-<span>-<flags>` (W3C Trace Context). */
const traceparent = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/

function contextOf(parent: string | undefined): Context {
  const [, traceId, spanId, flags] = traceparent.exec(parent ?? '') ?? []
  if (traceId === undefined || spanId === undefined) return ROOT_CONTEXT
  const traceFlags = Number.parseInt(flags ?? '00', 16)
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true })
}

function textOf(span: SdkSpan): string {
  const { traceId, spanId, traceFlags } = span.spanContext()
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`
}

type Options = { readonly endpoint: string; readonly process: string }

/** Sends spans to an OpenTelemetry collector (OTLP over HTTP). The packages for it are loaded here and nowhere else. */
export async function openTracing({ endpoint, process }: Options): Promise<Tracing> {
  const [{ BatchSpanProcessor, TracerProvider }, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ])
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/$/, '')}/v1/traces` })
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'seogo', 'service.instance.id': process }),
    spanProcessors: [new BatchSpanProcessor({ exporter, scheduledDelayMillis: 1_000 })],
  })
  const tracer = provider.getTracer('seogo')

  function begin(name: string, role: SpanRole, { parent, attributes }: Attributed = {}): Span {
    const span = tracer.startSpan(
      name,
      { kind: kinds[role], ...(attributes ? { attributes } : {}) },
      contextOf(parent),
    )
    const text = textOf(span)
    return {
      traceparent: text,
      begin: (child, childRole, of) =>
        begin(child, childRole, { parent: text, ...(of ? { attributes: of } : {}) }),
      end({ failed = false, attributes: more = {} } = {}) {
        span.setAttributes(more)
        if (failed) span.setStatus({ code: SpanStatusCode.ERROR })
        span.end()
      },
    }
  }
  return { begin, close: () => provider.shutdown() }
}

type Attributed = { readonly parent?: string; readonly attributes?: Attributes }
