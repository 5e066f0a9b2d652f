import { sql } from 'kysely'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'

/** Makes the tags of these names that the library does not have yet. */
export async function insertTags(tx: UserTx, libraryId: LibraryId, names: readonly string[]): Promise<void> {
  await tx
    .insertInto('tags')
    .values(names.map((name) => ({ library_id: libraryId, name })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The names as the index of tags knows them: JavaScript and PostgreSQL disagree on the lower case of İ and of ΣΑΣ. */
function lowered(names: readonly string[]) {
  return sql`array(select lower(given.name) from unnest(${[...names]}::text[]) as given (name))`
}

/** Gives a paper the tags of these names; those it has already stay. */
export async function insertPaperTags(
  tx: UserTx,
  libraryId: LibraryId,
  paperId: PaperId,
  names: readonly string[],
) {
  await tx
    .insertInto('paper_tags')
    .columns(['library_id', 'paper_id', 'tag_id'])
    .expression((one) =>
      one
        .selectFrom('tags')
        .select((each) => ['library_id', each.val(paperId).$castTo<string>().as('paper_id'), 'id'])
        .where('library_id', '=', libraryId)
        .where(sql<boolean>`lower(name) = any (${lowered(names)})`),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
