import type { LibraryId, PaperId, TagId } from '#contract/ids.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import { cleanTagNames } from './tag-names.ts'
import * as queries from './tag-queries.ts'

export type TagsOfPaper = { readonly paperId: PaperId; readonly names: readonly string[] }

/**
 * Adds tags by name to many papers of a library the caller may change.
 * @returns the tags that were made for it, and what each paper did not have before
 */
export async function tagPapers(tx: UserTx, libraryId: LibraryId, given: readonly TagsOfPaper[]) {
  const wanted = given.flatMap(({ paperId, names }) =>
    cleanTagNames(names).map((name) => ({ paper_id: paperId, name })),
  )
  if (wanted.length === 0) return { made: [], added: [] }
  const names = cleanTagNames(wanted.map(({ name }) => name))
  const made = await queries.insertTagsOf(tx, libraryId, names)
  const added = await queries.insertTagged(tx, libraryId, wanted)
  announce(tx, { libraryId }, [{ topic: 'tags' }])
  return { made, added }
}

/** Takes tags by name from papers. */
export async function untagPapers(
  tx: UserTx,
  libraryId: LibraryId,
  given: readonly TagsOfPaper[],
): Promise<void> {
  const pairs = given.flatMap(({ paperId, names }) => names.map((name) => ({ paper_id: paperId, name })))
  if (pairs.length === 0) return
  await queries.deleteTagged(tx, libraryId, pairs)
  announce(tx, { libraryId }, [{ topic: 'tags' }])
}

/**
 * Removes those of the tags that no paper outside the trash has.
 * @returns what was removed with the papers in the trash that had it
 */
export async function removeUnusedTags(tx: UserTx, libraryId: LibraryId, ids: readonly TagId[]) {
  if (ids.length === 0) return []
  const unused = await queries.listUnused(tx, libraryId, ids)
  await queries.deleteTags(
    tx,
    unused.map(({ id }) => id),
  )
  announce(tx, { libraryId }, [{ topic: 'tags' }, { topic: 'papers' }])
  return unused
}
