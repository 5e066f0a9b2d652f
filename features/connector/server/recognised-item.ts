import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { UserId } from '#contract/ids.ts'
import { requirePaper, textStateOf } from '#features/papers/server/papers.ts'
import type { House } from '#platform/house.ts'
import type { ProtocolReply, ProtocolRequest } from '#platform/http/protocol.ts'
import { readJson } from './read-body.ts'
import { json } from './reply.ts'
import { findSession, listItems } from './session-queries.ts'
import { sessionName, sessionNotFound } from './sessions.ts'
import type { Saver } from './tokens.ts'

/** The extension gives up after 15 seconds and takes that for an error; an answer of "nothing" is better. */
const mostWaitMs = 14_000
const askAgainMs = 300

const body = z.looseObject({ sessionID: sessionName })

type Known = { readonly isRead: boolean; readonly title: string; readonly source: string | undefined }

async function look(house: House, userId: UserId, session: string): Promise<Known | undefined> {
  return house.database.asUser(userId, async (tx) => {
    const found = await findSession(tx, session)
    if (!found) throw sessionNotFound()
    const [item] = await listItems(tx, found.id)
    if (!item) return undefined
    const paper = await requirePaper(tx, item.paper_id)
    const isRead = (await textStateOf(tx, item.paper_id)) !== 'being_read'
    return { isRead, title: paper.title, source: paper.origins.title?.source }
  })
}

/**
 * What a saved PDF turned out to be, once it has been read.
 * @returns undefined when nothing was recognised, or not within `waitMs`
 */
export async function waitForRecognition(
  house: House,
  { userId, session, waitMs }: { readonly userId: UserId; readonly session: string; readonly waitMs: number },
): Promise<{ title: string; itemType: string } | undefined> {
  for (const until = Date.now() + waitMs; ; await sleep(askAgainMs)) {
    const known = await look(house, userId, session)
    if (known === undefined) return undefined
    const isKnown = known.source !== undefined && known.source !== 'file name'
    if (known.isRead) return isKnown ? { title: known.title, itemType: 'document' } : undefined
    if (Date.now() + askAgainMs > until) return undefined
  }
}

export async function getRecognizedItem(
  { house, body: bytes }: ProtocolRequest<undefined>,
  { userId }: Saver,
): Promise<ProtocolReply> {
  const { sessionID: session } = await readJson(bytes, body)
  const found = await waitForRecognition(house, { userId, session, waitMs: mostWaitMs })
  return found ? json(200, found) : { status: 204 }
}
