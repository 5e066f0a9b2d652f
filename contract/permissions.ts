import { z } from 'zod'

/** What a person may do in this installation; what they may see of a library is decided by its membership. */
export const role = z.enum(['owner', 'admin', 'member', 'reader'])
export type Role = z.infer<typeof role>

export const permissions = [
  'account:read',
  'account:write',
  'people:read',
  'people:invite',
  'people:manage',
  'audit:read',
  'libraries:write',
  'papers:read',
  'papers:write',
  'connector:use',
  'analyses:read',
  'analyses:request',
  'keys:read',
  'keys:write',
  'keys:share',
  'jobs:read',
  'jobs:control',
  'jobs:administer',
  'notifications:read',
  'notifications:write',
  'health:read',
  'health:administer',
  'sources:manage',
  'styles:manage',
  'backups:administer',
  'usage:administer',
  'announcements:administer',
  'performance:administer',
  'house:read',
  'settings:administer',
] as const
export type Permission = (typeof permissions)[number]

const reader: readonly Permission[] = [
  'account:read',
  'account:write',
  'papers:read',
  'analyses:read',
  'jobs:read',
  'notifications:read',
  'notifications:write',
]
const member: readonly Permission[] = [
  ...reader,
  'libraries:write',
  'papers:write',
  'connector:use',
  'analyses:request',
  'keys:read',
  'keys:write',
  'jobs:control',
]
const admin: readonly Permission[] = [
  ...member,
  'people:read',
  'people:invite',
  'people:manage',
  'audit:read',
  'jobs:administer',
  'health:read',
  'health:administer',
  'sources:manage',
  'styles:manage',
  'keys:share',
  'backups:administer',
  'usage:administer',
  'announcements:administer',
  'performance:administer',
  'house:read',
  'settings:administer',
]

/** The one table of who may do what; server and screen read the same. */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  reader,
  member,
  admin,
  owner: permissions,
}

/** How much of what its person may do a program's token may: look, also change, also look after the house. */
export const tokenScope = z.enum(['read', 'write', 'admin'])
export type TokenScope = z.infer<typeof tokenScope>

/**
 * Whether a token of this scope reaches so far. No token reaches the account itself: who finds one must not be able to make
 * more of them, or change the password.
 */
export function scopeReaches(
  scope: TokenScope,
  { permission, isRead }: { readonly permission: Permission; readonly isRead: boolean },
): boolean {
  if (permission === 'account:write') return false
  if (scope === 'admin') return true
  return may('member', permission) && (scope === 'write' || isRead)
}

/** @returns whether the role holds the permission. */
export function may(holder: Role, permission: Permission): boolean {
  return permissionsOf[holder].includes(permission)
}
