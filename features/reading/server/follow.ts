import type { SmartCollectionId, TagId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { PaperFilter } from '#features/papers/contract.ts'
import { nextPapers } from '#features/papers/server/papers.ts'
import { announce, type UserTx, userOf } from '#platform/database/transactions.ts'
import type { SmartCollection, Tag } from '../contract.ts'
import { deleteFollow, type Followed, insertFollow } from './follow-queries.ts'
import { requireTag } from './list-tags.ts'
import { listSmart } from './smart-collections.ts'

/** Papers of a filter that are looked at; of more, those that were added last. */
const mostListed = 10_000

/** The papers of a filter that the asking person may see. */
export async function matchesOf(tx: UserTx, filter: PaperFilter) {
  const { ids, next } = await nextPapers(tx, {
    ...filter,
    sort: 'added',
    direction: 'desc',
    limit: mostListed,
  })
  return { filter: JSON.stringify(filter), ids, areAll: next === undefined }
}

/** Papers that carry a tag or one within it. */
export const filterOfTag = (id: TagId): PaperFilter => ({ tagsAny: [id] })

/** @param filter what is followed of it from now on; undefined: it is followed no longer */
async function setFollow(tx: UserTx, followed: Followed, filter: PaperFilter | undefined): Promise<void> {
  if (filter === undefined) await deleteFollow(tx, followed)
  else await insertFollow(tx, followed, await matchesOf(tx, filter))
  const userId = userOf(tx)
  const topic = followed.kind === 'tag' ? 'tags' : 'collections'
  if (userId !== undefined) announce(tx, { userIds: [userId] }, [{ topic }])
}

/**
 * Tells the asking person from now on when something new matches a kept filter, or no longer.
 * @throws Problem smart_collection_not_found | filter_of_later_version
 */
export async function followSmart(
  tx: UserTx,
  id: SmartCollectionId,
  follows: boolean,
): Promise<SmartCollection> {
  const smart = (await listSmart(tx)).find((each) => each.id === id)
  if (smart === undefined) throw new Problem('smart_collection_not_found')
  if (follows && smart.filter === null) throw new Problem('filter_of_later_version', {})
  await setFollow(tx, { kind: 'search', id }, follows ? (smart.filter ?? undefined) : undefined)
  return { ...smart, follows }
}

/**
 * Tells the asking person from now on of papers that get a tag or one within it, or no longer.
 * @throws Problem tag_not_found
 */
export async function followTag(tx: UserTx, id: TagId, follows: boolean): Promise<Tag> {
  const tag = await requireTag(tx, id)
  await setFollow(tx, { kind: 'tag', id }, follows ? filterOfTag(id) : undefined)
  return { ...tag, follows }
}
