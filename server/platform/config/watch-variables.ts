import { z } from 'zod'

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max)

/** A count that is worth 100 points: where one of them is reached, something is answered. */
const limit = (preset: number, what: string) =>
  whole(1, 1_000_000).default(preset).describe(`Suspicious within the window: ${what}.`)

/** The thresholds of suspicious activity. */
export const watchVariables = {
  SEOGO_WATCH: z
    .enum(['on', 'off'])
    .default('on')
    .describe('Count what looks like an attack, slow it down, lock accounts and tell the administrators.'),
  SEOGO_WATCH_MINUTES: whole(1, 1_440)
    .default(15)
    .describe('The window in which suspicious acts are counted; guesses at one account for four of them.'),
  SEOGO_WATCH_SIGN_IN_FAILURES: limit(30, 'failed sign-ins from one network'),
  SEOGO_WATCH_ACCOUNTS: limit(8, 'accounts tried without success from one network'),
  SEOGO_WATCH_ACCOUNT_FAILURES: limit(25, 'failed sign-ins to one account, from wherever'),
  SEOGO_WATCH_WRONG_PASSWORDS: limit(8, 'wrong passwords of somebody who is signed in'),
  SEOGO_WATCH_TOKENS: limit(30, 'unknown access tokens and links from one network'),
  SEOGO_WATCH_ENDED_SESSIONS: limit(100, 'requests with ended sessions from one network'),
  SEOGO_WATCH_PROBES: limit(60, 'things asked for that one may not see or that are not there'),
  SEOGO_WATCH_EXPORTS: limit(
    500,
    'files downloaded or papers exported by one person; an export of a list counts 25',
  ),
  SEOGO_WATCH_DELETIONS: limit(2_000, 'papers one person moved to the trash or deleted'),
  SEOGO_WATCH_CHALLENGE_POINTS: whole(100, 10_000)
    .default(150)
    .describe(
      'At so many points a person has to prove again who they are, by their second factor if they have one.',
    ),
  SEOGO_WATCH_LOCK_POINTS: whole(100, 10_000)
    .default(200)
    .describe(
      'At so many points an account is locked and its sessions end; a second and a third alarm of a day add 50 each.',
    ),
  SEOGO_WATCH_LOCK_MINUTES: whole(1, 10_080).default(30).describe('How long a locked account stays locked.'),
}
