import { z } from 'zod'
import { Secret } from '#platform/crypto/secret.ts'

const port = z.coerce.number().int().min(0).max(65_535).optional()

/** What is measured of requests, statements and jobs, and who may fetch it. */
export const metricsVariables = {
  SEOGO_METRICS: z
    .enum(['on', 'off'])
    .default('on')
    .describe('Measures requests, statements and jobs; off: the page about performance stays empty.'),
  SEOGO_METRICS_SAMPLE: z.coerce
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe(
      'Share of requests that are kept one by one for seven days, from 0 to 1. Counts and percentiles know all of them.',
    ),
  SEOGO_METRICS_REQUESTS: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(100)
    .describe(
      'So many requests a second each process keeps one by one, and as many again of those that failed or were slow; of more, a fair share. Counts and percentiles know all of them.',
    ),
  SEOGO_METRICS_SECONDS: z.coerce
    .number()
    .int()
    .min(1)
    .max(60)
    .default(10)
    .describe('How often each process writes down what it measured; the page is as fresh.'),
  SEOGO_METRICS_TOKEN: z
    .string()
    .min(16, 'needs at least 16 characters')
    .transform((text) => Secret.of(text))
    .optional()
    .describe(
      'Serves /metrics for Prometheus on the port of the API, to whoever brings this as a bearer token. Unset: not there.',
    ),
  SEOGO_METRICS_PORT: port.describe(
    'Serves /metrics of the API process on a port of its own, without a token: keep it from the public. Unset: none.',
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'An OpenTelemetry collector (OTLP over HTTP, e.g. http://127.0.0.1:4318): traces of requests, the jobs that come of them, and what those ask of others. Unset: none.',
    ),
  SEOGO_METRICS_WORKER_PORT: port.describe('The same of the worker process. Unset: none.'),
}
