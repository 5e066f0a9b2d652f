import { z } from 'zod'
import type { PaperId } from '#contract/ids.ts'
import { readPaperDetail } from '#features/papers/server/papers.ts'
import { openCopyState, requestOpenCopy } from '#features/sources/server/sources.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { ProtocolReply, ProtocolRequest } from '#platform/http/protocol.ts'
import { askAgain } from './ask-again.ts'
import { readJson } from './read-body.ts'
import { json, text } from './reply.ts'
import { findSession, listItems } from './session-queries.ts'
import { Refusal, sessionName, sessionNotFound } from './sessions.ts'
import type { Saver } from './tokens.ts'

const body = z.looseObject({ sessionID: sessionName, itemID: z.coerce.string() })
type Named = z.infer<typeof body>

/** @throws Refusal SESSION_NOT_FOUND | ITEM_NOT_FOUND */
async function paperOf(tx: UserTx, { sessionID, itemID }: Named): Promise<PaperId> {
  const session = await findSession(tx, sessionID)
  if (!session) throw sessionNotFound()
  const item = (await listItems(tx, session.id)).find(({ name }) => name === itemID)
  if (!item) throw new Refusal(400, 'ITEM_NOT_FOUND')
  return item.paper_id
}

/** Whether Seogo may find an open copy where the browser found no file. */
export async function hasResolvers(
  { house, body: bytes }: ProtocolRequest<undefined>,
  { userId }: Saver,
): Promise<ProtocolReply> {
  const named = await readJson(bytes, body)
  const state = await house.database.asUser(userId, async (tx) =>
    openCopyState(tx, house, await paperOf(tx, named)),
  )
  return json(200, state !== 'none')
}

type Step = { readonly name: string } | 'none' | undefined

/** Fetches the open copy that a source knows, and says its name when it came while the extension waits. */
export async function saveFromResolver(
  { house, body: bytes, note }: ProtocolRequest<undefined>,
  { userId }: Saver,
): Promise<ProtocolReply> {
  const named = await readJson(bytes, body)
  let isAsked = false
  const step = async (tx: UserTx): Promise<Step> => {
    const paperId = await paperOf(tx, named)
    const { files } = await readPaperDetail(tx, paperId)
    const file = files.find(({ mediaType }) => mediaType === 'application/pdf')
    if (file) return file
    if (isAsked) return undefined
    const state = await openCopyState(tx, house, paperId)
    if (state === 'known') {
      await requestOpenCopy(tx, house, paperId)
      isAsked = true
    }
    return state === 'none' ? 'none' : undefined
  }
  const end = await askAgain(() => house.database.asUser(userId, step))
  note({ outcome: typeof end === 'object' ? 'fetched' : isAsked ? 'being fetched' : 'none' })
  if (typeof end === 'object') return text(201, end.name)
  // What was asked for still comes; the extension cannot be told so and shows that it has no file.
  throw new Refusal(500, isAsked ? 'STILL_FETCHING' : 'NO_RESOLVER')
}
