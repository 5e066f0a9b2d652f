import { z } from 'zod'
import type { ProtocolReply, ProtocolRequest } from '#platform/http/protocol.ts'
import { readJson } from './read-body.ts'
import { json } from './reply.ts'
import { findSession } from './session-queries.ts'
import { Refusal, sessionName, sessionNotFound } from './sessions.ts'
import type { Saver } from './tokens.ts'

const body = z.looseObject({ sessionID: sessionName })

async function requireSession(
  { house, body: bytes }: ProtocolRequest<undefined>,
  saver: Saver,
): Promise<void> {
  const { sessionID } = await readJson(bytes, body)
  if (!(await house.database.asUser(saver.userId, (tx) => findSession(tx, sessionID))))
    throw sessionNotFound()
}

/** Whether Seogo itself could fetch an open copy of a paper: it fetches none yet, so the browser looks for one. */
export async function hasResolvers(
  request: ProtocolRequest<undefined>,
  saver: Saver,
): Promise<ProtocolReply> {
  await requireSession(request, saver)
  return json(200, false)
}

export async function saveFromResolver(
  request: ProtocolRequest<undefined>,
  saver: Saver,
): Promise<ProtocolReply> {
  await requireSession(request, saver)
  throw new Refusal(500, 'NO_RESOLVER')
}
