import { Problem } from '#contract/problems.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { CommandContext } from '#platform/feature.ts'
import type { Tag } from '../contract.ts'
import { followTag } from './follow.ts'
import { listTags } from './list-tags.ts'

/** By its id, or the only one of its name. @throws Problem tag_not_found */
async function tagOf(tx: UserTx, given: string | undefined): Promise<Tag> {
  const all = await listTags(tx, undefined)
  const named = all.filter(({ name }) => name.toLowerCase() === given?.normalize('NFC').toLowerCase())
  const found = all.find(({ id }) => id === given) ?? (named.length === 1 ? named[0] : undefined)
  if (found === undefined) throw new Problem('tag_not_found')
  return found
}

async function follow({ house, caller, args, terminal }: CommandContext, follows: boolean): Promise<number> {
  const tag = await house.database.asUser(await caller(), async (tx) =>
    followTag(tx, (await tagOf(tx, args[0])).id, follows),
  )
  terminal.line(
    follows
      ? `You are told when papers get the tag ${tag.name}.`
      : `You are no longer told when papers get the tag ${tag.name}.`,
  )
  terminal.result(tag)
  return 0
}

/** `seogo tags follow <name>` */
export const followByName = (context: CommandContext) => follow(context, true)

/** `seogo tags unfollow <name>` */
export const unfollowByName = (context: CommandContext) => follow(context, false)
