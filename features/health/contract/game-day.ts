import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { breakable } from '#contract/health.ts'
import { gameDayBreakId } from '#contract/ids.ts'
import { instant } from '#contract/time.ts'

const longestBreakSeconds = 600

export const gameDayBreak = z.strictObject({
  id: gameDayBreakId,
  part: breakable,
  /** Which provider: its name, host or model; null for all of them, and of every other part. */
  target: z.string().nullable(),
  begunAt: instant,
  /** When it ends by itself, or did. */
  endsAt: instant,
  /** When somebody ended it before that, or a start of the API did. */
  endedAt: instant.nullable(),
  isBroken: z.boolean(),
  /** Null: from the command line, or somebody who is gone. */
  by: z.string().nullable(),
})
export type GameDayBreak = z.infer<typeof gameDayBreak>

export const getGameDay = endpoint({
  name: 'health.getGameDay',
  method: 'GET',
  path: '/api/health/game-day',
  access: 'health:administer',
  summary: 'Whether things may be broken on purpose here, which, and what was of late.',
  reply: z.strictObject({
    isOn: z.boolean(),
    parts: z.array(breakable),
    /** Models that were asked of late, by which a break may name one. */
    targets: z.array(z.string()),
    breaks: z.array(gameDayBreak),
  }),
})

export const breakPart = endpoint({
  name: 'health.breakPart',
  method: 'POST',
  path: '/api/health/game-day/breaks',
  access: 'health:administer',
  summary: 'Breaks a part on purpose, for so long; only in an installation for trying.',
  body: z.strictObject({
    part: breakable,
    target: z.string().trim().min(1).max(200).nullable().default(null),
    seconds: z.int().min(1).max(longestBreakSeconds).default(30),
  }),
  status: 201,
  reply: gameDayBreak,
})

export const mendPart = endpoint({
  name: 'health.mendPart',
  method: 'DELETE',
  path: '/api/health/game-day/breaks/:gameDayBreakId',
  access: 'health:administer',
  summary: 'Ends a break before its time.',
  params: z.strictObject({ gameDayBreakId }),
  reply: z.strictObject({}),
})
