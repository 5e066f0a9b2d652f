import type { LibraryId, PaperId, TagId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { Tag } from '../contract.ts'
import { selectTags, type TagRow } from './tag-queries.ts'

function toTag(row: TagRow): Tag {
  return {
    id: row.id,
    libraryId: row.library_id,
    parentId: row.parent_id,
    name: row.name,
    colour: row.colour,
    paperCount: row.paper_count,
    paperCountWithin: row.paper_count_within,
    follows: row.follows,
  }
}

/** The tags a person sees, by name. */
export async function listTags(tx: UserTx, libraryId: LibraryId | undefined): Promise<Tag[]> {
  return (await selectTags(tx, { libraryId })).map(toTag)
}

/** The tags of a paper by name. */
export async function tagsOf(tx: UserTx, paperId: PaperId): Promise<Tag[]> {
  return (await selectTags(tx, { paperId })).map(toTag)
}

/** @returns undefined when there is none, or the person may not see it */
export async function findTag(tx: UserTx, id: TagId): Promise<Tag | undefined> {
  const [row] = await selectTags(tx, { id })
  return row && toTag(row)
}

/** @throws Problem tag_not_found, also for one that the person may not see */
export async function requireTag(tx: UserTx, id: TagId): Promise<Tag> {
  const tag = await findTag(tx, id)
  if (!tag) throw new Problem('tag_not_found')
  return tag
}
