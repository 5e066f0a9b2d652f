import { z } from 'zod'
import { type HighlightId, highlightId, type LibraryId, type PaperId, type UserId } from '#contract/ids.ts'
import { fromCursor, toCursor } from '#contract/pages.ts'
import { Problem } from '#contract/problems.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { storableText } from '#platform/queue/storable.ts'
import type {
  changeHighlight as changeEndpoint,
  createHighlight as createEndpoint,
  HighlightFilter,
  HighlightVisibility,
  listHighlights as listEndpoint,
  listOfPaper as listOfPaperEndpoint,
} from '../contract.ts'
import { placeSelection } from './place-selection.ts'
import {
  copyOwn,
  findHighlight,
  findRemoved,
  insertHighlight,
  type Narrowing,
  selectNewest,
  selectOfPaper,
  selectOwn,
  setRemoved,
  updateHighlight,
} from './queries.ts'
import { toColumns, toHighlight } from './to-highlight.ts'

type Standing = {
  readonly libraryId: string
  readonly paperId: string
  readonly visibility: HighlightVisibility
}

/** Who sees a highlight hears of it; a private one is nobody else's business. */
function tell(tx: UserTx, userId: UserId, { libraryId, paperId, visibility }: Standing): void {
  const audience = visibility === 'library' ? { libraryId } : { userIds: [userId] }
  announce(tx, audience, [{ topic: 'highlights', id: paperId }])
}

/** The same tag once, whatever its case; in the order they were given. */
function cleanTags(tags: readonly string[]): string[] {
  const known = new Map(tags.map((tag) => [storableText(tag).normalize('NFC').toLowerCase(), tag]))
  return [...known.values()].map((tag) => storableText(tag).normalize('NFC'))
}

async function requireHighlight(tx: UserTx, id: HighlightId) {
  const row = await findHighlight(tx, id)
  if (row === undefined) throw new Problem('highlight_not_found')
  return row
}

const place = z.tuple([
  z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  highlightId,
])

/** One page of a paper's highlights. @throws Problem paper_not_found | bad_request for a cursor that is none */
export async function listOfPaper(
  tx: UserTx,
  paperId: PaperId,
  query: z.output<typeof listOfPaperEndpoint.query>,
): Promise<z.input<typeof listOfPaperEndpoint.reply>> {
  await requirePaper(tx, paperId)
  const after = query.cursor === undefined ? undefined : fromCursor(query.cursor, place)
  if (query.cursor !== undefined && !after) throw new Problem('bad_request', { where: 'cursor' })
  const rows = await selectOfPaper(tx, paperId, { fileId: query.fileId, after, limit: query.limit + 1 })
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  const next = rows.length > query.limit && last ? toCursor([last.page, last.position ?? 0, last.id]) : null
  return { items: items.map(toHighlight), next }
}

/** What a list or an export asks for, as the queries take it. */
export function toNarrowing({ q, of, ...filter }: Partial<HighlightFilter>): Narrowing {
  const words = storableText(q ?? '')
    .normalize('NFC')
    .split(/\s+/)
    .filter((word) => word !== '')
  const tag = filter.tag === undefined ? undefined : storableText(filter.tag).normalize('NFC')
  return { ...filter, tag, words: words.slice(0, 20), isMine: of === 'mine' }
}

/** One page of highlights over all papers. @throws Problem bad_request for a cursor that is none */
export async function listHighlights(
  tx: UserTx,
  { cursor, limit, ...filter }: z.output<typeof listEndpoint.query>,
): Promise<z.input<typeof listEndpoint.reply>> {
  const after = cursor === undefined ? undefined : fromCursor(cursor, z.tuple([highlightId]))
  if (cursor !== undefined && !after) throw new Problem('bad_request', { where: 'cursor' })
  const rows = await selectNewest(tx, toNarrowing(filter), { after: after?.[0], limit: limit + 1 })
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map((row) => ({ ...toHighlight(row), paperTitle: row.title })),
    next: rows.length > limit && last ? toCursor([last.id]) : null,
  }
}

/**
 * Marks a passage for the person; sharing it takes the right to change the library.
 * @throws Problem paper_not_found | file_not_found | quote_not_found | library_read_only
 */
export async function createHighlight(
  tx: UserTx,
  userId: UserId,
  { paperId, ...given }: { readonly paperId: PaperId } & z.output<typeof createEndpoint.body>,
) {
  const paper = await requirePaper(tx, paperId)
  const { anchor, ...of } = await placeSelection(tx, given)
  if (of.paperId !== paperId) throw new Problem('file_not_found')
  const libraryId = paper.libraryId as LibraryId
  const { fileId, colour, visibility } = given
  if (visibility === 'library') await requireEditableLibrary(tx, libraryId)
  const id = await insertHighlight(tx, {
    library_id: libraryId,
    paper_id: paperId,
    file_id: fileId,
    user_id: userId,
    colour,
    comment: storableText(given.comment),
    tags: cleanTags(given.tags),
    visibility,
    ...toColumns(anchor),
  })
  tell(tx, userId, { libraryId, paperId, visibility })
  return toHighlight(await requireHighlight(tx, id))
}

/** @throws Problem highlight_not_found, also for somebody else's | library_read_only */
export async function changeHighlight(
  tx: UserTx,
  userId: UserId,
  { id, ...changes }: { readonly id: HighlightId } & z.output<typeof changeEndpoint.body>,
) {
  const before = await requireHighlight(tx, id)
  if (before.user_id !== userId) throw new Problem('highlight_not_found')
  const { colour, comment, tags, visibility = before.visibility } = changes
  if (visibility === 'library') await requireEditableLibrary(tx, before.library_id)
  await updateHighlight(
    tx,
    { id, userId },
    {
      visibility,
      ...(colour && { colour }),
      ...(comment !== undefined && { comment: storableText(comment) }),
      ...(tags && { tags: cleanTags(tags) }),
    },
  )
  const where = { libraryId: before.library_id, paperId: before.paper_id }
  // Those who saw it until now hear of it as well.
  const isSeen = before.visibility === 'library' || visibility === 'library'
  tell(tx, userId, { ...where, visibility: isSeen ? 'library' : 'private' })
  return toHighlight(await requireHighlight(tx, id))
}

/** @throws Problem highlight_not_found */
export async function removeHighlight(
  tx: UserTx,
  userId: UserId,
  { id, at }: { readonly id: HighlightId; readonly at: Date },
): Promise<void> {
  const row = await setRemoved(tx, { id, userId, at })
  if (row === undefined) throw new Problem('highlight_not_found')
  tell(tx, userId, { libraryId: row.library_id, paperId: row.paper_id, visibility: row.visibility })
}

/** @throws Problem highlight_not_found | library_read_only */
export async function restoreHighlight(tx: UserTx, userId: UserId, id: HighlightId) {
  const removed = await findRemoved(tx, { id, userId })
  if (removed !== undefined) {
    if (removed.visibility === 'library') await requireEditableLibrary(tx, removed.library_id as LibraryId)
    await setRemoved(tx, { id, userId, at: null })
    const { library_id: libraryId, paper_id: paperId, visibility } = removed
    tell(tx, userId, { libraryId, paperId, visibility })
  }
  // Had back twice is had back once; nobody else's is found this way.
  const row = await requireHighlight(tx, id)
  if (row.user_id !== userId) throw new Problem('highlight_not_found')
  return toHighlight(row)
}

/**
 * Copies what the person marked in a paper to a copy of it that has its files, as private highlights: who shared them with
 * one library has not shared them with another.
 */
export async function copyHighlights(
  tx: UserTx,
  userId: UserId,
  papers: { readonly from: PaperId; readonly to: PaperId },
): Promise<void> {
  if ((await copyOwn(tx, papers)) > 0)
    announce(tx, { userIds: [userId] }, [{ topic: 'highlights', id: papers.to }])
}

/** The asking person's own highlights, the oldest first, behind the one with this id. */
export async function listOwnHighlights(tx: UserTx, after: string | undefined, limit: number) {
  return (await selectOwn(tx, after, limit)).map(toHighlight)
}
