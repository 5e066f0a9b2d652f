import type { ProtocolReply } from '#platform/http/protocol.ts'

export function json(status: number, body: unknown): ProtocolReply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
  }
}

export function text(status: number, body: string): ProtocolReply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body }
}
