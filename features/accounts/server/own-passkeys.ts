import { type PasskeyId, passkeyId as passkeyIdSchema, type UserId } from '#contract/ids.ts'
import { Problem } from '#contract/problems.ts'
import { toInstant } from '#contract/time.ts'
import { recordSignIn } from '#features/audit/server/audit.ts'
import type { House } from '#platform/house.ts'
import type { MadePasskey, Passkey } from '../contract/passkeys.ts'
import { authenticationOf } from './auth/authentication.ts'
import { findFactor } from './auth/factor-queries.ts'
import {
  deletePasskey,
  insertPasskey,
  listPasskeys,
  type PasskeyRow,
  updateLabel,
} from './auth/passkey-queries.ts'
import { checkMade, type Site, toCreation, toRequest } from './auth/passkeys.ts'
import { findPerson } from './auth/queries.ts'
import { deleteSessions } from './auth/session-queries.ts'
import type { AuthDb } from './auth/tables.ts'
import type { Asking } from './identity.ts'
import { requireConfirmed, tellSessionsChanged } from './sessions.ts'

/** More than anybody has devices. */
const mostPasskeys = 20

function toPasskey(row: PasskeyRow): Passkey {
  return {
    id: passkeyIdSchema.parse(row.id),
    label: row.label,
    isSynced: row.is_synced,
    host: row.host,
    createdAt: toInstant(row.created_at),
    lastUsedAt: row.last_used_at && toInstant(row.last_used_at),
  }
}

/** A person's passkeys, the oldest first. */
export async function listOwnPasskeys(house: House, userId: UserId): Promise<Passkey[]> {
  return (await listPasskeys(authenticationOf(house).db, userId)).map(toPasskey)
}

const making = (sessionId: string) => ({ act: 'make a passkey' as const, sessionId })

async function requireRoom(house: House, userId: UserId): Promise<PasskeyRow[]> {
  const passkeys = await listPasskeys(authenticationOf(house).db, userId)
  if (passkeys.length >= mostPasskeys) throw new Problem('too_many_passkeys', { most: mostPasskeys })
  return passkeys
}

/** How the person's browser is to make a passkey. @throws Problem confirmation_needed | too_many_passkeys | passkeys_need_name */
export async function beginOwnPasskey(house: House, { caller }: Asking, site: Site) {
  await requireConfirmed(house, caller)
  const authentication = authenticationOf(house)
  const passkeys = await requireRoom(house, caller.userId)
  const person = await findPerson(authentication.db, caller.userId)
  if (!person) throw new Problem('not_signed_in')
  return toCreation(authentication, person, { site, ceremony: making(caller.sessionId), passkeys })
}

type Made = { readonly site: Site; readonly label: string; readonly made: MadePasskey }

/** Takes a passkey that was made a moment ago in this session. @throws Problem passkey_not_made | confirmation_needed | too_many_passkeys */
export async function addOwnPasskey(
  house: House,
  { caller, client }: Asking,
  { site, label, made }: Made,
): Promise<Passkey> {
  await requireConfirmed(house, caller)
  await requireRoom(house, caller.userId)
  const authentication = authenticationOf(house)
  const asked = { site, ceremony: making(caller.sessionId) }
  const { row, spend } = await checkMade(authentication, asked, made)
  const { userId } = caller
  const kept = await authentication.db.transaction().execute(async (tx) => {
    const at = authentication.clock.now()
    const added = await insertPasskey(tx, { ...row, user_id: userId, label, created_at: at })
    if (!added || !(await spend(tx))) throw new Problem('passkey_not_made')
    const subject = { kind: 'passkey', id: added.id, title: label }
    await recordSignIn(tx, { act: 'passkey_added', by: userId, address: client.address, subject })
    return added
  })
  return toPasskey(kept)
}

/** @throws Problem passkey_not_found */
export async function renameOwnPasskey(
  house: House,
  userId: UserId,
  { passkeyId, label }: { readonly passkeyId: PasskeyId; readonly label: string },
): Promise<Passkey> {
  const row = await updateLabel(authenticationOf(house).db, userId, passkeyId, label)
  if (!row) throw new Problem('passkey_not_found')
  return toPasskey(row)
}

type Removal = {
  readonly userId: UserId
  readonly passkeyId: PasskeyId
  /** Who does it; null for the command line. */
  readonly by: UserId | null
  readonly address?: string
  /** The session that goes on. */
  readonly but?: string
}

/** Nobody takes the last passkey away that their own sign-in asks for; who looks after people may, as it is lost. */
async function requireAnother(tx: AuthDb, userId: UserId): Promise<void> {
  const factor = await findFactor(tx, userId)
  if (!factor?.confirmed_at || factor.sealed_secret) return
  if ((await listPasskeys(tx, userId)).length <= 1) throw new Problem('passkey_asked_for')
}

/**
 * Takes a passkey away; the person's other sessions end, as one of them may be a thief's.
 * @throws Problem passkey_not_found | passkey_asked_for (one's own last, while signing in asks for it)
 */
export async function removePasskey(
  house: House,
  { userId, passkeyId, by, address, but }: Removal,
): Promise<void> {
  await authenticationOf(house)
    .db.transaction()
    .execute(async (tx) => {
      if (by === userId) await requireAnother(tx, userId)
      const gone = await deletePasskey(tx, userId, passkeyId)
      if (!gone) throw new Problem('passkey_not_found')
      await deleteSessions(tx, userId, but)
      const subject = { kind: 'passkey', id: passkeyId, title: gone.label }
      await recordSignIn(tx, { act: 'passkey_removed', by, userId, address, subject })
    })
  await tellSessionsChanged(house, userId)
}

/** How the person's browser is to prove by one of their passkeys that it is they. @throws Problem passkey_not_found (none for this host) */
export async function beginPasskeyProof(house: House, { caller }: Asking, site: Site) {
  const authentication = authenticationOf(house)
  const passkeys = await listPasskeys(authentication.db, caller.userId)
  const ceremony = { act: 'confirm by passkey' as const, sessionId: caller.sessionId }
  const request = toRequest(authentication, { site, ceremony, passkeys })
  if (request.allowCredentials.length === 0) throw new Problem('passkey_not_found')
  return request
}
