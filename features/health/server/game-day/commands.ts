import { Problem } from '#contract/problems.ts'
import type { CommandContext } from '#platform/feature.ts'
import { breakPart as breakEndpoint, type GameDayBreak } from '../../contract.ts'
import { breakPart, mendAll, readGameDay } from './game-day.ts'

function lineOf({ part, target, begunAt, endsAt, endedAt, isBroken, by }: GameDayBreak): string {
  const state = isBroken ? 'broken' : 'over'
  const which = target === null ? part : `${part} ${target}`
  return `${state.padEnd(7)} ${which.padEnd(28)} ${begunAt} – ${endedAt ?? endsAt}  by ${by ?? 'the command line'}`
}

/** `seogo game-day` */
export async function gameDayCommand({ house, terminal }: CommandContext): Promise<number> {
  const gameDay = await readGameDay(house)
  if (!gameDay.isOn) throw new Problem('game_day_off')
  terminal.line(`May be broken here: ${gameDay.parts.join(', ')}.`)
  for (const each of gameDay.breaks) terminal.line(lineOf(each))
  terminal.result(gameDay)
  return 0
}

/** `seogo game-day break` */
export async function breakCommand({ house, args, options, terminal }: CommandContext): Promise<number> {
  const wanted = breakEndpoint.body.safeParse({
    part: args[0],
    ...(args[1] !== undefined && { target: args[1] }),
    ...(options.seconds !== undefined && { seconds: Number(options.seconds) }),
  })
  if (!wanted.success)
    throw new Problem('bad_request', {
      where: String(wanted.error.issues[0]?.path[0] ?? 'break'),
      why: wanted.error.issues[0]?.message,
    })
  const begun = await breakPart(house, wanted.data, null)
  terminal.line(`${begun.part} is broken until ${begun.endsAt}; “seogo game-day mend” ends it before.`)
  terminal.result(begun)
  return 0
}

/** `seogo game-day mend` */
export async function mendCommand({ house, terminal }: CommandContext): Promise<number> {
  const ended = await mendAll(house, null)
  terminal.line(ended === 0 ? 'Nothing was broken.' : `Ended: ${ended}.`)
  terminal.result({ ended })
  return 0
}
