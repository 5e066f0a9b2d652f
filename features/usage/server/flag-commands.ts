import type { z } from 'zod'
import { usageFlagId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { clearFlag as clearEndpoint, limitFlagged as limitEndpoint, type usageFlag } from '../contract.ts'
import { clearFlag, limitFlagged, listFlags, lockFlagged } from './flags.ts'

type Flag = z.input<typeof usageFlag>

const compared: Readonly<Record<Flag['comparedWith'], string>> = {
  own: 'their own last eight weeks',
  role: 'others of the same role',
  house: 'everybody',
}

function lineOf({ id, at, person, kind, measure, seen, usual, mads, comparedWith, network, state }: Flag) {
  const unit = measure === 'micro_usd' ? 1_000_000 : 1
  const say = (value: number) =>
    `${unit === 1 ? '' : '$'}${(value / unit).toLocaleString('en', { maximumFractionDigits: unit === 1 ? 0 : 2 })}`
  const what = network === null ? `${say(seen)} ${measure}` : `new network ${network}`
  const why = `usual ${say(usual)}, ${Math.round(mads)} MADs above, compared with ${compared[comparedWith]}`
  return `${id}  ${at}  ${state.padEnd(7)}  ${person.name}: ${kind}, ${what} (${why})`
}

/** `seogo usage flags` */
export async function flagsCommand({ house, options, terminal }: CommandContext): Promise<number> {
  const items = await listFlags(house, options.open === true)
  if (items.length === 0) terminal.line('Nothing unusual was seen.')
  for (const flag of items) terminal.line(lineOf(flag))
  terminal.result({ items })
  return 0
}

/** `seogo usage decide <flag-id> <clear|limit|lock>` */
export async function decideCommand({ house, args, options, terminal }: CommandContext): Promise<number> {
  const id = usageFlagId.safeParse(args[0])
  if (!id.success) throw new Problem('bad_request', { where: 'flag-id', given: args[0] })
  const note = clearEndpoint.body.safeParse({ note: options.note })
  if (!note.success) throw new Problem('bad_request', { where: '--note', given: options.note })
  const of = { id: id.data, by: null, note: note.data.note }
  if (args[1] === 'clear') {
    await clearFlag(house, of)
    terminal.line('It is as it should be.')
  } else if (args[1] === 'limit') {
    const most = limitEndpoint.body.safeParse({ analysesPerDay: Number(options.most) })
    if (!most.success) throw new Problem('bad_request', { where: '--most', given: options.most })
    await limitFlagged(house, { ...of, analysesPerDay: most.data.analysesPerDay })
    terminal.line('The limit counts from the very next request.')
  } else if (args[1] === 'lock') {
    await lockFlagged(house, of)
    terminal.line('The account is locked for a day; its sessions are over.')
  } else throw new Problem('bad_request', { where: 'decision', given: args[1] })
  terminal.result({ id: id.data, decision: args[1] })
  return 0
}
