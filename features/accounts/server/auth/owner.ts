import type { Authentication } from './authentication.ts'
import { findOwner, insertUnclaimedOwner } from './queries.ts'

export type Owner = { readonly userId: string; readonly claimed: boolean }

/** Makes the owner's account at the first start, unclaimed and without a way in; safe to call by many processes at once. */
export async function createOwnerIfNone({ db }: Authentication): Promise<Owner> {
  const inserted = await insertUnclaimedOwner(db)
  if (inserted) return { userId: inserted.id, claimed: false }
  const owner = await findOwner(db)
  if (!owner) throw new Error('the owner was there a moment ago and is gone')
  return { userId: owner.id, claimed: owner.claimed_at !== null }
}
