import type { z } from 'zod'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { deleteOtherPaperTags, insertPaperTags, insertTags, selectPaperTags, selectTags } from './queries.ts'
import { cleanTagNames } from './tag-names.ts'

export {
  addToCollection,
  collectionByPath,
  collectionsOf,
  filePapers,
  listCollections,
  requireCollection,
} from './collections.ts'
export { judgePaper } from './judge-papers.ts'
export { removeUnusedTags, tagPapers, untagPapers } from './tags-of-many.ts'
export { separateReading, unitedReading, uniteReading } from './unite-reading.ts'

function toTag(row: Awaited<ReturnType<typeof selectTags>>[number]) {
  return {
    id: row.id,
    libraryId: row.library_id,
    name: row.name,
    colour: row.colour,
    paperCount: row.paper_count,
  } satisfies z.input<typeof import('../contract.ts').tag>
}

/** The tags a person sees, by name. */
export async function listTags(tx: UserTx, libraryId: LibraryId | undefined) {
  return (await selectTags(tx, libraryId)).map(toTag)
}

/** The tags of a paper by name. */
export async function tagsOf(tx: UserTx, id: PaperId) {
  return (await selectPaperTags(tx, id)).map(toTag)
}

/** Adds tags by name to a paper of a library the caller may change; what an import brings along. */
export async function addTags(tx: UserTx, libraryId: LibraryId, paperId: PaperId, names: readonly string[]) {
  const wanted = cleanTagNames(names)
  if (wanted.length === 0) return
  await insertTags(tx, libraryId, wanted)
  await insertPaperTags(tx, libraryId, paperId, wanted)
  announce(tx, { libraryId }, [{ topic: 'tags' }])
}

/**
 * Gives a paper exactly these tags; names that the library does not know become tags of it.
 * @throws Problem paper_not_found | library_read_only
 */
export async function setTags(tx: UserTx, id: PaperId, names: readonly string[]) {
  const paper = await requirePaper(tx, id)
  const libraryId = await requireEditableLibrary(tx, paper.libraryId as LibraryId)
  const wanted = cleanTagNames(names)
  await deleteOtherPaperTags(tx, id, wanted)
  await addTags(tx, libraryId, id, wanted)
  announce(tx, { libraryId }, [{ topic: 'papers' }, { topic: 'paper', id }, { topic: 'tags' }])
  return (await selectPaperTags(tx, id)).map(toTag)
}
