import { plural } from '#web/lib/words/plural.ts'

export const en = {
  charges: 'What analyses cost',
  chargesDescription: 'Every call a provider counted tokens for, paid with your keys or those of the house.',
  period: 'Period',
  days: (days: number) => (days > 300 ? 'The last year' : `The last ${days} days`),
  noCharges: 'Nothing was billed in this time. The built-in reader and answers from the record cost nothing.',
  model: 'Model',
  calls: 'Calls',
  tokensRead: 'Tokens read',
  tokensWritten: 'Tokens written',
  cost: 'Cost',
  total: 'Together',
  unknown: 'unknown',
  failed: (count: string) => `${count} failed, billed`,
  chargesHelp: 'By list prices; the bill of the provider is the one that counts.',
  unpriced: (count: number, formatted: string) =>
    `For ${formatted} ${plural(count, 'call', 'calls')} no price is known; they are not part of the sum.`,
}
