import { z } from 'zod'
import { type FakeFault, type FakeWire, type FaultFacts, joinTexts } from './wire.ts'

const parts = z.looseObject({ parts: z.array(z.looseObject({ text: z.string().optional() })) })
const generateRequest = z.looseObject({
  contents: z.array(parts.extend({ role: z.enum(['user', 'model']).optional() })).min(1),
  systemInstruction: parts.optional(),
  generationConfig: z
    .looseObject({
      responseMimeType: z.string().optional(),
      responseJsonSchema: z.unknown().optional(),
      maxOutputTokens: z.int().positive().optional(),
    })
    .optional(),
})

const path = /^\/v1beta\/models\/([^/:]+):generateContent$/

/** `POST /v1beta/models/{model}:generateContent`, as Gemini speaks. */
export const generateContentWire: FakeWire = {
  version: '/v1beta',
  keyIn: (headers) => headers['x-goog-api-key']?.toString(),
  read(at, body) {
    const model = path.exec(at)?.[1]
    if (model === undefined) return undefined
    const parsed = generateRequest.safeParse(body)
    if (!parsed.success) return { model, system: '', user: '', problem: z.prettifyError(parsed.error) }
    return {
      model: decodeURIComponent(model),
      system: joinTexts(parsed.data.systemInstruction?.parts ?? []),
      user: parsed.data.contents.map((each) => joinTexts(each.parts)).join('\n'),
    }
  },
  complete: ({ model, text, refusal, end, tokens }) => ({
    candidates:
      refusal === undefined
        ? [
            {
              ...(text === null ? {} : { content: { role: 'model', parts: [{ text }] } }),
              finishReason: { stop: 'STOP', length: 'MAX_TOKENS', content_filter: 'SAFETY' }[end],
              index: 0,
            },
          ]
        : [],
    ...(refusal === undefined ? {} : { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }),
    usageMetadata: {
      promptTokenCount: tokens.input,
      // Thoughts are counted beside the answer and billed like it.
      candidatesTokenCount: tokens.output - Math.min(5, tokens.output),
      thoughtsTokenCount: Math.min(5, tokens.output),
      totalTokenCount: tokens.input + tokens.output,
    },
    modelVersion: model,
    responseId: 'fake',
  }),
  fault: googleFault,
  models: (ids) => ({
    models: ids.map((id) => ({
      name: `models/${id}`,
      displayName: id,
      supportedGenerationMethods: ['generateContent'],
    })),
  }),
}

function googleFault(fault: FakeFault, { model, message, retryAfter }: FaultFacts) {
  const said = (code: number, status: string, text: string, details: readonly object[] = []) => ({
    status: code,
    body: { error: { code, message: text, status, details } },
  })
  const quota = (quotaId: string) => ({
    '@type': 'type.googleapis.com/google.rpc.QuotaFailure',
    violations: [{ quotaMetric: 'generativelanguage.googleapis.com/requests', quotaId }],
  })
  const exceeded = 'You exceeded your current quota, please check your plan and billing details.'
  switch (fault) {
    case 'invalidKey':
      return said(400, 'INVALID_ARGUMENT', 'API key not valid. Please pass a valid API key.', [
        { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' },
      ])
    case 'rateLimited':
      return said(429, 'RESOURCE_EXHAUSTED', exceeded, [
        quota('GenerateRequestsPerMinutePerProjectPerModel'),
        ...(retryAfter === undefined
          ? []
          : [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfter}s` }]),
      ])
    case 'quotaExhausted':
      return said(429, 'RESOURCE_EXHAUSTED', exceeded, [
        quota('GenerateRequestsPerDayPerProjectPerModel-FreeTier'),
        { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '31s' },
      ])
    case 'noSuchModel':
      return said(404, 'NOT_FOUND', `models/${model} is not found for API version v1beta.`)
    case 'badRequest':
      return said(400, 'INVALID_ARGUMENT', message ?? 'Request contains an invalid argument.')
    case 'noSuchPath':
      return said(404, 'NOT_FOUND', 'Requested entity was not found.')
    case 'serverError':
      return said(500, 'INTERNAL', 'An internal error has occurred.')
    case 'overloaded':
      return said(503, 'UNAVAILABLE', 'The service is currently unavailable.')
    case 'timeout':
      return said(504, 'DEADLINE_EXCEEDED', 'The service did not finish in time.')
  }
}
