import type { Collection } from '../../contract.ts'

/** A collection as a row of the tree. */
export type TreeRow = {
  readonly collection: Collection
  /** 0 at the top of its library. */
  readonly level: number
  readonly hasChildren: boolean
  readonly isOpen: boolean
  /** Its siblings by id, in their order. */
  readonly siblings: readonly string[]
}

/** The rows of a library from the top, each followed by what stands within it where it is open. */
export function treeRows(
  collections: readonly Collection[],
  { libraryId, isOpen }: { readonly libraryId: string; readonly isOpen: (id: string) => boolean },
): TreeRow[] {
  const byParent = Map.groupBy(
    collections.filter((each) => each.libraryId === libraryId),
    ({ parentId }) => parentId,
  )
  const within = (parentId: Collection['parentId'], level: number): TreeRow[] => {
    const siblings = byParent.get(parentId) ?? []
    const ids = siblings.map(({ id }) => id)
    return siblings.flatMap((collection) => {
      const hasChildren = byParent.has(collection.id)
      const open = hasChildren && isOpen(collection.id)
      const row = { collection, level, hasChildren, isOpen: open, siblings: ids }
      return open ? [row, ...within(collection.id, level + 1)] : [row]
    })
  }
  return within(null, 0)
}

/** The collections a collection stands within, the nearest first. */
export function ancestorsOf(collections: readonly Collection[], id: string | undefined): Collection[] {
  const byId = new Map<string, Collection>(collections.map((each) => [each.id, each]))
  const found: Collection[] = []
  let parentId = id === undefined ? null : (byId.get(id)?.parentId ?? null)
  while (parentId !== null) {
    const parent = byId.get(parentId)
    if (parent === undefined || found.includes(parent)) break
    found.push(parent)
    parentId = parent.parentId
  }
  return found
}

/** `Thesis / Chapter 1`. */
export function pathOf(collections: readonly Collection[], collection: Collection): string {
  return [collection, ...ancestorsOf(collections, collection.id)]
    .map(({ name }) => name)
    .toReversed()
    .join(' / ')
}
