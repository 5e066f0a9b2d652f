import { plural } from '#web/lib/words/plural.ts'

export const en = {
  title: 'On this device',
  help: 'Papers kept in this browser open without a network: PDF and text, what readers found, highlights and notes, as they were when the server was last reached. Signing out removes them.',
  keep: 'Keep on this device',
  keepHelp: 'Readable without a network',
  letGo: 'Remove from this device',
  kept: (title: string) => `“${title}” can be read without a network`,
  gone: 'Removed from this device. The paper is still in the library.',
  none: 'Nothing is kept on this device yet',
  noneHelp: 'Open a paper and choose “Keep on this device”: on the train it opens as it is now.',
  cannot: 'This browser cannot keep papers here',
  cannotHelp:
    'Browsers keep pages of addresses with https only, and of localhost. Ask whoever runs this server for its https address.',
  list: 'Papers kept on this device',
  keptAt: (when: string) => `as of ${when}`,
  total: (count: number, size: string) => `${count} ${plural(count, 'paper', 'papers')}, ${size}`,
  room: (used: string, most: string) => `Seogo uses ${used} in this browser, of ${most} that it may.`,
  removeAll: 'Remove all',
  toLibrary: 'To the library',
}
