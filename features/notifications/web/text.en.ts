import { plural } from '#web/lib/words/plural.ts'

export const en = {
  title: 'Notifications',
  bell: (unread: number) => (unread === 0 ? 'Notifications' : `Notifications, ${unread} unread`),
  markAllRead: 'Mark all as read',
  none: 'Nothing has happened yet',
  noneHelp: 'When an analysis or an import ends, it is said here.',
  unread: 'Unread',
  types: {
    analysis_finished: (title: string | null) =>
      title === null ? 'An analysis is ready' : `The analysis of “${title}” is ready`,
    analysis_failed: (title: string | null) =>
      title === null ? 'An analysis failed' : `The analysis of “${title}” failed`,
    analyses_finished: () => 'Analyses of several papers are ready',
    analyses_failed: () => 'Analyses of several papers failed',
    import_finished: (fileName: string | null) =>
      fileName === null ? 'An import is finished' : `The import of ${fileName} is finished`,
    import_failed: (fileName: string | null) =>
      fileName === null ? 'An import failed' : `The import of ${fileName} failed`,
    duplicates_suggested: () => 'Some papers may be in the library twice',
    search_matched: (name: string | null) =>
      name === null ? 'A search you follow finds more' : `“${name}” finds more papers`,
    backup_finished: () => 'A backup is made',
    backup_restored: () => 'The library was put back to a backup',
    restore_failed: () => 'Going back to a backup failed: the library is as it was',
    backup_failed: () => 'A backup failed: look at it before you need one',
    security_alert: () => 'Something looks like an attack',
    account_watched: () => 'Something unusual happened with your account',
    second_factor_reset: () => 'An administrator took your second factor away: set it up again',
  },
  counts: {
    answered: (count: number) => `${count} ${plural(count, 'reader answered', 'readers answered')}`,
    failed: (count: number) => `${count} failed`,
    papers: (count: number) => `${count} ${plural(count, 'paper', 'papers')}`,
    added: (count: number) => `${count} added`,
    alreadyThere: (count: number) => `${count} already there`,
    suggested: (count: number) => `${count} ${plural(count, 'pair', 'pairs')}`,
    found: (count: number) => `${count} new`,
    refused: (count: number) => `${count} refused`,
  },
}
