import type { SmartCollectionId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { notify } from '#features/notifications/server/notifications.ts'
import type { PaperFilter } from '#features/papers/contract.ts'
import { nextPapers } from '#features/papers/server/papers.ts'
import { announce, type UserTx, userOf } from '#platform/database/transactions.ts'
import type { JobContext } from '#platform/queue/job.ts'
import type { SmartCollection } from '../contract.ts'
import { deleteFollow, holdFollow, insertFollow, listFollows, noteMatches } from './follow-queries.ts'
import { listSmart } from './smart-collections.ts'

/** Papers of a kept filter that are looked at; of more, those that were added last. */
const mostListed = 10_000

async function matchesOf(tx: UserTx, filter: PaperFilter) {
  const { ids, next } = await nextPapers(tx, {
    ...filter,
    sort: 'added',
    direction: 'desc',
    limit: mostListed,
  })
  return { filter: JSON.stringify(filter), ids, areAll: next === undefined }
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
  if (follows && smart.filter !== null) await insertFollow(tx, id, await matchesOf(tx, smart.filter))
  else await deleteFollow(tx, id)
  const userId = userOf(tx)
  if (userId !== undefined) announce(tx, { userIds: [userId] }, [{ topic: 'collections' }])
  return { ...smart, follows }
}

/** Looks for what is new in one kept filter, with the rights of the person who follows it, and tells them. */
async function lookAt(tx: UserTx, id: SmartCollectionId): Promise<number> {
  const userId = userOf(tx)
  if (userId === undefined || !(await holdFollow(tx, id))) return 0
  const smart = (await listSmart(tx)).find((each) => each.id === id)
  if (smart === undefined) await deleteFollow(tx, id)
  if (!smart?.filter) return 0
  const found = await noteMatches(tx, id, await matchesOf(tx, smart.filter))
  if (found > 0) {
    await notify(tx, {
      userId,
      type: 'search_matched',
      subject: { kind: 'search', id, title: smart.name },
      facts: { found },
      addsUp: 'found',
    })
  }
  return found
}

/** Looks at every kept filter that somebody follows and whose libraries changed. */
export async function tellFollowers(
  _payload: unknown,
  { house, signal, ...context }: JobContext,
): Promise<void> {
  let found = 0
  for (const { userId, smartId } of await context.asSystem('list followed searches', listFollows)) {
    signal.throwIfAborted()
    found += await house.database.asUser(userId, (tx) => lookAt(tx, smartId))
  }
  context.note({ found })
}
