import { type NewNotification, notify } from '#features/notifications/server/notifications.ts'
import type { PaperFilter } from '#features/papers/contract.ts'
import { type UserTx, userOf } from '#platform/database/transactions.ts'
import type { JobContext } from '#platform/queue/job.ts'
import { filterOfTag, matchesOf } from './follow.ts'
import { deleteFollow, type Followed, holdFollow, listFollows, noteMatches } from './follow-queries.ts'
import { findTag } from './list-tags.ts'
import { listSmart } from './smart-collections.ts'

type Standing = Pick<NewNotification, 'type' | 'subject'> & {
  /** Null: of a later version, so that nothing can be looked for. */
  readonly filter: PaperFilter | null
}

/** @returns undefined when it is gone, or no longer theirs to see */
async function findStanding(tx: UserTx, { kind, id }: Followed): Promise<Standing | undefined> {
  if (kind === 'tag') {
    const tag = await findTag(tx, id)
    const subject = tag && ({ kind: 'tag', id, title: tag.name } as const)
    return subject && { type: 'tag_matched', subject, filter: filterOfTag(id) }
  }
  const smart = (await listSmart(tx)).find((each) => each.id === id)
  const subject = smart && ({ kind: 'search', id, title: smart.name } as const)
  return subject && { type: 'search_matched', subject, filter: smart.filter }
}

/** Looks for what is new in what a person follows, with their rights, and tells them. */
async function lookAt(tx: UserTx, followed: Followed): Promise<number> {
  const userId = userOf(tx)
  if (userId === undefined || !(await holdFollow(tx, followed))) return 0
  const standing = await findStanding(tx, followed)
  if (standing === undefined) await deleteFollow(tx, followed)
  if (!standing?.filter) return 0
  const { type, subject, filter } = standing
  const found = await noteMatches(tx, followed, await matchesOf(tx, filter))
  if (found > 0) await notify(tx, { userId, type, subject, facts: { found }, addsUp: 'found' })
  return found
}

/** Looks at everything that somebody follows and whose libraries changed. */
export async function tellFollowers(
  _payload: unknown,
  { house, signal, ...context }: JobContext,
): Promise<void> {
  let found = 0
  for (const { userId, followed } of await context.asSystem('list what is followed', listFollows)) {
    signal.throwIfAborted()
    found += await house.database.asUser(userId, (tx) => lookAt(tx, followed))
  }
  context.note({ found })
}
