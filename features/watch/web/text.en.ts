import type { SignalKind, WatchAnswer } from '../contract.ts'

const answers: Readonly<Record<WatchAnswer, (whom: string) => string>> = {
  noted: (whom) => `${whom}: noted`,
  slowed: (whom) => `${whom}: has to wait`,
  challenged: (whom) => `${whom}: has to prove who they are`,
  guarded: (whom) => `${whom}: only known browsers may sign in`,
  locked: (whom) => `${whom}: account locked, sessions ended`,
}

/** What was counted, and at how many it raises an alarm by itself. */
const reasons: Readonly<Record<SignalKind, (count: string, threshold: string) => string>> = {
  sign_in_failures: (count, most) => `${count} failed sign-ins from this network (alarm at ${most})`,
  accounts_tried: (count, most) => `${count} different accounts tried without success (alarm at ${most})`,
  account_failures: (count, most) => `${count} failed sign-ins to this account (alarm at ${most})`,
  wrong_passwords: (count, most) => `${count} wrong passwords in a running session (alarm at ${most})`,
  unknown_tokens: (count, most) => `${count} unknown access tokens or links (alarm at ${most})`,
  ended_sessions: (count, most) => `${count} requests with ended sessions (alarm at ${most})`,
  probes: (count, most) => `asked for ${count} things that are not theirs or not there (alarm at ${most})`,
  exports: (count, most) => `exported or downloaded much: ${count} (alarm at ${most})`,
  deletions: (count, most) => `deleted ${count} papers (alarm at ${most})`,
  new_place: () => 'a sensitive act from a new place and a new browser',
}

export const en = {
  help: 'What looked like an attack, why, and what was done about it.',
  active: 'In force now',
  activeHelp: 'Ends by itself. Lift it when it is a mistake.',
  noneActive: 'Nobody has to wait, and no account is locked.',
  all: 'All events',
  allHelp:
    'Kept for 180 days. 100 points raise an alarm; with more a person has to prove who they are, and then the account is locked.',
  none: 'Nothing looked like an attack',
  noneHelp:
    'Failed sign-ins, guessed tokens, probing and mass exports are counted; what is too much stands here.',
  answers,
  reasons,
  nobodysAddress: 'An address that is nobody’s',
  somebody: 'Somebody',
  until: (when: string) => `until ${when}`,
  over: 'over',
  points: (score: number) => `${score} points`,
  letGo: 'Let go on',
  unlock: 'Unlock',
  more: 'Show older ones',
}
