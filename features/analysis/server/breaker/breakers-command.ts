import type { CommandContext } from '#platform/feature.ts'
import type { ProviderBreaker } from '../../contract.ts'
import { readBreakers } from './list-breakers.ts'

/** `seogo analysis providers` */
export async function breakersCommand({ house, terminal }: CommandContext): Promise<number> {
  const breakers = await readBreakers(house)
  if (breakers.length === 0) terminal.line('no provider was asked in the last week')
  for (const breaker of breakers) terminal.line(lineOf(breaker))
  terminal.result({ breakers })
  return 0
}

function lineOf({ state, provider, host, model, ...facts }: ProviderBreaker): string {
  const { since, failuresInARow, lastError, nextProbeAt, lastAnsweredAt } = facts
  const last = lastAnsweredAt === null ? 'never answered' : `answered ${lastAnsweredAt}`
  const down = [`since ${since}`, `${failuresInARow} failures (${lastError})`, `next question ${nextProbeAt}`]
  return [
    `${state.replace('_', ' ')}  ${provider} ${host} ${model}`,
    ...(state === 'closed' ? [] : down),
    last,
  ].join(', ')
}
