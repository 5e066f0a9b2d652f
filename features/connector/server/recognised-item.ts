import { z } from 'zod'
import type { UserId } from '#contract/ids.ts'
import { requirePaper, textStateOf } from '#features/papers/server/papers.ts'
import type { House } from '#platform/house.ts'
import type { ProtocolReply, ProtocolRequest } from '#platform/http/protocol.ts'
import { askAgain } from './ask-again.ts'
import { readJson } from './read-body.ts'
import { json } from './reply.ts'
import { findSession, listItems } from './session-queries.ts'
import { sessionName, sessionNotFound } from './sessions.ts'
import type { Saver } from './tokens.ts'

const body = z.looseObject({ sessionID: sessionName })

type Known = { readonly isRead: boolean; readonly title: string; readonly source: string | undefined }

async function look(house: House, userId: UserId, session: string): Promise<Known | 'gone'> {
  return house.database.asUser(userId, async (tx) => {
    const found = await findSession(tx, session)
    if (!found) throw sessionNotFound()
    const [item] = await listItems(tx, found.id)
    if (!item) return 'gone'
    const paper = await requirePaper(tx, item.paper_id)
    const isRead = (await textStateOf(tx, item.paper_id)) !== 'being_read'
    return { isRead, title: paper.title, source: paper.origins.title?.source }
  })
}

/** What a saved PDF turned out to be, once it has been read; nothing when that takes longer than the extension waits. */
export async function getRecognizedItem(
  { house, body: bytes }: ProtocolRequest<undefined>,
  { userId }: Saver,
): Promise<ProtocolReply> {
  const { sessionID: session } = await readJson(bytes, body)
  const known = await askAgain(async () => {
    const seen = await look(house, userId, session)
    return seen === 'gone' || seen.isRead ? seen : undefined
  })
  if (known === undefined || known === 'gone') return { status: 204 }
  const isRecognised = known.source !== undefined && known.source !== 'file name'
  return isRecognised ? json(200, { title: known.title, itemType: 'document' }) : { status: 204 }
}
