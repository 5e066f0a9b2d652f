import { plural } from '#web/lib/words/plural.ts'
import type { LimitPeriod, Meter, UsageGrouping } from '../contract.ts'

const meters: Readonly<Record<Meter, string>> = {
  analyses: 'Analyses',
  tokens: 'Tokens',
  micro_usd: 'Cost',
}
const periods: Readonly<Record<LimitPeriod, string>> = { day: 'Today', month: 'This month' }
const perPeriod: Readonly<Record<LimitPeriod, string>> = { day: 'a day', month: 'a month' }
const groupings: Readonly<Record<UsageGrouping, string>> = {
  model: 'By model',
  operation: 'By kind of work',
  day: 'By day',
  person: 'By person',
}
const operations: Readonly<Record<string, string>> = { analysis: 'Analysis' }

export const en = {
  title: 'Usage',
  description: 'What providers were asked, what it came to, and what may still be spent.',
  descriptionOfAll: 'What everybody has asked providers, and what may be spent.',
  whose: 'Whose usage',
  own: 'Yours',
  everybody: 'Everybody',
  left: 'What is left',
  leftHelp: (zone: string) => `Days and months turn at midnight in ${zone}. Settings can change that.`,
  meters,
  periods,
  perPeriod,
  ofHouse: 'Everybody together',
  usedOf: (used: string, limit: string) => `${used} of ${limit}`,
  under: (reserved: string) => `${reserved} held back for what is under way`,
  warnsFrom: (soft: string) => `warns from ${soft}`,
  opens: (when: string) => `opens again ${when}`,
  noLimit: 'no limit',
  spent: 'What was spent',
  spentHelp: 'By list prices; the bill of the provider is the one that counts.',
  period: 'Period',
  days: (days: number) => (days > 300 ? 'The last year' : `The last ${days} days`),
  by: 'Summed',
  groupings,
  operations,
  none: 'No provider was called in this time. The built-in reader and answers from the record cost nothing.',
  label: {
    model: 'Model',
    operation: 'Work',
    day: 'Day',
    person: 'Person',
  } satisfies Readonly<Record<UsageGrouping, string>>,
  calls: 'Calls',
  analyses: 'Analyses',
  tokensRead: 'Tokens read',
  tokensWritten: 'Tokens written',
  cost: 'Cost',
  total: 'Together',
  unknown: 'unknown',
  failed: (count: string) => `${count} failed`,
  unpriced: (count: number, formatted: string) =>
    `For ${formatted} ${plural(count, 'call', 'calls')} no price is known; they are not part of the sum.`,
  byDay: 'Cost a day',
  save: 'Save as CSV',
  limits: 'Limits',
  limitsHelp:
    'A limit warns, refuses, or both. What a person has of their own comes before that of their role. It counts from the very next request.',
  noLimits: 'There is no limit: anybody may spend what their keys allow.',
  forWhom: 'For',
  house: 'Everybody together',
  eachRole: {
    owner: 'Each owner',
    admin: 'Each administrator',
    member: 'Each member',
    reader: 'Each reader',
  },
  what: 'Of what',
  when: 'In',
  inPeriod: { day: 'A day', month: 'A month' } satisfies Readonly<Record<LimitPeriod, string>>,
  soft: 'Warns from',
  hard: 'At most',
  inDollars: 'In US dollars',
  set: 'Set the limit',
  isSet: 'The limit counts from now on',
  remove: (whom: string) => `Take away the limit of ${whom}`,
  removed: 'The limit is taken away',
  needsAmount: 'Say from where on it warns, or at most how much, as a number.',
  warnsFirst: 'It has to warn before it refuses.',
  somebody: 'Somebody',
}
