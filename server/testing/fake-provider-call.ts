import type { IncomingHttpHeaders } from 'node:http'
import type { FakeFault, FakeQuestion, FaultFacts } from './fake-wires/wire.ts'

export type FakeRequest = FakeQuestion & {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  /** As it was sent. */
  readonly body: Readonly<Record<string, unknown>>
}

/** One call in progress, for a reply to answer. */
export type FakeCall = {
  readonly request: FakeRequest
  /** Aborted when the caller goes away before the answer is written. */
  readonly gone: AbortSignal
  /** Refuses as this provider does; `status` stands for its own where it has several. */
  fault(
    fault: FakeFault,
    facts?: Partial<FaultFacts> & { status?: number; headers?: Record<string, string> },
  ): void
  /** Sends any text with this status. */
  send(status: number, body: string, headers: Record<string, string>): void
  /** Sends an answer with its usage: a call that costs money once it is written out. */
  complete(
    message: { content: string | null; refusal?: string },
    end?: 'stop' | 'length' | 'content_filter',
  ): void
  /** Sends a 200 and repeats the piece until the caller goes away. */
  stream(piece: string): Promise<void>
  /** Cuts the connection without an answer. */
  cut(): void
}

/** How a fake provider answers one call. */
export type Reply = (call: FakeCall) => void | Promise<void>
