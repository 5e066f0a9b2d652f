import type { Breakable } from '#contract/health.ts'
import type { Clock } from '#platform/clock/clock.ts'
import type { FileStore } from '#platform/files/files.ts'
import { breakableStore } from './breakable-store.ts'
import { openBreakableWay } from './breakable-way.ts'

/** One thing that is broken on purpose, until a moment that was said when it began. */
export type Break = {
  readonly part: Breakable
  /** Of providers: the name, host or model of those that are broken; null for all of them. */
  readonly target: string | null
  readonly endsAt: Date
}

/**
 * What is broken on purpose in this process, and the places where it is. It lives in memory only: a process that starts
 * again has nothing broken, and a break whose time is over is over, whoever is there to hear of it.
 */
export type GameDay = {
  /** Makes these the breaks, and no others. */
  learn(breaks: readonly Break[]): void
  /** @param names what the thing in question is called; without them, whether anything of this part is broken */
  isBroken(part: Breakable, names?: readonly string[]): boolean
  /** What can be broken here. */
  readonly parts: readonly Breakable[]
  close(): Promise<void>
}

type Ways = {
  readonly gameDay: GameDay
  /** The way to Redis that can be broken. */
  readonly redisUrl: string | undefined
  readonly files: FileStore
}

type Options = {
  readonly clock: Clock
  readonly redisUrl: string | undefined
  readonly files: FileStore
}

/** Puts the places in which things can be broken between the house and its parts. Only for installations for trying. */
export async function openGameDay({ clock, redisUrl, files }: Options): Promise<Ways> {
  let breaks: readonly Break[] = []
  const isBroken: GameDay['isBroken'] = (part, names) =>
    breaks.some(
      (each) =>
        each.part === part &&
        each.endsAt > clock.now() &&
        (names === undefined || each.target === null || names.includes(each.target)),
    )
  // What is encrypted names its server, and would not believe a way round.
  const way = redisUrl?.startsWith('redis:')
    ? await openBreakableWay(redisUrl, () => isBroken('redis'))
    : undefined
  return {
    gameDay: {
      parts: ['provider', ...(way ? (['redis'] as const) : []), 'files', 'worker', 'event_loop'],
      isBroken,
      learn(known) {
        breaks = known
        way?.look()
      },
      close: async () => way?.close(),
    },
    redisUrl: way?.url ?? redisUrl,
    files: breakableStore(files, () => isBroken('files')),
  }
}
