import type { LibraryId, PaperId } from '#contract/ids.ts'
import { announce, type UserTx } from '#platform/database/transactions.ts'
import type { Integrity } from '../contract.ts'
import { findSame, type KnownBy, updateIntegrity } from './queries.ts'

/** The paper of a library that has one of these identifiers, in their canonical forms. */
export async function findByIdentifier(
  tx: UserTx,
  libraryId: LibraryId,
  identifiers: Omit<KnownBy, 'likeness'>,
): Promise<PaperId | undefined> {
  const same = await findSame(tx, libraryId, identifiers)
  return same?.id as PaperId | undefined
}

/** Marks a paper as retracted, doubted or corrected, or takes the mark away. */
export async function setIntegrity(
  tx: UserTx,
  paper: { readonly id: PaperId; readonly libraryId: string },
  integrity: Integrity | null,
): Promise<void> {
  if (!(await updateIntegrity(tx, paper.id, integrity))) return
  announce(tx, { libraryId: paper.libraryId }, [{ topic: 'papers' }, { topic: 'paper', id: paper.id }])
}
