import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { z } from 'zod'
import type { FakeCall, FakeRequest, Reply } from './fake-provider-call.ts'
import { replies } from './fake-provider-replies.ts'
import { chatWire } from './fake-wires/chat.ts'
import { generateContentWire } from './fake-wires/generate-content.ts'
import { messagesWire } from './fake-wires/messages.ts'
import { responsesWire, xaiWire } from './fake-wires/responses.ts'
import type { FakeWire } from './fake-wires/wire.ts'

export { replies }

const wires = {
  'openai-compatible': chatWire,
  openai: responsesWire,
  anthropic: messagesWire,
  xai: xaiWire,
  gemini: generateContentWire,
} as const satisfies Record<string, FakeWire>
export type FakeWireName = keyof typeof wires

export type FakeProviderOptions = {
  /** Whose paths, headers and shapes it has; `openai-compatible` when absent. */
  readonly wire?: FakeWireName
  /** The only key that is accepted; absent: no key is asked for, as with a server on the own machine. */
  readonly key?: string
  /** Kinds of `response_format` the server knows. LM Studio refuses `json_object`. */
  readonly responseFormats?: readonly ('text' | 'json_object' | 'json_schema')[]
  readonly models?: readonly string[]
}

export type FakeProvider = {
  /** What a user would enter as the provider's address. */
  readonly url: string
  /** Questions that arrived. */
  readonly calls: number
  /** Questions whose completion was written out: what a real provider would bill. */
  readonly answered: number
  /** The answered calls, each with its tokens. */
  readonly billed: readonly {
    readonly request: FakeRequest
    readonly input: number
    readonly output: number
  }[]
  /** Questions that an error was written out for. */
  readonly refused: number
  /** Tokens of the answered calls. */
  readonly tokensBilled: { readonly input: number; readonly output: number }
  /** Questions whose caller went away before the answer. */
  readonly aborted: number
  readonly requests: readonly FakeRequest[]
  /** How the next calls are answered, one reply each; afterwards as {@link FakeProvider.otherwise} says. */
  next(...replies: Reply[]): void
  /** How every call without a reply of its own is answered; at first `replies.answer()`. */
  otherwise(reply: Reply): void
  dropsTheFirstConnection(): void
  /** Resolves when so many questions have arrived since the start. */
  untilCalled(count: number): Promise<void>
  /** Resolves when so many callers have gone away before their answer. */
  untilAborted(count: number): Promise<void>
  /** @throws what went wrong in the fake itself. */
  close(): Promise<void>
}

/** Starts a server on a free loopback port that answers questions and `GET /models` as the named provider does. */
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
    url: `http://127.0.0.1:${port}${wires[options.wire ?? 'openai-compatible'].version}`,
    get calls() {
      return state.requests.length
    },
    get answered() {
      return state.answered
    },
    get billed() {
      return state.billed
    },
    get refused() {
      return state.refused
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
  readonly #wire: FakeWire
  readonly requests: FakeRequest[] = []
  readonly planned: Reply[] = []
  usual: Reply = replies.answer()
  answered = 0
  aborted = 0
  refused = 0
  readonly billed: FakeProvider['billed'][number][] = []
  failure: unknown
  tokensBilled = { input: 0, output: 0 }
  #waiting: { isTrue: () => boolean; resolve: () => void }[] = []

  constructor(options: FakeProviderOptions) {
    this.#options = options
    this.#wire = wires[options.wire ?? 'openai-compatible']
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
    const wire = this.#wire
    const path = (request.url ?? '').replace(/\?.*$/, '')
    const key = wire.keyIn(request.headers) ?? ''
    const refuse = (...[fault, facts = {}]: Parameters<FakeCall['fault']>) => {
      const { status, body, headers } = wire.fault(fault, { model: '', key, ...facts })
      sendJson(response, facts.status ?? status, body, { ...headers, ...facts.headers })
    }
    if (this.#options.key !== undefined && key !== this.#options.key) return refuse('invalidKey')
    const lacking = wire.lacks?.(request.headers)
    if (lacking !== undefined) return refuse('badRequest', { message: lacking })
    if (request.method === 'GET' && path === `${wire.version}/models`)
      return sendJson(response, 200, wire.models(this.#models()))

    const body = toJson(await text(request))
    const question = request.method === 'POST' ? wire.read(path, body) : undefined
    if (question === undefined) return refuse('noSuchPath', { message: `${request.method} ${path}` })
    const problem = question.problem ?? this.#problemOf(body)
    if (problem !== undefined) return refuse('badRequest', { message: problem })
    const { model } = question
    if (this.#options.models !== undefined && !this.#options.models.includes(model))
      return refuse('noSuchModel', { model })
    const asked = { ...question, method: 'POST', path, headers: request.headers, body: members.parse(body) }
    await this.#answer(asked, response, refuse)
  }

  #problemOf(body: unknown): string | undefined {
    const formats: readonly string[] | undefined = this.#options.responseFormats
    const format = withFormat.safeParse(body).data?.response_format?.type
    return format === undefined || formats === undefined || formats.includes(format)
      ? undefined
      : `'response_format.type' must be ${formats.map((known) => `'${known}'`).join(' or ')}`
  }

  #models(): readonly string[] {
    return this.#options.models ?? ['fake-model']
  }

  async #answer(request: FakeRequest, response: ServerResponse, refuse: FakeCall['fault']): Promise<void> {
    const gone = new AbortController()
    let cutByFake = false
    response.on('close', () => {
      if (response.writableFinished || cutByFake) return
      this.aborted++
      gone.abort()
      this.#changed()
    })
    response.on('finish', () => {
      if (response.statusCode >= 400) this.refused++
    })
    const reply = this.planned.shift() ?? this.usual
    this.requests.push(request)
    this.#changed()
    await reply({
      request,
      gone: gone.signal,
      fault: (fault, facts) => refuse(fault, { model: request.model, ...facts }),
      send: (status, body, headers) => {
        response.writeHead(status, headers)
        response.end(body)
      },
      complete: (message, end = 'stop') => {
        const tokens = {
          input: countTokens(request.system + request.user),
          output: countTokens(message.content ?? message.refusal ?? ''),
        }
        response.on('finish', () => {
          this.answered++
          this.billed.push({ request, ...tokens })
          this.tokensBilled = {
            input: this.tokensBilled.input + tokens.input,
            output: this.tokensBilled.output + tokens.output,
          }
        })
        const { content, ...rest } = message
        const body = this.#wire.complete({
          model: request.model,
          text: content,
          ...rest,
          end,
          tokens,
          asked: request.body,
        })
        sendJson(response, 200, body)
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

const members = z.record(z.string(), z.unknown())
const withFormat = z.looseObject({ response_format: z.looseObject({ type: z.string() }).optional() })

function toJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

// Four characters a token is OpenAI's own rule of thumb; the fake only has to be the same each time.
function countTokens(written: string): number {
  return Math.ceil(written.length / 4)
}
