import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import { type ChatRequest, chatRequest, type FakeRequest, type Reply } from './fake-provider-call.ts'
import { replies } from './fake-provider-replies.ts'

export { replies }

export type FakeProviderOptions = {
  /** The only key that is accepted; absent: no key is asked for, as with a server on the own machine. */
  readonly key?: string
  /** Kinds of `response_format` the server knows. LM Studio refuses `json_object`. */
  readonly responseFormats?: readonly ('text' | 'json_object' | 'json_schema')[]
  readonly models?: readonly string[]
}

export type FakeProvider = {
  /** What a user would enter as the provider's address. */
  readonly url: string
  /** Chat calls that arrived. */
  readonly calls: number
  /** Chat calls whose completion was written out: what a real provider would bill. */
  readonly answered: number
  /** Tokens of the answered calls. */
  readonly tokensBilled: { readonly input: number; readonly output: number }
  /** Chat calls whose caller went away before the answer. */
  readonly aborted: number
  readonly requests: readonly FakeRequest[]
  /** How the next calls are answered, one reply each; afterwards as {@link FakeProvider.otherwise} says. */
  next(...replies: Reply[]): void
  /** How every call without a reply of its own is answered; at first `replies.answer()`. */
  otherwise(reply: Reply): void
  dropsTheFirstConnection(): void
  /** Resolves when so many chat calls have arrived since the start. */
  untilCalled(count: number): Promise<void>
  /** Resolves when so many callers have gone away before their answer. */
  untilAborted(count: number): Promise<void>
  /** @throws what went wrong in the fake itself. */
  close(): Promise<void>
}

/** Starts a server on a free loopback port that speaks `POST /chat/completions` and `GET /models` as OpenAI does. */
export async function startFakeProvider(options: FakeProviderOptions = {}): Promise<FakeProvider> {
  const state = new FakeState(options)
  const server = createServer((request, response) => {
    state.handle(request, response).catch((error: unknown) => {
      state.failure ??= error
      response.destroy()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string')
    throw new Error('a TCP server has an address and a port')
  const { port } = address

  return {
    url: `http://127.0.0.1:${port}/v1`,
    get calls() {
      return state.requests.length
    },
    get answered() {
      return state.answered
    },
    get tokensBilled() {
      return state.tokensBilled
    },
    get aborted() {
      return state.aborted
    },
    requests: state.requests,
    next: (...more) => void state.planned.push(...more),
    otherwise: (reply) => {
      state.usual = reply
    },
    dropsTheFirstConnection: () => void state.planned.unshift(replies.cut()),
    untilCalled: (count) => state.until(() => state.requests.length >= count),
    untilAborted: (count) => state.until(() => state.aborted >= count),
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      if (state.failure !== undefined) throw state.failure
    },
  }
}

class FakeState {
  readonly #options: FakeProviderOptions
  readonly requests: FakeRequest[] = []
  readonly planned: Reply[] = []
  usual: Reply = replies.answer()
  answered = 0
  aborted = 0
  failure: unknown
  tokensBilled = { input: 0, output: 0 }
  #waiting: { isTrue: () => boolean; resolve: () => void }[] = []

  constructor(options: FakeProviderOptions) {
    this.#options = options
  }

  until(isTrue: () => boolean): Promise<void> {
    if (isTrue()) return Promise.resolve()
    return new Promise((resolve) => this.#waiting.push({ isTrue, resolve }))
  }

  #changed(): void {
    const due = this.#waiting.filter(({ isTrue }) => isTrue())
    this.#waiting = this.#waiting.filter((waiting) => !due.includes(waiting))
    for (const { resolve } of due) resolve()
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? ''
    const sendError = (status: number, type: string, code: string | null, message: string) =>
      sendJson(response, status, { error: { message, type, param: null, code } })

    if (this.#options.key !== undefined && request.headers.authorization !== `Bearer ${this.#options.key}`)
      return sendError(401, 'invalid_request_error', 'invalid_api_key', 'Incorrect API key provided.')
    if (request.method === 'GET' && path === '/v1/models')
      return sendJson(response, 200, {
        object: 'list',
        data: this.#models().map((id) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'fake' })),
      })
    if (request.method !== 'POST' || path !== '/v1/chat/completions')
      return sendError(404, 'invalid_request_error', null, `Unknown request URL: ${request.method} ${path}.`)

    const read = readChatRequest(await text(request))
    if (read.body === undefined) return sendError(400, 'invalid_request_error', null, read.problem)
    const { body } = read
    const format = body.response_format?.type
    const formats = this.#options.responseFormats
    if (format !== undefined && formats !== undefined && !formats.includes(format))
      return sendJson(response, 400, {
        error: `'response_format.type' must be ${formats.map((known) => `'${known}'`).join(' or ')}`,
      })
    if (this.#options.models !== undefined && !this.#options.models.includes(body.model))
      return sendError(
        404,
        'invalid_request_error',
        'model_not_found',
        `The model '${body.model}' does not exist or you do not have access to it.`,
      )
    await this.#answer({ method: 'POST', path, headers: request.headers, body }, response)
  }

  #models(): readonly string[] {
    return this.#options.models ?? ['fake-model']
  }

  async #answer(request: FakeRequest, response: ServerResponse): Promise<void> {
    const gone = new AbortController()
    let cutByFake = false
    response.on('close', () => {
      if (response.writableFinished || cutByFake) return
      this.aborted++
      gone.abort()
      this.#changed()
    })
    const reply = this.planned.shift() ?? this.usual
    this.requests.push(request)
    this.#changed()
    await reply({
      request,
      gone: gone.signal,
      json: (status, body, headers) => sendJson(response, status, body, headers),
      send: (status, body, headers) => {
        response.writeHead(status, headers)
        response.end(body)
      },
      complete: (message, finishReason = 'stop') => {
        const usage = {
          input: countTokens(JSON.stringify(request.body.messages)),
          output: countTokens(message.content ?? message.refusal ?? ''),
        }
        response.on('finish', () => {
          this.answered++
          this.tokensBilled = {
            input: this.tokensBilled.input + usage.input,
            output: this.tokensBilled.output + usage.output,
          }
        })
        sendJson(response, 200, toCompletion(request.body.model, message, finishReason, usage))
      },
      stream: async (piece) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        // Ends when the caller goes away, which the pipeline reports as an error.
        await pipeline(Readable.from(endless(piece)), response).catch(() => undefined)
      },
      cut: () => {
        cutByFake = true
        response.destroy()
      },
    })
  }
}

function* endless(piece: string): Generator<string> {
  for (;;) yield piece
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  if (response.destroyed) return
  response.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'req_fake', ...headers })
  response.end(JSON.stringify(body))
}

function readChatRequest(body: string): { body: ChatRequest } | { body?: undefined; problem: string } {
  let json: unknown
  try {
    json = JSON.parse(body)
  } catch {
    return { problem: 'We could not parse the JSON body of your request.' }
  }
  const parsed = chatRequest.safeParse(json)
  return parsed.success ? { body: parsed.data } : { problem: z.prettifyError(parsed.error) }
}

// Four characters a token is OpenAI's own rule of thumb; the fake only has to be the same each time.
function countTokens(written: string): number {
  return Math.ceil(written.length / 4)
}

function toCompletion(
  model: string,
  message: { content: string | null; refusal?: string },
  finishReason: string,
  usage: { input: number; output: number },
) {
  return {
    id: 'chatcmpl-fake',
    object: 'chat.completion',
    created: 1_700_000_000,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: message.content, refusal: message.refusal ?? null },
        logprobs: null,
        finish_reason: finishReason,
      },
    ],
    usage: {
      prompt_tokens: usage.input,
      completion_tokens: usage.output,
      total_tokens: usage.input + usage.output,
      prompt_tokens_details: { cached_tokens: 0 },
      completion_tokens_details: { reasoning_tokens: 0 },
    },
  }
}
