import { z } from 'zod'
import { type LibraryId, libraryId as libraryIdSchema, paperId, type TagId, tagId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { tagColour } from '#contract/tag-colours.ts'
import { lockLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { announce, type UserTx, userOf } from '#platform/database/transactions.ts'
import * as queries from './tag-tree-queries.ts'

const undo = z.strictObject({
  /** Tags as they stood, those outside first. */
  before: z.array(
    z.strictObject({
      id: tagId,
      name: z.string(),
      parent_id: tagId.nullable(),
      colour: tagColour.nullable(),
    }),
  ),
  /** Which papers carried a tag that is gone. */
  carried: z.array(
    z.strictObject({ tagId, papers: z.array(z.strictObject({ paperId, addedAt: z.string() })) }),
  ),
  /** Which papers a tag was given that did not have it. */
  given: z.array(z.strictObject({ tagId, paperIds: z.array(paperId) })),
  /** Tags made on the way. */
  made: z.array(tagId),
  /** Addresses of bibliographies that were pointed elsewhere. */
  links: z.array(z.strictObject({ from: tagId, to: tagId, ids: z.array(z.uuid()) })),
})

/** What a change of tags did, gathered while it is done. */
export type TagWayBack = z.infer<typeof undo>

export function emptyWayBack(before: readonly queries.TreeTag[]): TagWayBack {
  return { before: [...before], carried: [], given: [], made: [], links: [] }
}

/** Tells everybody of the library what has to be read again. */
export function announceTags(tx: UserTx, libraryId: LibraryId): void {
  announce(tx, { libraryId }, [
    { topic: 'tags' },
    { topic: 'papers' },
    { topic: 'paper' },
    // Kept filters name tags.
    { topic: 'collections' },
  ])
}

/** Keeps the way back. @returns its id */
export async function keepWayBack(tx: UserTx, libraryId: LibraryId, way: TagWayBack): Promise<string> {
  const userId = userOf(tx)
  if (!userId) throw new Error('a change of tags is somebody’s')
  return queries.insertTagChange(tx, { libraryId, userId, undo: JSON.stringify(way) })
}

/**
 * Takes a change of tags back: names, places and colours as they stood, and each paper carries again what it carried.
 * @throws Problem tag_change_not_found when there is none, or it is taken back already | library_read_only |
 * tag_name_taken when another tag has one of the names by now
 */
export async function takeBackTagChange(tx: UserTx, id: string): Promise<void> {
  const change = await queries.findTagChange(tx, id)
  if (!change || change.undone_at !== null) throw new Problem('tag_change_not_found')
  const libraryId = await requireEditableLibrary(tx, libraryIdSchema.parse(change.library_id))
  await lockLibrary(tx, libraryId)
  const way = undo.parse(change.undo)
  for (const { tagId: each, paperIds } of way.given) await queries.takeFrom(tx, libraryId, each, paperIds)
  await restoreTags(tx, libraryId, way)
  for (const { tagId: each, papers } of way.carried) await queries.giveBack(tx, libraryId, each, papers)
  for (const { from, to, ids } of way.links)
    await queries.moveLinks(tx, libraryId, { from: to, to: from, only: ids })
  await queries.deleteIfBare(tx, libraryId, way.made.toReversed())
  await queries.settleTagChange(tx, id)
  announceTags(tx, libraryId)
}

async function restoreTags(tx: UserTx, libraryId: LibraryId, { before }: TagWayBack): Promise<void> {
  const ids = new Set<TagId>(before.map(({ id }) => id))
  const named = await queries.findTagsNamed(
    tx,
    libraryId,
    before.map(({ name }) => name),
  )
  const taken = named.find(({ id }) => !ids.has(id))
  if (taken) throw new Problem('tag_name_taken', { name: taken.name, tagId: taken.id })
  await queries.deleteAliases(tx, libraryId, [...ids])
  // From a name of nobody's to its own: two tags that changed names with each other would stand in each other's way.
  for (const tag of before) {
    await queries.looseChildren(tx, libraryId, tag.id)
    await queries.putTag(tx, libraryId, { ...tag, name: `\u{e000}${tag.id}`, parent_id: null })
  }
  for (const tag of before) {
    const parent = tag.parent_id === null ? undefined : await queries.findTag(tx, tag.parent_id)
    const stands = parent !== undefined && tag.name.startsWith(`${parent.name}/`)
    await queries.putTag(tx, libraryId, { ...tag, parent_id: stands ? tag.parent_id : null })
  }
}
