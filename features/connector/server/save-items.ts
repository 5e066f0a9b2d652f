import { z } from 'zod'
import type { ProtocolReply, ProtocolRequest } from '#platform/http/protocol.ts'
import { toMappedItem } from './item-to-csl.ts'
import { readJson } from './read-body.ts'
import { json } from './reply.ts'
import { beginSession, saveRecord } from './save-records.ts'
import { sessionName } from './sessions.ts'
import type { Saver } from './tokens.ts'
import { type ZoteroItem, zoteroItem } from './zotero-item.ts'

/** Papers of one press: a page of search results has at most some hundreds. */
const itemsMax = 1_000
/** A publisher sends the whole classification of a journal as keywords; so many are no tags any more. */
const tagsMax = 30
/** The item as it came, kept for what has no place in the record. */
const verbatimMax = 200_000

const body = z.looseObject({ sessionID: sessionName, items: z.array(zoteroItem).min(1).max(itemsMax) })

/** What a publisher's page says of a work, as a record; the item itself goes along. */
export function toSavedRecord(item: ZoteroItem, place: number) {
  const { csl, citationKey, tags } = toMappedItem(item)
  const written = JSON.stringify(item)
  return {
    name: item.id ?? `item ${place}`,
    csl,
    citationKey,
    verbatim: written.length > verbatimMax ? undefined : written,
    tags: tags.slice(0, tagsMax),
  }
}

/** Saves what the extension found on a page, all of it or, when it is refused, nothing. */
export async function saveItems(request: ProtocolRequest<undefined>, saver: Saver): Promise<ProtocolReply> {
  const { sessionID, items } = await readJson(request.body, body)
  const ids = await request.house.database.asUser(saver.userId, async (tx) => {
    const { session, target } = await beginSession(tx, saver, sessionID)
    const saved: string[] = []
    for (const [place, item] of items.entries()) {
      const saving = { sessionId: session.id, saver, target, place }
      saved.push(await saveRecord(tx, saving, toSavedRecord(item, place)))
    }
    return saved
  })
  request.note({ papers: ids.length })
  return json(201, { items: items.map(({ id, itemType, title }) => ({ id, itemType, title })) })
}
