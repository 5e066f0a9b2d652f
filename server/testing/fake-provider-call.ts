import type { IncomingHttpHeaders } from 'node:http'
import { z } from 'zod'

/** The chat request as OpenAI's API takes it; unknown members pass, as they do there. */
export const chatRequest = z.looseObject({
  model: z.string().min(1),
  messages: z
    .array(
      z.looseObject({
        role: z.enum(['system', 'user', 'assistant', 'tool']),
        content: z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]),
      }),
    )
    .min(1),
  response_format: z.looseObject({ type: z.enum(['text', 'json_object', 'json_schema']) }).optional(),
  max_tokens: z.int().positive().optional(),
  temperature: z.number().min(0).max(2).optional(),
  stream: z.literal(false).optional(),
})
export type ChatRequest = z.infer<typeof chatRequest>

export type FakeRequest = {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: ChatRequest
}

/** One call in progress, for a reply to answer. */
export type FakeCall = {
  readonly request: FakeRequest
  /** Aborted when the caller goes away before the answer is written. */
  readonly gone: AbortSignal
  /** Sends JSON with this status. */
  json(status: number, body: unknown, headers?: Record<string, string>): void
  /** Sends any text with this status. */
  send(status: number, body: string, headers: Record<string, string>): void
  /** Sends a chat completion with its usage: a call that costs money once it is written out. */
  complete(message: { content: string | null; refusal?: string }, finishReason?: string): void
  /** Sends a 200 and repeats the piece until the caller goes away. */
  stream(piece: string): Promise<void>
  /** Cuts the connection without an answer. */
  cut(): void
}

/** How a fake provider answers one call. */
export type Reply = (call: FakeCall) => void | Promise<void>
