import type { z } from 'zod'
import { type CollectionId, collectionId, type LibraryId, type PaperId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { lockLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { recordAct } from '#features/history/server/history.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import { constraintOf } from '#platform/database/constraint-of.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { storableText } from '#platform/queue/storable.ts'
import type {
  Collection,
  changeCollection as changeEndpoint,
  createCollection as createEndpoint,
} from '../contract.ts'
import {
  type CollectionRow,
  countPapersOf,
  deleteCollection,
  findCollection,
  findNamed,
  insertCollection,
  selectCollections,
  setPositions,
  siblingIds,
  updateCollection,
} from './collection-queries.ts'
import { pairPapers, tellOfPairs } from './pair-papers.ts'

/** Longest name of a collection, as in its table. */
const longestName = 200

/** Deepest path, as in the database's trigger. */
const deepestPath = 20

function toCollection(row: CollectionRow): Collection {
  return {
    id: row.id,
    libraryId: row.library_id,
    parentId: row.parent_id,
    name: row.name,
    paperCount: row.paper_count,
    paperCountWithin: row.paper_count_within,
  }
}

/** One composed form and single blanks, so that what looks the same is the same. */
export function cleanName(name: string): string {
  return storableText(name)
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, longestName)
    .toWellFormed()
    .trim()
}

/** @throws Problem bad_request for a name of nothing but blanks */
function requireName(given: string): string {
  const name = cleanName(given)
  if (name === '') throw new Problem('bad_request', { field: 'name' })
  return name
}

/** The collections a person sees, of one library or of all; siblings in their order. */
export async function listCollections(tx: UserTx, libraryId?: LibraryId): Promise<Collection[]> {
  return (await selectCollections(tx, { libraryId })).map(toCollection)
}

/** The collections a paper is filed in. @throws Problem paper_not_found */
export async function collectionsOf(tx: UserTx, paperId: PaperId): Promise<Collection[]> {
  await requirePaper(tx, paperId)
  return (await selectCollections(tx, { paperId })).map(toCollection)
}

/** @throws Problem collection_not_found, also for one that the person may not see */
export async function requireCollection(tx: UserTx, id: CollectionId): Promise<Collection> {
  const [row] = await selectCollections(tx, { id })
  if (!row) throw new Problem('collection_not_found')
  return toCollection(row)
}

/** @throws Problem collection_not_found | library_read_only */
export async function requireEditable(tx: UserTx, id: CollectionId) {
  const row = await findCollection(tx, id)
  if (!row) throw new Problem('collection_not_found')
  const libraryId = await requireEditableLibrary(tx, row.library_id as LibraryId)
  return { id, library_id: libraryId, parent_id: row.parent_id as CollectionId | null, name: row.name }
}

type Place = { readonly parentId: CollectionId | null; readonly name: string }

/** @throws Problem collection_name_taken when another collection has the name there */
async function requireFreeName(
  tx: UserTx,
  libraryId: LibraryId,
  place: Place & { readonly except?: CollectionId },
) {
  const same = await findNamed(tx, libraryId, place)
  if (same && same.id !== place.except) throw new Problem('collection_name_taken', { name: place.name })
}

/** Reads the database's own refusal of a circle or of too deep a place. */
function toPlaceProblem(error: unknown): unknown {
  const constraint = constraintOf(error)
  if (constraint === 'collections_circle') return new Problem('collection_within_itself')
  if (constraint === 'collections_depth') return new Problem('collection_too_deep')
  return error
}

function announceCollections(tx: UserTx, libraryId: LibraryId): void {
  announce(tx, { libraryId }, [{ topic: 'collections' }])
}

/**
 * Makes a collection.
 * @throws Problem library_not_found | library_read_only | collection_not_found (the parent) | collection_name_taken |
 * collection_too_deep
 */
export async function createCollection(
  tx: UserTx,
  wanted: z.output<typeof createEndpoint.body>,
): Promise<Collection> {
  const name = requireName(wanted.name)
  const parentId = wanted.parentId ?? null
  const parent = parentId === null ? undefined : await requireEditable(tx, parentId)
  if (parent && wanted.libraryId !== undefined && wanted.libraryId !== parent.library_id)
    throw new Problem('collection_not_found')
  const libraryId = parent?.library_id ?? (await requireEditableLibrary(tx, wanted.libraryId))
  await lockLibrary(tx, libraryId)
  await requireFreeName(tx, libraryId, { parentId, name })
  const id = await makeCollection(tx, libraryId, { parentId, name })
  return requireCollection(tx, id)
}

async function makeCollection(
  tx: UserTx,
  libraryId: LibraryId,
  { parentId, name }: Place,
): Promise<CollectionId> {
  const made = await insertCollection(tx, { library_id: libraryId, parent_id: parentId, name }).catch(
    (error) => {
      throw toPlaceProblem(error)
    },
  )
  announceCollections(tx, libraryId)
  return collectionId.parse(made.id)
}

/**
 * Renames and moves a collection.
 * @throws Problem collection_not_found | library_read_only | collection_name_taken | collection_within_itself |
 * collection_too_deep
 */
export async function changeCollection(
  tx: UserTx,
  id: CollectionId,
  wanted: z.output<typeof changeEndpoint.body>,
): Promise<Collection> {
  const before = await requireEditable(tx, id)
  const libraryId = before.library_id
  const name = wanted.name === undefined ? before.name : requireName(wanted.name)
  const parentId = wanted.parentId === undefined ? before.parent_id : wanted.parentId
  if (parentId === id) throw new Problem('collection_within_itself')
  await lockLibrary(tx, libraryId)
  if (parentId !== null && parentId !== before.parent_id) {
    const parent = await findCollection(tx, parentId)
    if (parent?.library_id !== libraryId) throw new Problem('collection_not_found')
  }
  await requireFreeName(tx, libraryId, { parentId, name, except: id })
  await updateCollection(tx, id, { name, parent_id: parentId }).catch((error) => {
    throw toPlaceProblem(error)
  })
  if (wanted.position !== undefined) {
    const others = (await siblingIds(tx, id)).filter((sibling) => sibling !== id)
    await setPositions(tx, others.toSpliced(wanted.position, 0, id))
  }
  announceCollections(tx, libraryId)
  return requireCollection(tx, id)
}

/** Removes a collection and those within it; the papers stay. @throws Problem collection_not_found | library_read_only */
export async function removeCollection(tx: UserTx, id: CollectionId): Promise<void> {
  const { library_id: libraryId } = await requireEditable(tx, id)
  await lockLibrary(tx, libraryId)
  await deleteCollection(tx, id)
  announceCollections(tx, libraryId)
  announce(tx, { libraryId }, [{ topic: 'papers' }])
}

type Filing = {
  readonly add?: readonly PaperId[] | undefined
  readonly remove?: readonly PaperId[] | undefined
}

/**
 * Files papers in a collection of their library and takes others out of it.
 * @throws Problem collection_not_found | library_read_only | paper_not_found when one to add is of another library or in
 * the trash: then nothing is filed
 */
export async function filePapers(
  tx: UserTx,
  id: CollectionId,
  { add = [], remove = [] }: Filing,
): Promise<void> {
  const { library_id: libraryId, name } = await requireEditable(tx, id)
  await lockLibrary(tx, libraryId)
  const changes = [
    ...(await fileAll(tx, { libraryId, id, paperIds: add })),
    ...(await pairPapers(tx, 'collection', { libraryId, paperIds: remove, take: [id] })),
  ]
  const kind = add.length > 0 ? ('filed' as const) : ('unfiled' as const)
  await recordAct(tx, { libraryId, kind, changes, facts: { collection: name } })
  tellOfPairs(tx, 'collection', libraryId, [...add, ...remove])
}

/** @throws Problem paper_not_found when one is of another library or in the trash */
async function fileAll(
  tx: UserTx,
  { libraryId, id, paperIds }: { libraryId: LibraryId; id: CollectionId; paperIds: readonly PaperId[] },
) {
  const added = [...new Set(paperIds)]
  if (added.length === 0) return []
  if ((await countPapersOf(tx, libraryId, added)) < added.length) throw new Problem('paper_not_found')
  return pairPapers(tx, 'collection', { libraryId, paperIds: added, give: [id] })
}

/**
 * Files papers in a collection; what an import or the browser brings along, and no act of its own.
 * @throws as {@link filePapers}
 */
export async function addToCollection(
  tx: UserTx,
  id: CollectionId,
  paperIds: readonly PaperId[],
): Promise<void> {
  const { library_id: libraryId } = await requireEditable(tx, id)
  await lockLibrary(tx, libraryId)
  await fileAll(tx, { libraryId, id, paperIds })
  tellOfPairs(tx, 'collection', libraryId, paperIds)
}

/**
 * The collection at the end of a path of names, found in any case or made, as `['Reviews', '2026']`. Names of nothing are
 * left out, and a path deeper than collections may stand is cut.
 * @throws Problem library_not_found | library_read_only
 * @returns undefined when the path has no name
 */
export async function collectionByPath(
  tx: UserTx,
  library: LibraryId,
  names: readonly string[],
): Promise<CollectionId | undefined> {
  const libraryId = await requireEditableLibrary(tx, library)
  await lockLibrary(tx, libraryId)
  let parentId: CollectionId | null = null
  const path = names.map(cleanName).filter((name) => name !== '')
  for (const name of path.slice(0, deepestPath)) {
    const known = await findNamed(tx, libraryId, { parentId, name })
    parentId = known ? collectionId.parse(known.id) : await makeCollection(tx, libraryId, { parentId, name })
  }
  return parentId ?? undefined
}
