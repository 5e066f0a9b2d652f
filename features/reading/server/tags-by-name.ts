import type { LibraryId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { cleanTagNames } from './tag-names.ts'
import { insertTagsOf, listTagIds } from './tag-queries.ts'

/** The ids of the tags of these names that the library has. */
export async function tagIdsOf(
  tx: UserTx,
  libraryId: LibraryId,
  names: readonly string[],
): Promise<string[]> {
  const wanted = cleanTagNames(names)
  return wanted.length === 0 ? [] : listTagIds(tx, libraryId, wanted)
}

/** The tags of these names; those that the library does not know are made. */
export async function makeTags(
  tx: UserTx,
  libraryId: LibraryId,
  names: readonly string[],
): Promise<{ readonly ids: string[]; readonly made: ReadonlySet<string> }> {
  const wanted = cleanTagNames(names)
  if (wanted.length === 0) return { ids: [], made: new Set() }
  const made = await insertTagsOf(tx, libraryId, wanted)
  return { ids: await listTagIds(tx, libraryId, wanted), made: new Set(made.map(({ id }) => id)) }
}
