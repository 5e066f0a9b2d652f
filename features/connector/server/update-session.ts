import { z } from 'zod'
import type { PaperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import {
  amendRecord,
  attachFile,
  copyRecord,
  readPaperDetail,
  removePaper,
} from '#features/papers/server/papers.ts'
import { addTags, filePapers, setTags, tagsOf } from '#features/reading/server/reading.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { ProtocolReply, ProtocolRequest } from '#platform/http/protocol.ts'
import { noteText } from './item-to-csl.ts'
import { setTarget } from './queries.ts'
import { readJson } from './read-body.ts'
import { json } from './reply.ts'
import { fileIn } from './save-records.ts'
import { type ItemRow, listItems, lockSession, setSessionNote, updateItem } from './session-queries.ts'
import { Refusal, sessionName, sessionNotFound } from './sessions.ts'
import { findTargetByName, type Target } from './targets.ts'
import type { Saver } from './tokens.ts'

const tagNames = z.union([
  z.string().transform((text) => text.split(',')),
  z.array(z.union([z.string(), z.looseObject({ tag: z.string() }).transform(({ tag }) => tag)])),
])

const body = z.looseObject({
  sessionID: sessionName,
  target: z.string().max(50).optional(),
  tags: tagNames.optional(),
  note: z.string().optional(),
})

const cleaned = (names: readonly string[]) =>
  names
    .map((name) => name.normalize('NFC').replace(/\s+/g, ' ').trim().slice(0, 120))
    .filter((name) => name !== '')

const has = (names: readonly string[], name: string) =>
  names.some((each) => each.toLowerCase() === name.toLowerCase())

/**
 * Puts an item that came with the saving into another library: its record with all that goes with it, tags and files go
 * there, and the paper leaves the first one.
 */
async function moveTo(
  tx: UserTx,
  item: ItemRow,
  { target: { libraryId }, saver }: { target: Target; saver: Saver },
): Promise<ItemRow> {
  const { tags, files } = await readPaperDetail(tx, item.paper_id)
  const { paperId, outcome } = await copyRecord(tx, item.paper_id, { libraryId, addedBy: saver.userId })
  const ofThePage = tags.map(({ name }) => name).filter((name) => !has(item.tags, name))
  await addTags(tx, libraryId, paperId, ofThePage)
  for (const { sha256, sizeBytes, name: fileName, mediaType } of files)
    await attachFile(tx, { paperId, sha256, sizeBytes, fileName, mediaType })
  await removePaper(tx, item.paper_id)
  const isNew = outcome === 'added'
  const changes = { library_id: libraryId, paper_id: paperId, collection_id: null, tags: [], is_new: isNew }
  await updateItem(tx, item, changes)
  return { ...item, ...changes }
}

async function refile(tx: UserTx, item: ItemRow, target: Target): Promise<void> {
  if (item.collection_id === target.collectionId) return
  if (item.collection_id !== null) await filePapers(tx, item.collection_id, { remove: [item.paper_id] })
  const isFiled = await fileIn(tx, target, item.paper_id)
  await updateItem(tx, item, { collection_id: isFiled ? target.collectionId : null })
}

/** Gives an item the tags of the saving instead of those it had from it; the page's own and older ones stay. */
async function retag(tx: UserTx, item: ItemRow, names: readonly string[]): Promise<void> {
  const others = (await tagsOf(tx, item.paper_id))
    .map(({ name }) => name)
    .filter((name) => !has(item.tags, name))
  await setTags(tx, item.paper_id, [...others, ...names])
  await updateItem(tx, item, { tags: names.filter((name) => !has(others, name)) })
}

/** Puts the note of the saving in the place of the one before; an empty one takes it away. */
async function renote(
  tx: UserTx,
  paperId: PaperId,
  notes: { before: string | null; after: string },
): Promise<void> {
  await amendRecord(tx, paperId, ({ annote = '', ...csl }) => {
    const rest =
      notes.before === null
        ? annote
        : annote
            .replace(notes.before, '')
            .replaceAll(/\n{3,}/g, '\n\n')
            .trim()
    const whole = [rest, notes.after].filter((part) => part !== '').join('\n\n')
    return whole === '' ? csl : { ...csl, annote: whole }
  })
}

/** What the person chose in the extension's window after the press: where to, which tags, a note. */
export async function updateSession(
  request: ProtocolRequest<undefined>,
  saver: Saver,
): Promise<ProtocolReply> {
  const wanted = await readJson(request.body, body)
  await request.house.database.asUser(saver.userId, async (tx) => {
    const session = await lockSession(tx, wanted.sessionID)
    if (!session) throw sessionNotFound()
    const target = wanted.target === undefined ? undefined : await findTargetByName(tx, wanted.target)
    if (wanted.target !== undefined && !target) throw new Refusal(400, 'COLLECTION_NOT_FOUND')
    if (target) {
      await requireEditableLibrary(tx, target.libraryId)
      await setTarget(tx, saver.tokenId, target.number)
    }
    const note = wanted.note === undefined ? undefined : noteText(wanted.note).slice(0, 50_000)
    let stayed = 0
    for (const found of await listItems(tx, session.id)) {
      const isElsewhere = target !== undefined && target.libraryId !== found.library_id
      // One that stood there before the press is its library's, with what people have written about it: it stays.
      const stays = isElsewhere && !found.is_new
      if (stays) stayed += 1
      const moves = isElsewhere && found.is_new
      const item = moves ? await moveTo(tx, found, { target, saver }) : found
      if (target && !stays) await refile(tx, item, target)
      if (wanted.tags) await retag(tx, item, cleaned(wanted.tags))
      else if (moves && found.tags.length > 0) await retag(tx, item, found.tags)
      if (note !== undefined) await renote(tx, item.paper_id, { before: session.note, after: note })
    }
    request.note({ stayed })
    if (note !== undefined) await setSessionNote(tx, session.id, note === '' ? null : note)
  })
  return json(200, {})
}
