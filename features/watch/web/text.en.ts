import type { SecuritySummary, SignalKind, WatchAnswer } from '../contract.ts'

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

const kinds: Readonly<Record<SignalKind, string>> = {
  sign_in_failures: 'Failed sign-ins from a network',
  accounts_tried: 'Accounts tried from a network',
  account_failures: 'Failed sign-ins to one account',
  wrong_passwords: 'Wrong passwords in a session',
  unknown_tokens: 'Unknown tokens or links',
  ended_sessions: 'Requests with ended sessions',
  probes: 'Things asked for that are not theirs',
  exports: 'Mass exports and downloads',
  deletions: 'Mass deletion',
  new_place: 'Sensitive act from a new place',
}

const answerNames: Readonly<Record<WatchAnswer, string>> = {
  noted: 'Noted',
  slowed: 'Has to wait',
  challenged: 'Has to prove it',
  guarded: 'Guarded',
  locked: 'Locked',
}

type Points = SecuritySummary['points']

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
  watchOff: 'Nothing is counted: SEOGO_WATCH is off.',
  timeline: 'The last 30 days',
  timelineHelp: 'How many events each day had, and how grave they were.',
  eventsByDay: 'Events by day',
  mostInDay: (count: string) => `at most ${count} in a day`,
  noneInDays: 'No event in the last 30 days.',
  gravities: ['told, or has to wait', 'has to prove who they are', 'account guarded or locked'],
  day: 'Day',
  answerNames,
  networks: 'Networks',
  networksHelp:
    'Where events came from: 256 neighbours of IPv4 (/24), a provider’s customer of IPv6 (/56). No place on a map, and nobody’s home.',
  noNetworks: 'No network stands out.',
  network: 'Network',
  gravest: 'Gravest',
  inForce: 'still in force',
  events: 'Events',
  pointsMost: 'Most points',
  lastAt: 'Last',
  accounts: 'Accounts',
  accountsHelp:
    'Whom events were about: by their own doing, or as somebody else’s aim. Each leads to the person.',
  noAccounts: 'No account is affected.',
  account: 'Account',
  kinds,
  rules: 'Rules',
  rulesHelp: ({ alarm, challenge, lock, lockMinutes }: Points) =>
    `At its threshold each is worth ${alarm} points, and ${alarm} raise an alarm. A person proves who they are from ${challenge}; from ${lock} the account is locked for ${lockMinutes} minutes.`,
  counted: 'What is counted',
  threshold: 'Alarm at',
  window: 'Within',
  brings: 'What follows',
  bringsWait: 'told, and has to wait',
  bringsNote: 'told; counts with others',
}
