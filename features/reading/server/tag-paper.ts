import type { LibraryId, PaperId } from '#contract/ids.ts'
import { lockLibrary, requireEditableLibrary } from '#features/accounts/server/accounts.ts'
import { requirePaper } from '#features/papers/server/papers.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import type { Tag } from '../contract.ts'
import { tagsOf } from './list-tags.ts'
import { pairAsAct } from './pair-papers.ts'
import { insertPaperTags, insertTags } from './queries.ts'
import { cleanTagNames } from './tag-names.ts'
import { tagsTyped } from './tag-paths.ts'
import { makeTags } from './tags-by-name.ts'

/**
 * Adds tags by name to a paper of a library the caller may change; what an import brings along. A slash in such a name is a
 * letter: a keyword "TCP/IP" is about no IP within TCP.
 */
export async function addTags(tx: UserTx, libraryId: LibraryId, paperId: PaperId, names: readonly string[]) {
  const wanted = cleanTagNames(names)
  if (wanted.length === 0) return
  await insertTags(tx, libraryId, wanted)
  await insertPaperTags(tx, libraryId, paperId, wanted)
  announce(tx, { libraryId }, [{ topic: 'tags' }])
}

/**
 * Gives a paper exactly these tags; names that the library does not know become tags of it.
 * @param typed a person wrote them: then slashes of new names nest
 * @throws Problem paper_not_found | library_read_only | tag_too_deep
 */
export async function setTags(
  tx: UserTx,
  id: PaperId,
  names: readonly string[],
  { typed = false }: { readonly typed?: boolean } = {},
): Promise<Tag[]> {
  const paper = await requirePaper(tx, id)
  const libraryId = await requireEditableLibrary(tx, paper.libraryId as LibraryId)
  // Before any row of it: an import holds the lock and then writes tags.
  await lockLibrary(tx, libraryId)
  const { ids, made } = await (typed ? tagsTyped : makeTags)(tx, libraryId, names)
  const known: string[] = (await tagsOf(tx, id)).map((tag) => tag.id)
  const pairing = {
    give: ids.filter((tag) => !known.includes(tag)),
    take: known.filter((tag) => !ids.includes(tag)),
  }
  const act = pairing.give.length > 0 ? ('tagged' as const) : ('untagged' as const)
  await pairAsAct(tx, 'tag', { libraryId, paperIds: [id], ...pairing, made, act, facts: {} })
  return tagsOf(tx, id)
}
