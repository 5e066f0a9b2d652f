import type { Facts } from './notification.ts'

const rules = new Intl.PluralRules('en')
const plural = (count: number, one: string, other: string) => (rules.select(count) === 'one' ? one : other)

/** What happened, as a sentence; and the counts that go with it. Said on screen and in letters. */
export const sentencesEn = {
  types: {
    analysis_finished: (title: string | null) =>
      title === null ? 'An analysis is ready' : `The analysis of “${title}” is ready`,
    analysis_failed: (title: string | null) =>
      title === null ? 'An analysis failed' : `The analysis of “${title}” failed`,
    analyses_finished: (_: string | null) => 'Analyses of several papers are ready',
    analyses_failed: (_: string | null) => 'Analyses of several papers failed',
    import_finished: (fileName: string | null) =>
      fileName === null ? 'An import is finished' : `The import of ${fileName} is finished`,
    import_failed: (fileName: string | null) =>
      fileName === null ? 'An import failed' : `The import of ${fileName} failed`,
    duplicates_suggested: (_: string | null) => 'Some papers may be in the library twice',
    search_matched: (name: string | null) =>
      name === null ? 'A search you follow finds more' : `“${name}” finds more papers`,
    tag_matched: (tag: string | null) =>
      tag === null ? 'New papers have a tag you follow' : `New papers are tagged “${tag}”`,
    backup_finished: (_: string | null) => 'A backup is made',
    backup_restored: (_: string | null) => 'The library was put back to a backup',
    backup_failed: (_: string | null) => 'A backup failed: look at it before you need one',
    restore_failed: (_: string | null) => 'Going back to a backup failed: the library is as it was',
    limit_near: (_: string | null) => 'You are near a limit of usage',
    house_limit_near: (_: string | null) => 'This installation is near a limit of usage',
    unusual_use: (_: string | null) => 'Somebody’s use is unusual: see the page of usage',
    health_changed: (part: string | null, { state }: Facts) =>
      state === 'healthy'
        ? `${part ?? 'This installation'} is well again`
        : `${part ?? 'This installation'} is not well`,
    threshold_alert: (name: string | null, { state }: Facts) =>
      state === 'resolved'
        ? `${name ?? 'A figure'} is back within its threshold`
        : `${name ?? 'A figure'} is beyond its threshold`,
    security_alert: (_: string | null) => 'Something looks like an attack',
    account_watched: (_: string | null) => 'Something unusual happened with your account',
    second_factor_reset: (_: string | null) =>
      'An administrator took your second factor away: set it up again',
    password_reset: (_: string | null) =>
      'Your password was set anew by a mailed link: if it was not you, tell an administrator',
    announcement: (_: string | null) => 'There is an announcement',
    test: (_: string | null) => 'This is a test: notifications reach you here',
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
  letter: {
    subjectOfMany: (count: number) => `Seogo: ${count} notifications`,
    open: 'Open',
    why: 'You chose to be told of this by e-mail. Change it under Settings, Notifications.',
  },
}
