import { randomUUID } from 'node:crypto'
import { readBibliography, UnreadableBibliography } from '#features/imports/server/imports.ts'
import { zoteroTypeOf } from '#features/sources/server/sources.ts'
import type { ProtocolReply, ProtocolRequest } from '#platform/http/protocol.ts'
import { readBytes } from '#platform/http/read-bytes.ts'
import { recordsMaxBytes } from './read-body.ts'
import { json } from './reply.ts'
import { beginSession, saveRecord } from './save-records.ts'
import type { Saver } from './tokens.ts'

/** Takes a bibliography that the browser was about to download. */
export async function importText(request: ProtocolRequest<undefined>, saver: Saver): Promise<ProtocolReply> {
  const bytes = await readBytes(request.body, recordsMaxBytes)
  const name = request.query.get('session')?.slice(0, 200)
  const read = await readBibliography(bytes, 'import').catch((error: unknown) => {
    if (error instanceof UnreadableBibliography) return undefined
    throw error
  })
  if (read === undefined || read.entries.length === 0) return json(400, { error: 'IMPORT_FORMAT_UNKNOWN' })
  await request.house.database.asUser(saver.userId, async (tx) => {
    const { session, target } = await beginSession(tx, saver, name || randomUUID())
    for (const [place, { csl, citationKey, verbatim, keywords }] of read.entries.entries()) {
      const saving = { sessionId: session.id, saver, target, place }
      await saveRecord(tx, saving, {
        name: `entry ${place}`,
        csl,
        citationKey,
        verbatim,
        tags: keywords.slice(0, 30),
      })
    }
  })
  return json(
    201,
    read.entries.map(({ csl }) => ({ itemType: zoteroTypeOf(csl.type), title: csl.title ?? '' })),
  )
}
