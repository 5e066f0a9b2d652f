import type { z } from 'zod'
import type { LibraryId, TagId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { lockLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type {
  changeTag as changeEndpoint,
  createTag as createEndpoint,
  mergeTags as mergeEndpoint,
  removeTags as removeEndpoint,
} from '../contract.ts'
import { graft, ownNameOf, tagInTheWay } from './graft-tags.ts'
import { requireTag } from './list-tags.ts'
import { cleanTagName, segmentsOf } from './tag-names.ts'
import { tagAtPath } from './tag-paths.ts'
import type { TreeTag } from './tag-tree-queries.ts'
import * as queries from './tag-tree-queries.ts'
import { announceTags, emptyWayBack, keepWayBack, type TagWayBack } from './tag-way-back.ts'

/** @throws Problem tag_not_found | library_read_only */
async function requireEditable(tx: UserTx, id: TagId) {
  const row = await queries.findTag(tx, id)
  if (!row) throw new Problem('tag_not_found')
  await requireEditableLibrary(tx, row.library_id)
  await lockLibrary(tx, row.library_id)
  return row
}

/** @throws Problem bad_request for a name of nothing but blanks */
function requireName(given: string): string {
  const name = cleanTagName(given)
  if (name === '') throw new Problem('bad_request', { field: 'name' })
  return name
}

/**
 * Makes a tag, at the top or within another; slashes in its name nest.
 * @throws Problem library_not_found | library_read_only | tag_not_found (the parent) | tag_name_taken | tag_too_deep
 */
export async function createTag(tx: UserTx, wanted: z.output<typeof createEndpoint.body>) {
  const name = requireName(wanted.name)
  const parent = wanted.parentId ? await requireEditable(tx, wanted.parentId) : undefined
  const libraryId = parent?.library_id ?? (await requireEditableLibrary(tx, wanted.libraryId))
  if (parent && wanted.libraryId !== undefined && wanted.libraryId !== libraryId)
    throw new Problem('tag_not_found')
  await lockLibrary(tx, libraryId)
  const segments = segmentsOf(name)
  const path = parent ? [parent.name, ...segments] : segments
  const [same] = await queries.findTagsNamed(tx, libraryId, [path.join('/'), ...(parent ? [] : [name])])
  if (same) throw new Problem('tag_name_taken', { name: same.name, tagId: same.id })
  const { tag } = await tagAtPath(tx, libraryId, path)
  if (wanted.colour !== undefined) await queries.updateTag(tx, tag.id, { colour: wanted.colour })
  announceTags(tx, libraryId)
  return requireTag(tx, tag.id)
}

type Change = z.output<typeof changeEndpoint.body>

/** Where a tag is to stand, and what was made for it. */
async function placeWanted(tx: UserTx, tag: TreeTag & { library_id: LibraryId }, wanted: Change) {
  const libraryId = tag.library_id
  const before = tag.parent_id === null ? undefined : await queries.findTag(tx, tag.parent_id)
  let parent = before
  if (wanted.parentId !== undefined) {
    parent = wanted.parentId === null ? undefined : await queries.findTag(tx, wanted.parentId)
    if (wanted.parentId !== null && parent?.library_id !== libraryId) throw new Problem('tag_not_found')
  }
  const ownBefore = ownNameOf(tag.name, before?.name)
  let own = wanted.name === undefined ? ownBefore : requireName(wanted.name)
  let made: TagId[] = []
  // A tag whose own name has slashes ("TCP/IP") keeps them as letters, until it is told to stand at them.
  const nests = wanted.nests === true || (wanted.name !== undefined && !ownBefore.includes('/'))
  const segments = nests ? segmentsOf(own) : [own]
  if (segments.length > 1) {
    const above = parent ? [parent.name, ...segments.slice(0, -1)] : segments.slice(0, -1)
    const found = await tagAtPath(tx, libraryId, above)
    parent = { ...found.tag, library_id: libraryId }
    made = found.made
  }
  own = segments.at(-1) ?? own
  return { name: parent ? `${parent.name}/${own}` : own, parentId: parent?.id ?? null, made }
}

/**
 * Renames a tag, moves it within another or colours it; those within it come along.
 * @throws Problem tag_not_found | library_read_only | tag_too_deep | tag_within_itself | tag_name_taken unless `merges`: then
 * it becomes one with the tag of that name
 */
export async function changeTag(tx: UserTx, id: TagId, wanted: Change) {
  const before = await requireEditable(tx, id)
  const libraryId = before.library_id
  const subtree = await queries.listSubtree(tx, libraryId, [id])
  const way = emptyWayBack(subtree)
  const place = await placeWanted(tx, before, wanted)
  way.made.push(...place.made)
  if (subtree.some((tag) => tag.id === place.parentId)) throw new Problem('tag_within_itself')
  const root = { id, name: before.name, parent_id: before.parent_id, colour: before.colour }
  const inTheWay = await tagInTheWay(tx, libraryId, { root, subtree, name: place.name })
  if (inTheWay && wanted.merges !== true) {
    throw new Problem('tag_name_taken', { name: inTheWay.name, tagId: inTheWay.id })
  }
  const standsAt = await graft(tx, libraryId, { source: root, place, way })
  if (wanted.colour !== undefined) await queries.updateTag(tx, standsAt, { colour: wanted.colour })
  return finish(tx, libraryId, standsAt, way)
}

async function finish(tx: UserTx, libraryId: LibraryId, id: TagId, way: TagWayBack) {
  announceTags(tx, libraryId)
  return { tag: await requireTag(tx, id), changeId: await keepWayBack(tx, libraryId, way) }
}

/**
 * Makes several tags one: its papers are theirs, and what stood within them stands within it.
 * @throws Problem tag_not_found | library_read_only | tag_within_itself when it stands within one of them
 */
export async function mergeTags(tx: UserTx, wanted: z.output<typeof mergeEndpoint.body>) {
  const target = await requireEditable(tx, wanted.intoId)
  const libraryId = target.library_id
  const ids = [...new Set(wanted.tagIds)].filter((id) => id !== target.id)
  const sources = await queries.listSubtree(tx, libraryId, ids)
  if (!ids.every((id) => sources.some((tag) => tag.id === id))) throw new Problem('tag_not_found')
  if (sources.some((tag) => tag.id === target.id)) throw new Problem('tag_within_itself')
  const way = emptyWayBack(sources)
  for (const id of ids) {
    const source = await queries.findTag(tx, id)
    if (!source) continue
    const { library_id: _, ...tag } = source
    await graft(tx, libraryId, { source: tag, place: { name: target.name, parentId: target.parent_id }, way })
  }
  return finish(tx, libraryId, target.id, way)
}

/**
 * Removes tags with all within them; the papers stay.
 * @throws Problem tag_not_found | library_read_only
 */
export async function removeTags(tx: UserTx, wanted: z.output<typeof removeEndpoint.body>) {
  const libraryId =
    'unusedOf' in wanted ? await editable(tx, wanted.unusedOf) : await libraryOf(tx, wanted.tagIds)
  const ids = 'unusedOf' in wanted ? await queries.listUncarried(tx, libraryId) : wanted.tagIds
  const gone = await queries.listSubtree(tx, libraryId, ids)
  if (gone.length === 0) return { removed: 0, changeId: null }
  const way = emptyWayBack(gone)
  for (const { id } of gone)
    way.carried.push({ tagId: id, papers: await queries.listCarriers(tx, libraryId, id) })
  await queries.deleteTagRows(
    tx,
    libraryId,
    gone.map(({ id }) => id),
  )
  announceTags(tx, libraryId)
  return { removed: gone.length, changeId: await keepWayBack(tx, libraryId, way) }
}

async function editable(tx: UserTx, wanted: LibraryId): Promise<LibraryId> {
  const libraryId = await requireEditableLibrary(tx, wanted)
  await lockLibrary(tx, libraryId)
  return libraryId
}

/** The one library that all of the tags are of. */
async function libraryOf(tx: UserTx, ids: readonly TagId[]): Promise<LibraryId> {
  const [first] = ids
  if (first === undefined) throw new Problem('tag_not_found')
  const { library_id: libraryId } = await requireEditable(tx, first)
  const known = await queries.listSubtree(tx, libraryId, ids)
  if (!ids.every((id) => known.some((tag) => tag.id === id))) throw new Problem('tag_not_found')
  return libraryId
}
