import type { Breakable, HealthPart } from '#contract/health.ts'
import { breakPart, getGameDay } from '#features/health/contract.ts'
import { killHard, type Visitor } from '#server/testing/run-seogo.ts'
import type { Struck } from './blows.ts'
import type { Blow } from './deal.ts'

/** Which part of the report says so. A worker that dies again and again is back within seconds each time. */
const seenIn: Readonly<Record<Breakable, HealthPart | undefined>> = {
  provider: 'providers',
  redis: 'redis',
  files: 'files',
  worker: undefined,
  event_loop: 'event_loop',
}

/** The same by the house itself: what an administrator may break on a game day, each break over by itself. */
export function blowsOfGameDay({ seogo, people, providers, redis, lastsMs }: Struck, ann: Visitor): Blow[] {
  const seconds = Math.round(lastsMs / 1_000)
  const isOver = async () =>
    (await ann.call(getGameDay, {})).breaks.every(({ isBroken }) => !isBroken) && seogo.pids().worker !== 0
  const breaks = (part: Breakable, target: string | null = null) =>
    ann.call(breakPart, { body: { part, target, seconds } })
  const simple = (['files', 'worker', 'event_loop'] as const).map((part) => ({
    name: `game day: ${part}`,
    part: seenIn[part],
    lastsMs,
    begin: async () => void (await breaks(part)),
    end: () => undefined,
    isWell: isOver,
  }))
  return [
    {
      name: 'game day: provider',
      part: 'providers',
      lastsMs,
      begin: async () => {
        await breaks('provider', providers.model)
        await providers.askSix()
      },
      end: () => undefined,
      isWell: async () => (await providers.askAgain()) && (await isOver()),
      also: providers.failover,
    },
    ...(redis
      ? [
          {
            name: 'game day: redis',
            part: 'redis' as const,
            lastsMs,
            begin: async () => void (await breaks('redis')),
            end: () => undefined,
            isWell: isOver,
          },
        ]
      : []),
    ...simple,
    {
      name: 'game day: over with a start of the API',
      part: undefined,
      lastsMs: 0,
      begin: async () => {
        await ann.call(breakPart, { body: { part: 'files', seconds: 600 } })
        await killHard(seogo.pids().api)
      },
      end: () => undefined,
      isWell: async () => (await isOver()) && people.stateOf('files') === 'ok',
    },
  ]
}
