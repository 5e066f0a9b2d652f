import { type ActKind, changeKinds } from '#contract/acts.ts'
import type { ActId, LibraryId } from '#contract/ids.ts'
import type { RecordedChange } from '#platform/acts/undoers.ts'
import { announce, type UserTx, userOf } from '#platform/database/transactions.ts'
import type { ActFacts } from '../contract.ts'
import { type Direction, insertAct, insertChanges } from './queries.ts'

export type Deed = {
  readonly libraryId: LibraryId
  readonly kind: ActKind
  /** What really changed, a thing once; all private to the doer, or none. */
  readonly changes: readonly RecordedChange[]
  readonly facts?: ActFacts
  /** The act in another library of which this is a part: they are taken back together. */
  readonly partOf?: ActId | undefined
  /** Only of an undo. */
  readonly undo?: { readonly of: ActId; readonly direction: Direction }
}

/**
 * Writes down what a person did, in the transaction that does it, so that it can be told and taken back.
 * @returns undefined when nothing changed: then nothing was done
 */
export async function recordAct(tx: UserTx, deed: Deed): Promise<ActId | undefined> {
  const { libraryId, changes, undo } = deed
  const userId = userOf(tx)
  if (!userId) throw new Error('an act is somebody’s')
  if (changes.length === 0) return undefined
  const isPrivate = changes.every(({ kind }) => changeKinds[kind].private)
  if (!isPrivate && changes.some(({ kind }) => changeKinds[kind].private))
    throw new Error(`the act ${deed.kind} mixes what is private with what is everybody’s`)
  const privateTo = isPrivate ? userId : null
  const { id } = await insertAct(tx, {
    libraryId,
    deedId: deed.partOf,
    userId,
    privateTo,
    kind: deed.kind,
    direction: undo?.direction ?? 'done',
    facts: JSON.stringify(deed.facts ?? {}),
    paperCount: new Set(changes.map(({ paperId }) => paperId)).size,
    undoOf: undo?.of ?? null,
  })
  await insertChanges(tx, { id, libraryId, privateTo }, changes)
  announce(tx, { userIds: [userId] }, [{ topic: 'acts' }])
  return id
}
