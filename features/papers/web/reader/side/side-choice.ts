import { storedChoice } from '#web/lib/stored-choice.ts'

export type SideTab = 'pages' | 'outline'

/** What stands beside the pages, as this browser's person left it. */
export const sideChoice = storedChoice<SideTab | 'closed'>({
  key: 'seogo.reader.side',
  allowed: ['pages', 'outline', 'closed'],
  whenUnset: () => 'closed',
})
