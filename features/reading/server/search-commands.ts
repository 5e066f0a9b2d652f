import { Problem } from '#contract/problems.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { CommandContext } from '#platform/feature.ts'
import type { SmartCollection } from '../contract.ts'
import { followSmart } from './follow.ts'
import { countSmart, listSmart } from './smart-collections.ts'

/** `seogo searches`: the kept filters with how many papers each finds now. */
export async function listSearches({ house, caller, terminal }: CommandContext): Promise<number> {
  const { items, counts } = await house.database.asUser(await caller(), async (tx) => ({
    items: await listSmart(tx),
    counts: new Map<string, { total: number; totalIsExact: boolean }>(
      (await countSmart(tx)).map(({ id, ...counted }) => [id, counted]),
    ),
  }))
  if (items.length === 0) terminal.line('No search is kept.')
  for (const { id, name, follows } of items) {
    const counted = counts.get(id)
    const many = counted === undefined ? '?' : `${counted.total}${counted.totalIsExact ? '' : '+'}`
    terminal.line(`${id}  ${name}  ${many} papers${follows ? '  (followed)' : ''}`)
  }
  terminal.result({ items: items.map((smart) => ({ ...smart, ...counts.get(smart.id) })) })
  return 0
}

/** By its id, or the only one of its name. @throws Problem smart_collection_not_found */
async function smartOf(tx: UserTx, given: string | undefined): Promise<SmartCollection> {
  const all = await listSmart(tx)
  const named = all.filter(({ name }) => name.toLowerCase() === given?.normalize('NFC').toLowerCase())
  const found = all.find(({ id }) => id === given) ?? (named.length === 1 ? named[0] : undefined)
  if (found === undefined) throw new Problem('smart_collection_not_found')
  return found
}

async function follow({ house, caller, args, terminal }: CommandContext, follows: boolean): Promise<number> {
  const smart = await house.database.asUser(await caller(), async (tx) =>
    followSmart(tx, (await smartOf(tx, args[0])).id, follows),
  )
  terminal.line(
    follows
      ? `You are told when something new matches ${smart.name}.`
      : `You are no longer told what matches ${smart.name}.`,
  )
  terminal.result(smart)
  return 0
}

/** `seogo searches follow <name>` */
export const followSearch = (context: CommandContext) => follow(context, true)

/** `seogo searches unfollow <name>` */
export const unfollowSearch = (context: CommandContext) => follow(context, false)
