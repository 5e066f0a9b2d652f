import type { z } from 'zod'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import { lockLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { pairAsAct } from './pair-papers.ts'
import { insertPaperTags, insertTags, selectPaperTags, selectTags } from './queries.ts'
import { cleanTagNames } from './tag-names.ts'
import { makeTags } from './tags-by-name.ts'

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
  // Before any row of it: an import holds the lock and then writes tags.
  await lockLibrary(tx, libraryId)
  const { ids, made } = await makeTags(tx, libraryId, names)
  const known = (await selectPaperTags(tx, id)).map((tag) => tag.id)
  const pairing = {
    give: ids.filter((tag) => !known.includes(tag)),
    take: known.filter((tag) => !ids.includes(tag)),
  }
  const act = pairing.give.length > 0 ? ('tagged' as const) : ('untagged' as const)
  await pairAsAct(tx, 'tag', { libraryId, paperIds: [id], ...pairing, made, act, facts: {} })
  return (await selectPaperTags(tx, id)).map(toTag)
}
