import type { LinkProps } from '@tanstack/react-router'
import type { Permission } from '#contract/permissions.ts'
import type { en } from './text.en.ts'

type FurtherPage = {
  readonly to: NonNullable<LinkProps['to']>
  /** Its name in the shell's words. */
  readonly name: keyof typeof en.further
  /** Only for who may this. */
  readonly needs?: Permission
}

/**
 * Pages that stand behind those of the navigation: the palette goes there at once. `npm run check` says when a page of
 * web/router.tsx is neither here nor in the navigation.
 */
export const furtherPages: readonly FurtherPage[] = [
  { to: '/notifications', name: 'notifications' },
  { to: '/admin/settings', name: 'settingsOfHouse', needs: 'settings:administer' },
  { to: '/kept', name: 'kept' },
  { to: '/jobs/all', name: 'allJobs', needs: 'jobs:administer' },
  { to: '/jobs/house', name: 'queues', needs: 'jobs:administer' },
  { to: '/jobs/backups', name: 'backups', needs: 'jobs:administer' },
  { to: '/jobs/health', name: 'health', needs: 'jobs:administer' },
  { to: '/usage/all', name: 'usageOfAll', needs: 'usage:administer' },
  { to: '/security/people', name: 'people', needs: 'people:manage' },
  { to: '/security/activity', name: 'activity', needs: 'audit:read' },
  { to: '/security/trail', name: 'trail', needs: 'audit:read' },
]
