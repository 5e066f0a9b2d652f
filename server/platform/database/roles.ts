import { hkdfSync } from 'node:crypto'
import type { ClientBase } from 'pg'
import type { Secret } from '#platform/crypto/secret.ts'

/** The login roles of Seogo; none owns a table, none bypasses row-level security. */
export const loginRoles = ['seogo_app', 'seogo_system', 'seogo_auth', 'seogo_queue'] as const
export type LoginRole = (typeof loginRoles)[number]

/** Owns every table and cannot sign in. */
export const ownerRole = 'seogo_owner'

/**
 * The password of a login role on a server that is not embedded: derived from the installation's secret, so nothing more
 * has to be kept. HKDF-SHA256 (RFC 5869) with the role's name as its purpose.
 */
export function rolePassword(secretKey: Secret, role: LoginRole): string {
  const bytes = hkdfSync('sha256', secretKey.reveal(), 'seogo', `postgresql role ${role}`, 32)
  return Buffer.from(bytes).toString('base64url')
}

/**
 * Makes the roles of the cluster or brings them to what they must be. Run by the migrator as a role that may create roles.
 * @param password what each login role signs in with; undefined on the embedded server, whose socket trusts its folder.
 */
export async function ensureRoles(
  admin: ClientBase,
  password: ((role: LoginRole) => string) | undefined,
): Promise<void> {
  const { rows } = await admin.query<{ rolname: string }>(
    `select rolname from pg_roles where rolname like 'seogo\\_%'`,
  )
  const present = new Set(rows.map((row) => row.rolname))
  if (!present.has(ownerRole)) await admin.query(`create role ${ownerRole} nologin noinherit`)
  for (const role of loginRoles) {
    if (!present.has(role)) await admin.query(`create role ${role} login`)
    if (password) await admin.query(`alter role ${role} password ${admin.escapeLiteral(password(role))}`)
  }
  // PostgreSQL 16 and later: who creates a role administers it but is not yet a member, and so could not give it a schema.
  for (const role of [ownerRole, 'seogo_queue']) {
    await admin.query(`do $$ begin
      if not pg_has_role(current_user, '${role}', 'set') then execute 'grant ${role} to current_user with set true, inherit true'; end if;
    end $$`)
  }
}
