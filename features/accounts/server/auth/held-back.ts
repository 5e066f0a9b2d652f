import type { Role } from '#contract/permissions.ts'

type Holder = { readonly role: Role; readonly hasSecondFactor: boolean }

/** Whether somebody administers this installation and may not until they have the second factor it demands. */
export function isHeldBack({ role, hasSecondFactor }: Holder, isDemanded: boolean): boolean {
  return isDemanded && !hasSecondFactor && (role === 'owner' || role === 'admin')
}

/** What a person may do at this moment: who is held back is a member until then. */
export function roleNow(holder: Holder, isDemanded: boolean): Role {
  return isHeldBack(holder, isDemanded) ? 'member' : holder.role
}
