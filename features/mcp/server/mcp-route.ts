import { Readable } from 'node:stream'
import { may, scopeReaches } from '#contract/permissions.ts'
import { Problem } from '#contract/problems.ts'
import type { ProtocolReply, ProtocolRequest, ProtocolRoute } from '#platform/http/protocol.ts'
import { readBytes } from '#platform/http/read-bytes.ts'
import type { Caller } from '#platform/http/route.ts'
import { requireShallow } from '#platform/http/shallow.ts'
import { storable } from '#platform/queue/storable.ts'
import { mcpPath } from '../contract.ts'

/** A call names a question or fifty identifiers. */
const callMaxBytes = 256_000

/** The Model Context Protocol over Streamable HTTP, without sessions: any API process answers any request. */
export const mcpRoute: ProtocolRoute = {
  name: 'mcp.speak',
  methods: ['GET', 'POST', 'DELETE'],
  path: mcpPath,
  access: 'papers:read',
  // What a tool changes is asked of the token once more.
  isRead: true,
  protocol: {},
  handle: speak,
}

function mayWrite({ role, token }: Caller): boolean {
  const permission = 'papers:write'
  return may(role, permission) && (!token || scopeReaches(token.scope, { permission, isRead: false }))
}

/** @returns the call as JSON; undefined for what is none, which the protocol answers itself */
function parse(bytes: Buffer): unknown {
  let call: unknown
  try {
    call = JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
  // Many calls in one request would be counted as one; the protocol took them out again (2025-06-18).
  if (Array.isArray(call)) throw new Problem('bad_request', { fault: 'one call in a request' })
  requireShallow(call)
  return storable(call)
}

async function speak({
  house,
  caller,
  method,
  headers,
  body,
  note,
}: ProtocolRequest<Caller>): Promise<ProtocolReply> {
  const bytes = method === 'POST' ? await readBytes(body, callMaxBytes) : undefined
  const parsedBody = bytes && parse(bytes)
  const { createMcpHandler } = await import('@modelcontextprotocol/server')
  const { openMcpServer } = await import('./mcp-server.ts')
  const asking = { house, userId: caller.userId, mayWrite: mayWrite(caller) }
  const handler = createMcpHandler(() => openMcpServer(asking), {
    // Nothing here ever changes that could be listened to.
    maxSubscriptions: 1,
    onerror: (error) => note({ mcp: error.message.slice(0, 200) }),
  })
  const url = new URL(mcpPath, 'http://seogo.invalid')
  const request = new Request(url, { method, headers, ...(bytes && { body: bytes.toString('utf8') }) })
  const answer = await handler.fetch(request, parsedBody === undefined ? {} : { parsedBody })
  return {
    status: answer.status,
    headers: Object.fromEntries(answer.headers),
    ...(answer.body && { body: Readable.fromWeb(answer.body) }),
  }
}
