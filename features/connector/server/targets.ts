import type { CollectionId, LibraryId } from '#contract/ids.ts'
import type { LibrarySummary } from '#features/accounts/contract.ts'
import { listCollections } from '#features/reading/server/reading.ts'
import type { UserTx } from '#platform/database/transactions.ts'
import { findTarget, listTargets, numberTargets, type TargetRow } from './target-queries.ts'
import type { Saver } from './tokens.ts'

/** A place to save into: a library, or a collection of it. */
export type Target = {
  readonly number: number
  readonly libraryId: LibraryId
  readonly collectionId: CollectionId | null
}

/** A place as the extension's window shows it, a line of its tree. */
export type ShownTarget = Target & {
  readonly name: string
  /** 0 for a library. */
  readonly level: number
  readonly isEditable: boolean
}

const toTarget = ({ number, library_id, collection_id }: TargetRow): Target => ({
  number,
  libraryId: library_id,
  collectionId: collection_id,
})

/** `L7` or `C12`. */
export function targetName({ number, collectionId }: Target): string {
  return `${collectionId === null ? 'L' : 'C'}${number}`
}

/** A place by the name the extension gives back. @returns undefined for one that is gone or not the person's */
export async function findTargetByName(tx: UserTx, name: string): Promise<Target | undefined> {
  const [, kind, digits] = /^([LC])(\d{1,15})$/.exec(name) ?? []
  if (digits === undefined) return undefined
  const row = await findTarget(tx, Number(digits))
  return row && (row.collection_id === null) === (kind === 'L') ? toTarget(row) : undefined
}

function nameOf({ kind, name }: LibrarySummary, { me }: Saver): string {
  if (kind === 'shared') return name
  return me.preferences.language === 'ko' ? '내 서재' : 'My library'
}

/** All places a person sees, each library followed by its collections in their order. */
export async function listShownTargets(tx: UserTx, saver: Saver): Promise<ShownTarget[]> {
  await numberTargets(tx, saver.userId)
  const numbers = new Map(
    (await listTargets(tx)).map((row) => [`${row.library_id} ${row.collection_id}`, row.number]),
  )
  const collections = await listCollections(tx)
  const byParent = Map.groupBy(collections, ({ libraryId, parentId }) => parentId ?? libraryId)
  return saver.me.libraries.flatMap((library) => {
    const isEditable = library.membership !== 'reader'
    const line = (place: {
      collectionId: CollectionId | null
      name: string
      level: number
    }): ShownTarget[] => {
      const number = numbers.get(`${library.id} ${place.collectionId}`)
      const within = (byParent.get(place.collectionId ?? library.id) ?? []).flatMap(({ id, name }) =>
        line({ collectionId: id, name, level: place.level + 1 }),
      )
      return number === undefined
        ? within
        : [{ ...place, number, libraryId: library.id, isEditable }, ...within]
    }
    return line({ collectionId: null, name: nameOf(library, saver), level: 0 })
  })
}

/** Where this browser saves: where it did the last time, else the person's own library. */
export function chosenTarget(targets: readonly ShownTarget[], saver: Saver): ShownTarget {
  const chosen = targets.find(({ number }) => number === saver.targetNumber) ?? targets[0]
  if (!chosen) throw new Error('a person has a library of their own')
  return chosen
}
