import { plural } from '#web/lib/words/plural.ts'

export const en = {
  title: 'Trash',
  description: (days: number) =>
    `Papers stay here for ${days} ${plural(days, 'day', 'days')}, then they are deleted for good with their files and notes.`,
  none: 'The trash is empty',
  noneHelp: 'Papers that you remove wait here and can be brought back.',
  count: (count: number) => `${count} ${plural(count, 'paper', 'papers')}`,
  untitled: 'Untitled',
  choose: (title: string) => `Select ${title}`,
  chooseShown: 'Select all shown',
  chosen: (count: number) => `${count} selected`,
  trashed: (when: string) => `Removed ${when}`,
  trashedBy: (name: string, when: string) => `Removed by ${name}, ${when}`,
  deletedFrom: (when: string) => `Deleted for good on ${when}`,
  restore: 'Restore',
  restoreAll: 'Restore all',
  restored: (count: number) => `${count} ${plural(count, 'paper is', 'papers are')} back`,
  notAllRestored: (count: number) =>
    `${count} ${plural(count, 'paper stays', 'papers stay')} in the trash: another paper has the same DOI.`,
  undo: 'Undo',
  deleteForGood: 'Delete for good',
  empty: 'Empty the trash',
  deleteTitle: (count: number) => `Delete ${count} ${plural(count, 'paper', 'papers')} for good?`,
  deleteHelp: 'Their files, notes, highlights, ratings and history go too. This cannot be undone.',
  deleted: (count: number) => `${count} ${plural(count, 'paper', 'papers')} deleted for good`,
  more: 'Show more',
}
