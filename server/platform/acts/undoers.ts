import type { ChangeKind, KeptReason } from '#contract/acts.ts'
import type { LibraryId, PaperId } from '#contract/ids.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import type { House } from '#platform/house.ts'

/** One thing of one paper that became another: `before` and `after` are JSON, null for nothing. */
export type RecordedChange = {
  readonly paperId: PaperId
  readonly kind: ChangeKind
  /** The tag, the collection, the field; empty when the kind says it all. */
  readonly subject: string
  readonly before: unknown
  readonly after: unknown
}

/**
 * Puts `before` back wherever `after` still stands, in few statements however many there are. Called under the library's
 * lock, by somebody who may change the library (or, for a private kind, by the one whose it is).
 * @returns those that stay as they are, each with why
 */
export type TakeBack = (
  tx: UserTx,
  given: { readonly libraryId: LibraryId; readonly changes: readonly RecordedChange[] },
) => Promise<ReadonlyMap<RecordedChange, KeptReason>>

/** How a feature takes back one kind of change. */
export type Undoer = { readonly kind: ChangeKind; readonly load: () => Promise<TakeBack> }

const undoersOf = new WeakMap<House, readonly Undoer[]>()

/** Tells how every kind of change is taken back, which the entry points know and nobody below them does. */
export function knowUndoers(house: House, undoers: readonly Undoer[]): void {
  undoersOf.set(house, undoers)
}

/** @throws Error when nobody said how a kind is taken back in this process */
export async function loadUndoer(house: House, kind: ChangeKind): Promise<TakeBack> {
  const undoer = undoersOf.get(house)?.find((each) => each.kind === kind)
  if (!undoer) throw new Error(`nobody said how a change of ${kind} is taken back`)
  return undoer.load()
}
