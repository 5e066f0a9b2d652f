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
  'sources:manage',
  'styles:manage',
  'backups:administer',
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
  'sources:manage',
  'styles:manage',
  'keys:share',
  'backups:administer',
]

/** The one table of who may do what; server and screen read the same. */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  reader,
  member,
  admin,
  owner: permissions,
}

/** @returns whether the role holds the permission. */
export function may(holder: Role, permission: Permission): boolean {
  return permissionsOf[holder].includes(permission)
}
