/**
 * Which picture shows the page of which address, by the names that `shoot` is given. `npm run check` holds it against
 * web/router.tsx and the *.shots.ts: a page without a picture is a page that nobody looked at.
 */
export const screens: Readonly<Record<string, string>> = {
  '/sign-in': '01-sign-in',
  '/sign-in/back': 'identity-back',
  '/sign-in/forgot': 'identity-forgot',
  '/link/$token': '02-first-run',
  '/': '04-library',
  '/papers/$paperId': '07-paper',
  '/notes': 'notes',
  '/tags': 'tags',
  '/duplicates': '18-duplicates',
  '/trash': 'trash',
  '/history': 'recent-changes',
  '/jobs': '11-jobs',
  '/jobs/$jobId': '11-job',
  '/jobs/all': '14-jobs-all',
  '/jobs/house': '15-jobs-house',
  '/jobs/backups': 'backups',
  '/jobs/health': 'health',
  '/usage': 'usage',
  '/usage/all': 'usage-limits',
  '/performance': 'performance-requests',
  '/security': 'security-own',
  '/security/trail': 'security-trail',
  '/security/people': 'security-people',
  '/security/activity': 'security-activity',
  '/notifications': 'notifications',
  '/settings': '12-settings',
  $: '13-nowhere',
}
